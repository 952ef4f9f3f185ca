//! Who came and who did not.

use domain::privacy::is_erased;
use domain::report::{Attendance, Invited};
use leptos::prelude::*;

use super::chart::PresenceChart;
use super::people::People;
use super::section::{About, Nothing, Section};
use crate::browser::format_number::format_number;
use crate::room::RoleBadge;
use crate::t;
use crate::ui::Avatar;

#[component]
pub fn AttendanceSection(about: About, attendance: Attendance, absent: Vec<Invited>) -> impl IntoView {
    view! {
        <Section about=about part="attendance" heading=t!("Attendance")>
            {if attendance.attendees.is_empty() {
                view! { <Nothing words=t!("Nobody came.") /> }.into_any()
            } else {
                view! {
                    <PresenceChart about=about attendance=&attendance />
                    <People about=about attendees=attendance.attendees />
                }
                .into_any()
            }}
            <Absent absent=absent />
        </Section>
    }
}

/// Who was invited and did not come.
#[component]
fn Absent(absent: Vec<Invited>) -> impl IntoView {
    (!absent.is_empty()).then(|| {
        view! {
            <div class="report-absent">
                <h3>{t!("Invited, did not come")} " " <span class="panel-count">{format_number(absent.len())}</span></h3>
                <ul class="report-absentees">
                    {absent.into_iter().map(|one| view! { <Absentee one=one /> }).collect_view()}
                </ul>
            </div>
        }
    })
}

#[component]
fn Absentee(one: Invited) -> impl IntoView {
    let name = one.name.to_string();
    view! {
        <li>
            <Avatar initials=one.name.initials() name=name.clone() />
            <span class="report-absentee">
                <span class="report-name" dir="auto">{name}</span>
                {(!is_erased(&one.email)).then(|| view! { <span class="report-address">{one.email.to_string()}</span> })}
            </span>
            <RoleBadge role=one.role />
        </li>
    }
}

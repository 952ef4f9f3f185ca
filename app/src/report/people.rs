//! Everybody who came, with their times: a table, on a phone a card for each.

use domain::people::search_key;
use domain::report::{Attendee, PAGE};
use leptos::prelude::*;

use super::more::More;
use super::section::About;
use crate::browser::format_number::format_number;
use crate::room::RoleBadge;
use crate::ui::{LocalTime, TextField, short_span};
use crate::{t, t_count};

/// More people than this are searched rather than scanned.
const SCANNED: usize = 10;

#[component]
pub fn People(about: About, attendees: Vec<Attendee>) -> impl IntoView {
    let is_crowd = attendees.len() > SCANNED;
    let everybody = StoredValue::new(attendees);
    let typed = RwSignal::new(String::new());
    let limit = RwSignal::new(PAGE);
    let found = Memo::new(move |_| {
        let query = typed.with(|typed| search_key(typed));
        everybody.with_value(|all| {
            let found = all.iter().filter(|attendee| is_found(attendee, &query));
            found.cloned().collect::<Vec<_>>()
        })
    });
    let count = Memo::new(move |_| found.with(Vec::len));
    let shown = Memo::new(move |_| count.get().min(limit.get()));
    view! {
        {is_crowd
            .then(|| {
                view! {
                    <div class="report-search" role="search">
                        <TextField label=t!("Find somebody") name="find-attendee" value=typed kind="search" />
                        <p class="visually-hidden" role="status">
                            {move || (!typed.with(String::is_empty)).then(|| t_count!(count.get(), "1 found", "{count} found"))}
                        </p>
                    </div>
                }
            })}
        <p class="report-nothing" hidden=move || count.get() != 0>{t!("Nobody of this name was there.")}</p>
        <table class="report-people" role="table" aria-label=t!("Who came") hidden=move || count.get() == 0>
            <thead role="rowgroup">
                <tr role="row">
                    {columns()
                        .map(|column| view! { <th role="columnheader" scope="col">{column}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For
                    each=move || found.with(|found| found.iter().take(limit.get()).cloned().collect::<Vec<_>>())
                    key=|attendee| attendee.participant
                    let:attendee
                >
                    <Row about=about attendee=attendee />
                </For>
            </tbody>
        </table>
        <More
            shown=shown
            all=count
            told=|shown, all| t!("{shown} of {all} people are shown.", shown, all)
            file=about.file("attendance")
            on_more=Callback::new(move |()| limit.update(|limit| *limit += PAGE))
        />
    }
}

fn columns() -> [&'static str; 6] {
    [
        t!("Name"),
        t!("Role"),
        t!("Entered [column]"),
        t!("Left [column]"),
        t!("Visits [column]"),
        t!("Present [column, how long]"),
    ]
}

#[component]
fn Row(about: About, attendee: Attendee) -> impl IntoView {
    let present = short_span(attendee.present_for(about.now));
    let (first, last) = (attendee.first_entered(), attendee.last_left());
    let time = move |at| view! { <LocalTime at=at style=about.times /> };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <span class="report-name" dir="auto">{attendee.name.to_string()}</span>
                {attendee.is_guest.then(|| view! { <span class="badge">{t!("Guest")}</span> })}
            </th>
            <td role="cell" class="report-roles">
                {attendee.roles.into_iter().map(|role| view! { <RoleBadge role=role /> }).collect_view()}
            </td>
            <Cell column=2>{first.map(time)}</Cell>
            <Cell column=3>
                {match last {
                    Some(left) => time(left).into_any(),
                    None => view! { <span class="badge" data-kind="success">{t!("Still inside")}</span> }.into_any(),
                }}
            </Cell>
            <Cell column=4>{format_number(attendee.visits.len())}</Cell>
            <Cell column=5>{present}</Cell>
        </tr>
    }
}

/// A value; on a phone, where there are no columns, it says which it is.
#[component]
fn Cell(column: usize, children: Children) -> impl IntoView {
    view! {
        <td role="cell">
            <span class="report-label" aria-hidden="true">{columns().get(column).copied()}</span>
            {children()}
        </td>
    }
}

/// Whether any part of the name begins with what was typed, marks and case aside.
fn is_found(attendee: &Attendee, query: &str) -> bool {
    let name = search_key(&attendee.name.to_string());
    query.is_empty() || name.starts_with(query) || name.contains(&format!(" {query}"))
}

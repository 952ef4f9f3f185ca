//! How many were inside over time, as bars; and in words, for whoever cannot see bars.

use domain::report::{Attendance, Slot};
use leptos::prelude::*;

use super::section::About;
use crate::browser::format_number::format_number;
use crate::t;
use crate::ui::LocalTime;

/// The width of a bar with the space beside it, and of the bar, in the drawing's own units.
const STEP: usize = 10;
const WIDTH: usize = 8;
const HEIGHT: u32 = 100;

#[component]
pub fn PresenceChart<'a>(about: About, attendance: &'a Attendance) -> impl IntoView {
    let slots = attendance.presence(about.now);
    let most = slots.iter().map(|slot| slot.most).max().unwrap_or_default();
    let until = attendance.run.until(about.now);
    view! {
        <figure class="report-chart" aria-labelledby="presence">
            <figcaption id="presence">{t!("People inside over time")}</figcaption>
            <div class="chart-plot">
                <span class="chart-most" aria-hidden="true">{format_number(most)}</span>
                <span class="chart-none" aria-hidden="true">"0"</span>
                <Bars slots=&slots most=most />
            </div>
            <p class="chart-times" aria-hidden="true">
                <LocalTime at=about.run.opened_at style=about.times />
                <LocalTime at=until style=about.times />
            </p>
            <Numbers about=about slots=slots />
        </figure>
    }
}

/// Drawn, not coloured as backgrounds, so that they are printed too.
#[component]
fn Bars<'a>(slots: &'a [Slot], most: u32) -> impl IntoView {
    let bars = slots.iter().enumerate().map(|(place, slot)| {
        let height = (slot.most * HEIGHT).checked_div(most).unwrap_or_default();
        view! {
            <rect
                class="chart-bar"
                x=(place * STEP + (STEP - WIDTH) / 2).to_string()
                y=(HEIGHT - height).to_string()
                width=WIDTH.to_string()
                height=height.to_string()
            ></rect>
        }
    });
    view! {
        <svg
            class="chart-bars"
            viewBox=format!("0 0 {} {HEIGHT}", slots.len() * STEP)
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            {bars.collect_view()}
        </svg>
    }
}

/// The same as a table.
#[component]
fn Numbers(about: About, slots: Vec<Slot>) -> impl IntoView {
    view! {
        <details class="chart-numbers">
            <summary>{t!("The numbers as a table")}</summary>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!("From [column]")}</th>
                        <th scope="col">{t!("Most inside")}</th>
                    </tr>
                </thead>
                <tbody>
                    {slots
                        .into_iter()
                        .map(|slot| {
                            view! {
                                <tr>
                                    <th scope="row"><LocalTime at=slot.from style=about.times /></th>
                                    <td>{format_number(slot.most)}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </details>
    }
}

//! Which run of a room is told, and the others.

use domain::report::Run;
use domain::{RoomId, Timestamp};
use leptos::prelude::*;

use crate::routes;
use crate::ui::{Icon, IconName, LocalTime, LocalTimeRange, TimeStyle, long_span};
use crate::{t, t_view};

/// When it was, and for how long.
#[component]
pub fn RunLine(run: Run, now: Timestamp) -> impl IntoView {
    let lasted = long_span(run.lasted_for(now));
    let when = match run.ended_at {
        Some(ended_at) => view! { <LocalTimeRange from=run.opened_at to=ended_at /> }.into_any(),
        None => t_view!("Open since {time}", time = view! { <LocalTime at=run.opened_at /> }).into_any(),
    };
    view! {
        <p class="report-when">
            <Icon name=IconName::CalendarClock />
            <span>{when} " " <span class="soft">{format!("· {lasted}")}</span></span>
        </p>
    }
}

/// The runs to choose from, when there are several. Links, so that a run has an address and needs no script.
#[component]
pub fn RunChoice(room: RoomId, runs: Vec<Run>, chosen: u32) -> impl IntoView {
    (runs.len() > 1).then(|| {
        view! {
            <nav aria-label=t!("Sessions of this room")>
                <ul class="report-runs">
                    {runs
                        .into_iter()
                        .map(|run| {
                            let current = (run.number == chosen).then_some("page");
                            view! {
                                <li>
                                    <a href=routes::report(room, Some(run.number)) aria-current=current>
                                        <LocalTime at=run.opened_at style=TimeStyle::Short />
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </nav>
        }
    })
}

/// The page stands still while the session goes on.
#[component]
pub fn StillOpen(room: RoomId, run: Run, now: Timestamp) -> impl IntoView {
    view! {
        <div class="notice" data-kind="wait">
            <Icon name=IconName::Clock />
            <div class="report-open">
                <p>
                    {t_view!(
                        "The session is still open. This is how it stood at {time}.",
                        time = view! { <LocalTime at=now style=TimeStyle::Time /> }
                    )}
                </p>
                <a class="button" href=routes::report(room, Some(run.number)) rel="external">
                    <Icon name=IconName::RefreshCw />
                    {t!("Reload")}
                </a>
            </div>
        </div>
    }
}

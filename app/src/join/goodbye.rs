//! The end of a session, for those who belong to it: what they were part of, and what comes next.

use domain::{InvitationId, RoomId};
use leptos::prelude::*;
use leptos_meta::Title;

use super::farewell::Farewell;
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName, LocalTimeRange, long_span};

/// What is said instead of a refusal. `here` is the page it stands on, for browsers that hear of nothing by
/// themselves.
#[component]
pub fn Goodbye(
    farewell: Farewell,
    room: RoomId,
    #[prop(into)] here: String,
    #[prop(optional_no_strip)] invitation: Option<InvitationId>,
) -> impl IntoView {
    let Farewell { opened_at, ended_at, without_host, is_host, title } = farewell;
    let heading = heading(is_host);
    view! {
        <Title text=heading />
        <section class="refusal" role="alert" aria-labelledby="refusal" data-refusal="over">
            <span class="refusal-icon"><Icon name=IconName::CircleCheck /></span>
            <p class="guest-eyebrow" dir="auto">{title}</p>
            <h1 id="refusal" class="refusal-heading">{heading}</h1>
            <p class="farewell-when">
                <Icon name=IconName::Clock />
                <span>
                    <LocalTimeRange from=opened_at to=ended_at />
                    <span class="farewell-length">{t!("It lasted {span}.", span = long_span(ended_at.since(opened_at)))}</span>
                </span>
            </p>
            {without_host
                .then(|| {
                    view! {
                        <p class="refusal-why">
                            {t!("It ended by itself, because no host had been there for a quarter of an hour.")}
                        </p>
                    }
                })}
            <p class="refusal-why">{next(is_host, invitation.is_some())}</p>
            <div class="refusal-ways">
                {if is_host {
                    view! { <HostsWays room=room /> }.into_any()
                } else {
                    view! { <a class="button" href=here rel="external">{t!("Look again")}</a> }.into_any()
                }}
            </div>
        </section>
    }
}

#[component]
fn HostsWays(room: RoomId) -> impl IntoView {
    view! {
        <a class="button" data-kind="primary" href=routes::report(room, None)>
            <Icon name=IconName::Poll />
            {t!("See the report")}
        </a>
        <a class="button" href=routes::room(room)>{t!("Back to the room")}</a>
    }
}

fn heading(is_host: bool) -> &'static str {
    if is_host { t!("The session has ended.") } else { t!("The session has ended. Thank you for coming.") }
}

fn next(is_host: bool, has_link: bool) -> &'static str {
    match (is_host, has_link) {
        (true, _) => {
            t!(
                "The report tells who came, what was written and what was answered. To plan another session, choose \
                Reschedule in the menu of the room; the links stay the same."
            )
        }
        (false, true) => {
            t!(
                "You can close this page now. If the hosts plan another session, this page shows it by itself, and your \
                link leads there as long as it is valid."
            )
        }
        (false, false) => {
            t!(
                "You can close this page now. If the hosts plan another session, this page shows it by itself."
            )
        }
    }
}

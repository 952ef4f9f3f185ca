//! A room in a list.

use domain::HostKind;
use leptos::prelude::*;

use super::api::RoomCard;
use super::phase_badge::{PhaseBadge, Standing};
use crate::language::said;
use crate::live::ServerClock;
use crate::room::RoleBadge;
use crate::routes;
use crate::ui::{Icon, IconName, LocalTimeRange, Poster, TimeStyle};

/// The whole card leads to the room's page; its title is the link.
#[component]
pub fn RoomCardView(card: RoomCard, clock: ServerClock) -> impl IntoView {
    let RoomCard { id, title, speakers, session, host, invited_as } = card;
    let standing = Memo::new(move |_| Standing::of(&session, clock));
    let invited_as = invited_as.filter(|_| host.is_none());
    view! {
        <article class="room-card" data-ended=move || (standing.get() == Standing::Ended).to_string()>
            <Poster seed=id.bits() />
            <div class="room-card-words">
                <p class="cluster">
                    <PhaseBadge standing />
                    {host.map(|kind| view! { <HostBadge kind /> })}
                    {invited_as.map(|role| view! { <RoleBadge role /> })}
                </p>
                <h3>
                    <a href=routes::room(id) dir="auto">{title}</a>
                </h3>
                {(!speakers.is_empty()).then(|| view! { <p class="soft" dir="auto">{speakers.join(" · ")}</p> })}
                <p class="room-card-when">
                    <Icon name=IconName::Calendar />
                    <span>
                        <LocalTimeRange from=session.starts_at to=session.ends_at style=TimeStyle::Short />
                    </span>
                </p>
            </div>
        </article>
    }
}

#[component]
pub fn HostBadge(kind: HostKind) -> impl IntoView {
    view! {
        <span class="badge">
            <Icon name=IconName::Crown />
            {said(&kind)}
        </span>
    }
}

//! The stage: who is in front of the room.

use domain::live::Participant;
use domain::session::Phase;
use leptos::prelude::*;

use super::reactions::Reactions;
use super::role_badge::RoleBadge;
use super::store::LiveRoomStore;
use crate::media::LobbyNote;
use crate::t;
use crate::ui::{Avatar, Poster};

#[component]
pub fn Stage(store: LiveRoomStore) -> impl IntoView {
    let on_stage = Memo::new(move |_| store.list(|participant| participant.is_on_stage));
    let words = move || match (store.phase(), on_stage.with(Vec::is_empty)) {
        (Some(Phase::Planned), _) => {
            Some(t!("The session is not open yet. Hosts may prepare it; guests wait outside."))
        }
        (_, true) => Some(t!("Nobody is on stage yet. Speakers appear here when they come in.")),
        _ => None,
    };
    view! {
        <section class="stage" aria-label=t!("Stage")>
            <Poster seed=store.room.bits() behind=true />
            <div class="stage-front">
                <p class="stage-words">{words}</p>
                <LobbyNote lobby=Signal::derive(move || store.lobby()) />
                <ul class="stage-people">
                    <For each=move || on_stage.get() key=|person| (person.id, person.role) let:person>
                        <OnStage person=person />
                    </For>
                </ul>
            </div>
            <Reactions store=store />
        </section>
    }
}

#[component]
fn OnStage(person: Participant) -> impl IntoView {
    view! {
        <li class="stage-person">
            <Avatar initials=person.name.initials() name=person.name.to_string() />
            <span class="stage-name" dir="auto">{person.name.to_string()}</span>
            <RoleBadge role=person.role />
        </li>
    }
}

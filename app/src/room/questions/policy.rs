//! How questions may be asked: the host's setting.

use domain::Permission;
use domain::command::RoomCommand;
use domain::question::{AskingPolicy, QuestionCommand};
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use crate::t;

/// A switch that shows what holds, not what was pressed: it moves when the server has said so.
#[component]
pub fn PolicySwitch(store: LiveRoomStore) -> impl IntoView {
    let is_host = Memo::new(move |_| store.my_role().is_some_and(|role| role.can(Permission::HostSession)));
    let is_private_only = Memo::new(move |_| is_private_only(store));
    let turn = move |_| {
        let policy = if is_private_only.get_untracked() {
            AskingPolicy::AskerChooses
        } else {
            AskingPolicy::PrivateOnly
        };
        store.outbox().send(RoomCommand::Question(QuestionCommand::SetPolicy { policy }));
    };
    view! {
        <Show when=move || is_host.get()>
            <button
                class="switch"
                type="button"
                role="switch"
                aria-checked=move || is_private_only.get().to_string()
                on:click=turn
            >
                <span class="switch-track" aria-hidden="true"></span>
                {t!("Private questions only")}
            </button>
        </Show>
    }
}

/// Whether the reader can ask in private only: because hosts want it so, or because their role lets them do no more.
pub fn asks_privately(store: LiveRoomStore) -> bool {
    is_private_only(store) || !store.my_role().is_some_and(|role| role.can(Permission::Questions))
}

/// Whether hosts want questions to be asked in private.
pub fn is_private_only(store: LiveRoomStore) -> bool {
    store.questions().state.with(|state| state.policy == AskingPolicy::PrivateOnly)
}

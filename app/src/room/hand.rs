//! Raising a hand, and going on stage or off it, from the room's bar.

use domain::command::RoomCommand;
use domain::stage::{StageCommand, may_step_on};
use leptos::prelude::*;

use super::store::LiveRoomStore;
use crate::t;
use crate::ui::{Icon, IconName};

/// Pressed while the hand is up.
#[component]
pub fn HandButton(store: LiveRoomStore) -> impl IntoView {
    let is_raised = Memo::new(move |_| store.myself().is_some_and(|me| me.hand_raised_at.is_some()));
    let toggle = move |_| {
        let is_raised = is_raised.get_untracked();
        let command = if is_raised { StageCommand::LowerHand } else { StageCommand::RaiseHand };
        store.outbox().send(RoomCommand::Stage(command));
    };
    view! {
        <Show when=move || store.has_collaboration()>
            <button
                class="button hand-button"
                type="button"
                aria-pressed=move || is_raised.get().to_string()
                on:click=toggle
            >
                <Icon name=IconName::Hand />
                <span class="live-act-name">{t!("Raise hand")}</span>
            </button>
        </Show>
    }
}

/// For those who have their place on stage, and for whoever has been brought there.
#[component]
pub fn StageButton(store: LiveRoomStore) -> impl IntoView {
    let is_on_stage = Memo::new(move |_| store.myself().is_some_and(|me| me.is_on_stage));
    let may_step = Memo::new(move |_| {
        is_on_stage.get() || store.myself().is_some_and(|me| may_step_on(me.role).is_ok())
    });
    let step = move |_| {
        let is_on_stage = is_on_stage.get_untracked();
        let command = if is_on_stage { StageCommand::StepOff } else { StageCommand::StepOn };
        store.outbox().send(RoomCommand::Stage(command));
    };
    view! {
        <Show when=move || may_step.get()>
            <button class="button" data-kind="quiet" type="button" on:click=step>
                <Icon name=IconName::Stage />
                {move || if is_on_stage.get() { t!("Step off stage") } else { t!("Step on stage") }}
            </button>
        </Show>
    }
}

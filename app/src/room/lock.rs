//! The room's door, for those who manage people: its lock, who waits before it, and what they are told.

mod bell;
mod message;
mod waiting;

use domain::Permission;
use domain::command::RoomCommand;
use domain::lock::LockCommand;
use leptos::prelude::*;

use super::store::LiveRoomStore;
use crate::t;
use crate::ui::{Icon, IconName};
use bell::BellSwitch;
use message::MessageToWaiting;
use waiting::WaitingPeople;

pub use bell::Bell;

#[component]
pub fn Door(store: LiveRoomStore) -> impl IntoView {
    let is_manager =
        Memo::new(move |_| store.my_role().is_some_and(|role| role.can(Permission::ManagePeople)));
    view! {
        <Show when=move || is_manager.get()>
            <section class="door" aria-labelledby="door">
                <h2 id="door" class="panel-heading" tabindex="-1">{t!("Door")}</h2>
                <div class="cluster">
                    <LockSwitch store=store />
                    <BellSwitch bell=store.bell() />
                </div>
                <WaitingPeople store=store />
                <MessageToWaiting store=store />
            </section>
        </Show>
    }
}

/// Pressed while the room is locked.
#[component]
fn LockSwitch(store: LiveRoomStore) -> impl IntoView {
    let is_locked = Memo::new(move |_| store.is_locked());
    let switch = move |_| {
        let is_locked = !is_locked.get_untracked();
        store.outbox().send(RoomCommand::Lock(LockCommand::SetLocked { is_locked }));
    };
    view! {
        <button
            class="button lock-switch"
            type="button"
            aria-pressed=move || is_locked.get().to_string()
            on:click=switch
        >
            <Icon name=IconName::Lock />
            {t!("Lock the room")}
        </button>
        <p class="panel-hint">
            {move || {
                if is_locked.get() {
                    t!("New viewers wait until somebody lets them in.")
                } else {
                    t!("Everybody who may come in does so by themselves.")
                }
            }}
        </p>
    }
}

/// Tells everybody inside that the room is locked.
#[component]
pub fn LockedBadge(store: LiveRoomStore) -> impl IntoView {
    let is_locked = Memo::new(move |_| store.is_locked());
    view! {
        <span class="live-locked" hidden=move || !is_locked.get()>
            <Icon name=IconName::Lock />
            {t!("Locked [room]")}
        </span>
    }
}

//! The room from inside: a bar, the stage, and the panel beside it. On a phone the panel is the page.

use domain::session::Phase;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::LeaveRoom;
use super::hand::{HandButton, StageButton};
use super::host_away::HostAway;
use super::host_controls::HostControls;
use super::lock::LockedBadge;
use super::panel::Panel;
use super::stage::Stage;
use super::store::{LiveRoomStore, use_room_stream};
use crate::live::StreamStatusLine;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName, use_toast};

#[component]
pub fn InsideRoom(store: LiveRoomStore) -> impl IntoView {
    let toasts = use_toast();
    let stream = use_room_stream(store, toasts);
    // Whoever is out of the room has no use for its news.
    on_cleanup(move || toasts.clear());
    view! {
        <main id="main" class="live" tabindex="-1">
            <header class="live-bar">
                <div class="live-name">
                    <h1 class="live-title" dir="auto">{move || store.title()}</h1>
                    <SessionState store=store />
                    <LockedBadge store=store />
                </div>
                <StreamStatusLine stream=stream />
                <div class="live-acts">
                    <HandButton store=store />
                    <StageButton store=store />
                    <HostControls store=store />
                    <Leave store=store />
                </div>
                <HostAway store=store />
            </header>
            <Stage store=store />
            <Panel store=store />
        </main>
    }
}

#[component]
fn SessionState(store: LiveRoomStore) -> impl IntoView {
    let phase = Memo::new(move |_| store.phase());
    let word = move || match phase.get() {
        Some(Phase::Open) => t!("Open [state of a session]"),
        Some(Phase::Ended) => t!("Ended"),
        Some(Phase::Planned) | None => t!("Not open yet"),
    };
    view! {
        <span class="live-state" data-open=move || (phase.get() == Some(Phase::Open)).to_string()>{word}</span>
    }
}

/// Leaves without a question: the way back is one button.
#[component]
fn Leave(store: LiveRoomStore) -> impl IntoView {
    let leave = ServerAction::<LeaveRoom>::new();
    let error = Signal::derive(move || leave.value().get().and_then(Result::err));
    Effect::new(move || {
        if error.with(Option::is_some) {
            store.is_leaving.set_value(false);
        }
    });
    view! {
        <ActionForm action=leave>
            <input type="hidden" name="room" value=store.room.to_string() />
            {store
                .invitation
                .map(|invitation| view! { <input type="hidden" name="invitation" value=invitation.to_string() /> })}
            <button
                class="button"
                data-kind="quiet"
                disabled=move || leave.pending().get()
                on:click=move |_| store.is_leaving.set_value(true)
            >
                <Icon name=IconName::SignOut />
                <span class="live-act-name">{t!("Leave")}</span>
            </button>
        </ActionForm>
        <ErrorNotice error=error />
    }
}

//! Opening and ending the session, for its hosts.

use domain::room::{RoomAct, may};
use domain::session::Phase;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::store::LiveRoomStore;
use crate::live::use_server_clock;
use crate::media::api::{EndSession, OpenSession};
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{ErrorNotice, Icon, IconName, LocalTime, TimeStyle};
use crate::{t, t_view};

#[component]
pub fn HostControls(store: LiveRoomStore) -> impl IntoView {
    let phase = Memo::new(move |_| may(store.host(), RoomAct::Host).ok().and_then(|()| store.phase()));
    move || match phase.get() {
        Some(Phase::Planned) => view! { <OpenControl store=store /> }.into_any(),
        Some(Phase::Open) => view! { <EndControl store=store /> }.into_any(),
        Some(Phase::Ended) | None => ().into_any(),
    }
}

/// Tells from when on a host may open the session, and turns into the button at that moment.
#[component]
fn OpenControl(store: LiveRoomStore) -> impl IntoView {
    let clock = use_server_clock(untrack(|| store.as_of()));
    let from = Memo::new(move |_| store.may_open_from(clock.now()));
    move || match from.get() {
        Some(from) => view! {
            <p class="live-early">
                {t_view!(
                    "You can open it from {time}",
                    time = view! { <LocalTime at=from style=TimeStyle::Brief /> }
                )}
            </p>
        }
        .into_any(),
        None => view! { <OpenButton store=store /> }.into_any(),
    }
}

#[component]
fn OpenButton(store: LiveRoomStore) -> impl IntoView {
    let open = ServerAction::<OpenSession>::new();
    let error = Signal::derive(move || open.value().get().and_then(Result::err));
    view! {
        <ActionForm action=open>
            <input type="hidden" name="room" value=store.room.to_string() />
            <button class="button" data-kind="primary" disabled=move || open.pending().get()>
                <Icon name=IconName::DoorOpen />
                {t!("Open the session")}
            </button>
        </ActionForm>
        <ErrorNotice error=error />
    }
}

/// Ending closes the room for everybody, so it asks.
#[component]
fn EndControl(store: LiveRoomStore) -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    let error = Signal::derive(move || end.value().get().and_then(Result::err));
    let is_asking = RwSignal::new(false);
    view! {
        <button
            class="button"
            data-kind="danger"
            type="button"
            disabled=move || end.pending().get()
            on:click=move |_| is_asking.set(true)
        >
            <Icon name=IconName::Square />
            {t!("End the session")}
        </button>
        <ConfirmDialog
            id="end-session"
            open=is_asking
            title=t!("End the session?")
            question=t!("Everybody leaves the room, and nobody can come in any more. You can plan another session later.")
            confirm_label=t!("End the session")
            on_confirm=Callback::new(move |()| {
                end.dispatch(EndSession { room: store.room });
            })
        />
        <ErrorNotice error=error />
    }
}

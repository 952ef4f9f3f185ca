//! Messages on their way.

use domain::CommandId;
use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use domain::language::Say;
use leptos::prelude::*;

use super::super::outbox::{Pending, Progress};
use super::super::store::LiveRoomStore;
use super::linked_text::LinkedText;
use crate::error::AppError;
use crate::t;

/// What the reader has written that others cannot read yet, and why.
#[component]
pub fn PendingMessages(store: LiveRoomStore, channel: Channel) -> impl IntoView {
    let pending = Memo::new(move |_| {
        store.outbox().pending.with(|pending| {
            pending.iter().filter(|known| text_for(known, channel).is_some()).cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || pending.get() key=|known| known.id let:known>
            <PendingMessage store=store channel=channel known=known />
        </For>
    }
}

fn text_for(pending: &Pending, wanted: Channel) -> Option<&str> {
    match &pending.command {
        RoomCommand::Chat(ChatCommand::Post { channel, text, .. }) if *channel == wanted => Some(text),
        _ => None,
    }
}

#[component]
fn PendingMessage(store: LiveRoomStore, channel: Channel, known: Pending) -> impl IntoView {
    let text = text_for(&known, channel).unwrap_or_default().to_owned();
    view! {
        <li class="message" data-pending="true">
            <p class="message-text" dir="auto">
                <LinkedText text=text />
            </p>
            <PendingState store=store id=known.id />
        </li>
    }
}

/// Where something written is on its way, and what can be done when it has not arrived.
#[component]
pub fn PendingState(store: LiveRoomStore, id: CommandId) -> impl IntoView {
    let progress = Memo::new(move |_| store.outbox().progress(id));
    move || match progress.get() {
        Some(Progress::Waiting) => {
            view! { <p class="message-state">{t!("Waiting for the connection. It will be sent once.")}</p> }
                .into_any()
        }
        Some(Progress::Failed(error)) => view! { <Failed store=store id=id error=error /> }.into_any(),
        _ => view! { <p class="message-state">{t!("Sending…")}</p> }.into_any(),
    }
}

#[component]
fn Failed(store: LiveRoomStore, id: CommandId, error: AppError) -> impl IntoView {
    view! {
        <p class="message-state" data-failed="true" role="alert">
            {t!("Not sent. {reason}", reason = error.say())}
        </p>
        <p class="message-acts">
            <button class="button" data-kind="quiet" type="button" on:click=move |_| store.outbox().try_again(id)>
                {t!("Try again")}
            </button>
            <button class="button" data-kind="quiet" type="button" on:click=move |_| store.outbox().forget(id)>
                {t!("Discard")}
            </button>
        </p>
    }
}

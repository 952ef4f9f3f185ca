//! Clearing a channel, which can be taken back.

use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use leptos::prelude::*;

use super::super::super::store::LiveRoomStore;
use super::super::ChatStore;
use super::may_clear;
use crate::t;
use crate::ui::{Icon, IconName, use_toast};

/// Hides all messages for everybody; a toast takes it back.
#[component]
pub fn ClearControl(store: LiveRoomStore, chat: ChatStore) -> impl IntoView {
    let toasts = use_toast();
    let is_empty = Memo::new(move |_| chat.numbers().is_empty());
    let label = match chat.channel {
        Channel::Chat => t!("Clear the chat"),
        Channel::Backchannel => t!("Clear the backchannel"),
    };
    let clear_to = move |up_to| {
        let channel = chat.channel;
        store.outbox().send(RoomCommand::Chat(ChatCommand::Clear { channel, up_to }));
    };
    let clear = move |_| {
        let before = chat.state.with_untracked(|state| state.as_ref().map_or(0, |state| state.cleared_to));
        clear_to(untrack(|| chat.last()));
        toasts.say_with_undo(t!("The messages have been cleared."), t!("Bring them back"), move || {
            clear_to(before);
        });
    };
    view! {
        <Show when=move || may_clear(store) && !is_empty.get()>
            <button class="button chat-clear" data-kind="quiet" type="button" on:click=clear>
                <Icon name=IconName::Eraser />
                {label}
            </button>
        </Show>
    }
}

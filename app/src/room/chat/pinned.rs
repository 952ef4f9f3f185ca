//! What moderators want everybody to see.

use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::ChatStore;
use super::linked_text::LinkedText;
use super::message::set_pinned;
use crate::t;
use crate::ui::{Icon, IconName};
use domain::Permission;
use domain::live::Sequence;

#[component]
pub fn Pinned(store: LiveRoomStore, chat: ChatStore) -> impl IntoView {
    let pinned = Memo::new(move |_| {
        chat.state.with(|state| {
            let messages = state.iter().flat_map(|state| &state.messages);
            messages.filter(|message| message.is_pinned).map(|message| message.number).collect::<Vec<_>>()
        })
    });
    view! {
        <ul class="pinned" aria-label=t!("Pinned messages") hidden=move || pinned.with(Vec::is_empty)>
            <For each=move || pinned.get() key=|number| *number let:number>
                <PinnedMessage store=store chat=chat number=number />
            </For>
        </ul>
    }
}

#[component]
fn PinnedMessage(store: LiveRoomStore, chat: ChatStore, number: Sequence) -> impl IntoView {
    let (name, text) = untrack(|| {
        chat.read(number, |message| (message.author.name.to_string(), message.text.clone()))
            .unwrap_or_default()
    });
    let may_unpin = move || store.my_role().is_some_and(|role| role.can(Permission::ModerateChat));
    view! {
        <li class="pinned-message">
            <Icon name=IconName::Pin />
            <p class="pinned-text" dir="auto">
                <span class="pinned-name">{name}</span>
                " "
                <LinkedText text=text />
            </p>
            <Show when=may_unpin>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=t!("Unpin")
                    on:click=move |_| set_pinned(store, chat, number, false)
                >
                    <Icon name=IconName::Close />
                </button>
            </Show>
        </li>
    }
}

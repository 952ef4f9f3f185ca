//! The messages of a channel, the newest last.
//!
//! The log never takes the reader's place away: what is new scrolls into sight only while the end is in sight, older
//! messages are put in above without a jump.

use domain::chat::ChatCommand;
use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::{InvitationId, Permission, RoomId};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::api::list_older_messages;
use super::super::store::LiveRoomStore;
use super::ChatStore;
use super::message::MessageView;
use super::pending::PendingMessages;
use crate::browser::scroll;
use crate::language::said;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::use_toast;
use crate::{t, t_count};

mod announcer;
mod clear;

use announcer::announce_new;
use clear::ClearControl;

#[component]
pub fn Log(
    store: LiveRoomStore,
    chat: ChatStore,
    may_write: Memo<bool>,
    is_shown: Signal<bool>,
) -> impl IntoView {
    let log = NodeRef::<Div>::new();
    let is_at_end = RwSignal::new(true);
    let room = (store.room, store.invitation);
    let place = Place { room, chat, log, is_at_end, is_loading: StoredValue::new(false) };
    // The first message that came while the reader was not looking.
    let marker = RwSignal::new(None::<Sequence>);
    follow_end(store, place, is_shown, marker);
    announce_new(store, chat, is_shown);
    let unread = Memo::new(move |_| chat.unread(store.me()));
    let numbers = Memo::new(move |_| chat.numbers());
    let doomed = RwSignal::new(None::<Sequence>);
    let is_asking = RwSignal::new(false);
    let on_delete = Callback::new(move |number| {
        doomed.set(Some(number));
        is_asking.set(true);
    });
    view! {
        <div
            class="chat-log"
            role="log"
            aria-live="off"
            aria-label=t!("Messages")
            tabindex="0"
            node_ref=log
            on:scroll=move |_| place.on_scroll()
        >
            <Show when=move || has_older(chat)>
                <button class="button" data-kind="quiet" type="button" on:click=move |_| place.load_older()>
                    {t!("Earlier messages")}
                </button>
            </Show>
            <p class="chat-none" hidden=move || !numbers.with(Vec::is_empty)>
                {move || {
                    if may_write.get() {
                        t!("Nothing has been written yet. Say hello.")
                    } else {
                        t!("Nothing has been written yet.")
                    }
                }}
            </p>
            <ol class="messages">
                <For each=move || numbers.get() key=|number| *number let:number>
                    {untrack(|| chat.read(number, Clone::clone))
                        .map(|message| view! { <MessageView store=store chat=chat message=message marker=marker on_delete=on_delete /> })}
                </For>
                <PendingMessages store=store channel=chat.channel />
            </ol>
        </div>
        <Show when=move || { unread.get() > 0 && !is_at_end.get() }>
            <button class="button chat-new" type="button" on:click=move |_| place.to_end()>
                {move || t_count!(unread.get(), "1 new message", "{count} new messages")}
            </button>
        </Show>
        <ClearControl store=store chat=chat />
        <ConfirmDialog
            id=format!("delete-{}", chat.channel.word())
            open=is_asking
            title=t!("Delete this message?")
            question=t!("It disappears for everybody and cannot be brought back.")
            confirm_label=t!("Delete")
            on_confirm=Callback::new(move |()| {
                if let Some(number) = doomed.get_untracked() {
                    delete(store, chat, number);
                }
            })
        />
    }
}

fn has_older(chat: ChatStore) -> bool {
    chat.state.with(|state| state.as_ref().is_some_and(|state| state.has_older))
}

fn delete(store: LiveRoomStore, chat: ChatStore, message: Sequence) {
    let channel = chat.channel;
    let author = untrack(|| chat.read(message, |message| message.author.participant));
    let is_mine = author.is_some() && author == untrack(|| store.me());
    let command = if is_mine {
        ChatCommand::DeleteOwn { channel, message }
    } else {
        ChatCommand::Delete { channel, message }
    };
    store.outbox().send(RoomCommand::Chat(command));
}

/// Where the reader is in the log.
#[derive(Clone, Copy)]
struct Place {
    room: (RoomId, Option<InvitationId>),
    chat: ChatStore,
    log: NodeRef<Div>,
    is_at_end: RwSignal<bool>,
    is_loading: StoredValue<bool>,
}

impl Place {
    fn on_scroll(self) {
        let Some(log) = self.log.get_untracked() else { return };
        let is_at_end = scroll::is_at_end(&log);
        if self.is_at_end.get_untracked() != is_at_end {
            self.is_at_end.set(is_at_end);
        }
        if is_at_end {
            self.chat.read_to.set(untrack(|| self.chat.last()));
        }
        if scroll::is_near_start(&log) && untrack(|| has_older(self.chat)) {
            self.load_older();
        }
    }

    fn to_end(self) {
        self.is_at_end.set(true);
        if let Some(log) = self.log.get_untracked() {
            scroll::to_end(&log);
        }
    }

    fn load_older(self) {
        let before = untrack(|| self.chat.numbers()).first().copied().unwrap_or(Sequence::MAX);
        if self.is_loading.get_value() {
            return;
        }
        self.is_loading.set_value(true);
        let toasts = use_toast();
        let Self { room: (room, invitation), chat, .. } = self;
        spawn_local(async move {
            let answer = list_older_messages(room, invitation, chat.channel, before).await;
            self.is_loading.try_set_value(false);
            match answer {
                Ok(older) => self.put_in(before, older.messages, older.has_older),
                Err(error) => toasts.say(said(&error)),
            }
        });
    }

    /// Without a jump: what was in sight stays in sight.
    fn put_in(self, before: Sequence, older: Vec<domain::chat::Message>, has_older: bool) {
        let below = self.log.try_get_untracked().flatten().map(|log| scroll::below(&log));
        self.chat.state.try_update(|state| {
            if let Some(state) = state {
                state.prepend(before, older, has_older);
            }
        });
        request_animation_frame(move || {
            if let (Some(Some(log)), Some(below)) = (self.log.try_get_untracked(), below) {
                scroll::keep_below(&log, below);
            }
        });
    }
}

/// While the end is in sight it stays there, and all is read; when the tab comes back into sight, what came
/// meanwhile is marked.
fn follow_end(
    store: LiveRoomStore,
    place: Place,
    is_shown: Signal<bool>,
    marker: RwSignal<Option<Sequence>>,
) {
    let Place { chat, log, is_at_end, .. } = place;
    Effect::new(move |was_shown: Option<bool>| {
        let is_shown = is_shown.get();
        let last = chat.last();
        // What is on its way counts too.
        store.outbox().pending.track();
        if is_shown && was_shown == Some(false) {
            marker.set(untrack(|| first_after(chat, chat.read_to.get())));
        }
        if is_shown && is_at_end.get_untracked() {
            chat.read_to.set(last);
            request_animation_frame(move || {
                if let Some(Some(log)) = log.try_get_untracked() {
                    scroll::to_end(&log);
                }
            });
        }
        is_shown
    });
}

fn first_after(chat: ChatStore, read_to: Sequence) -> Option<Sequence> {
    chat.numbers().into_iter().find(|number| *number > read_to)
}

/// Whether the reader may clear the chat.
fn may_clear(store: LiveRoomStore) -> bool {
    store.my_role().is_some_and(|role| role.can(Permission::ModerateChat))
}

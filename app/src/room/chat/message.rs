//! One message, and what its reader may do with it.

use domain::Permission;
use domain::chat::{Channel, ChatCommand, Message, may_mute};
use domain::command::RoomCommand;
use domain::live::Sequence;
use leptos::prelude::*;

use super::super::role_badge::RoleBadge;
use super::super::store::LiveRoomStore;
use super::ChatStore;
use super::linked_text::LinkedText;
use crate::browser::format_number::format_number;
use crate::t;
use crate::ui::{Avatar, Icon, IconName, LocalTime, MenuButton, MenuItem, TimeStyle};

/// Pins a message, or takes it down.
pub fn set_pinned(store: LiveRoomStore, chat: ChatStore, message: Sequence, is_pinned: bool) {
    let channel = chat.channel;
    store.outbox().send(RoomCommand::Chat(ChatCommand::Pin { channel, message, is_pinned }));
}

#[component]
pub fn MessageView(
    store: LiveRoomStore,
    chat: ChatStore,
    message: Message,
    /// The first message that came while the reader was not looking.
    marker: RwSignal<Option<Sequence>>,
    /// Asks before this message is deleted.
    on_delete: Callback<Sequence>,
) -> impl IntoView {
    let number = message.number;
    let is_mine = untrack(|| store.me()) == Some(message.author.participant);
    let name = message.author.name.to_string();
    let pinned = Memo::new(move |_| chat.read(number, |message| message.is_pinned).unwrap_or_default());
    view! {
        <li class="message" id=format!("message-{number}") data-mine=is_mine.to_string()>
            {move || {
                (marker.get() == Some(number)).then(|| view! { <p class="message-marker"><span>{t!("New [messages]")}</span></p> })
            }}
            <Avatar initials=message.author.name.initials() name=name.clone() />
            <div class="message-head">
                <span class="message-name" dir="auto">{name.clone()}</span>
                <RoleBadge role=message.author.role />
                <span class="message-at">
                    <LocalTime at=message.at style=TimeStyle::Brief />
                </span>
                {move || pinned.get().then(|| view! { <span class="badge"><Icon name=IconName::Pin />{t!("Pinned")}</span> })}
            </div>
            <div class="message-body">
                {message.reply_to.map(|answered| view! { <Answered chat=chat number=answered /> })}
                <p class="message-text" dir="auto">
                    <LinkedText text=message.text.clone() />
                </p>
            </div>
            <MessageActs store=store chat=chat message=message on_delete=on_delete />
        </li>
    }
}

/// The message that this one answers, in a line.
#[component]
fn Answered(chat: ChatStore, number: Sequence) -> impl IntoView {
    let words = Memo::new(move |_| {
        chat.read(number, |message| {
            let start: String = message.text.chars().take(80).collect();
            t!("{name}: {text}", name = message.author.name.to_string(), text = start)
        })
    });
    view! {
        <p class="message-answered">
            <Icon name=IconName::Reply />
            <span>{move || words.get().unwrap_or_else(|| t!("An earlier message").to_owned())}</span>
        </p>
    }
}

#[component]
fn MessageActs(
    store: LiveRoomStore,
    chat: ChatStore,
    message: Message,
    on_delete: Callback<Sequence>,
) -> impl IntoView {
    let number = message.number;
    let name = message.author.name.to_string();
    let likes = Memo::new(move |_| {
        chat.read(number, |message| (message.likes, message.is_liked)).unwrap_or_default()
    });
    let like = move |_| {
        let is_liked = !likes.get_untracked().1;
        let channel = chat.channel;
        store.outbox().send(RoomCommand::Chat(ChatCommand::Like { channel, message: number, is_liked }));
    };
    let liked = name.clone();
    let like_label = move || match likes.get().0 {
        0 => t!("Like the message of {name}", name = liked.as_str()),
        likes => t!("Like the message of {name}, {likes} so far", name = liked.as_str(), likes),
    };
    let may_write = Memo::new(move |_| store.my_role().is_some_and(|role| role.can(Permission::Chat)));
    view! {
        <div class="message-acts" hidden=move || !may_write.get()>
            <button
                class="message-act"
                type="button"
                aria-label=like_label
                aria-pressed=move || likes.get().1.to_string()
                on:click=like
            >
                <Icon name=IconName::Heart />
                <span class="message-likes">
                    {move || (likes.get().0 > 0).then(|| format_number(likes.get().0))}
                </span>
            </button>
            <button
                class="message-act"
                type="button"
                aria-label=t!("Reply to {name}", name)
                on:click=move |_| chat.reply_to.set(Some(number))
            >
                <Icon name=IconName::Reply />
            </button>
            <MoreActs store=store chat=chat message=message on_delete=on_delete />
        </div>
    }
}

/// Pin, delete and mute, for those who may.
#[component]
fn MoreActs(
    store: LiveRoomStore,
    chat: ChatStore,
    message: Message,
    on_delete: Callback<Sequence>,
) -> impl IntoView {
    let number = message.number;
    let author = message.author;
    let is_mine = Memo::new(move |_| store.me() == Some(author.participant));
    let moderates =
        Memo::new(move |_| store.my_role().is_some_and(|role| role.can(Permission::ModerateChat)));
    let is_pinned = Memo::new(move |_| chat.read(number, |message| message.is_pinned).unwrap_or_default());
    let is_muted = Memo::new(move |_| chat.is_muted(author.participant));
    let may_mute = chat.channel == Channel::Chat && may_mute(author.role).is_ok();
    let label = t!("More for the message of {name}", name = author.name.to_string());
    view! {
        <Show when=move || is_mine.get() || moderates.get()>
            <MenuButton id=format!("message-{}-{number}", chat.channel.word()) label=label.clone()>
                <Show when=move || moderates.get()>
                    <MenuItem
                        icon=IconName::Pin
                        on_select=move |()| set_pinned(store, chat, number, !is_pinned.get_untracked())
                    >
                        {move || if is_pinned.get() { t!("Unpin") } else { t!("Pin") }}
                    </MenuItem>
                </Show>
                <Show when=move || moderates.get() && may_mute && !is_mine.get()>
                    <MenuItem
                        icon=IconName::MicOff
                        on_select=move |()| {
                            store.outbox()
                                .send(
                                    RoomCommand::Chat(ChatCommand::Mute {
                                        participant: author.participant,
                                        is_muted: !is_muted.get_untracked(),
                                    }),
                                );
                        }
                    >
                        {move || if is_muted.get() { t!("Let them write again") } else { t!("Mute in the chat") }}
                    </MenuItem>
                </Show>
                <MenuItem icon=IconName::Trash danger=true on_select=move |()| on_delete.run(number)>
                    {t!("Delete…")}
                </MenuItem>
            </MenuButton>
        </Show>
    }
}

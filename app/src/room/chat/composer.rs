//! Where a message is written.

use domain::chat::{Channel, ChatCommand, parse_text};
use domain::command::RoomCommand;
use leptos::ev::KeyboardEvent;
use leptos::html::Textarea;
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::ChatStore;
use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName};

#[component]
pub fn Composer(store: LiveRoomStore, chat: ChatStore, may_write: Memo<bool>) -> impl IntoView {
    let is_muted =
        Memo::new(move |_| chat.channel == Channel::Chat && store.me().is_some_and(|me| chat.is_muted(me)));
    view! {
        <div class="composer">
            <Show
                when=move || may_write.get() && !is_muted.get()
                fallback=move || {
                    let words = if is_muted.get() {
                        t!("A moderator has muted you: you can read, but not write.")
                    } else {
                        t!("You are here as a guest: you can read, but not write. Ask a question to reach the hosts.")
                    };
                    view! { <p class="composer-muted">{words}</p> }
                }
            >
                <ReplyingTo chat=chat />
                <Writing store=store chat=chat />
            </Show>
        </div>
    }
}

#[component]
fn Writing(store: LiveRoomStore, chat: ChatStore) -> impl IntoView {
    let input = NodeRef::<Textarea>::new();
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let word = chat.channel.word();
    let (id, problem_id) = (format!("write-{word}"), format!("write-{word}-problem"));
    let label = match chat.channel {
        Channel::Chat => t!("Message to everyone"),
        Channel::Backchannel => t!("Message to moderators, speakers and hosts"),
    };
    let send = move || {
        let text = typed.get_untracked();
        if let Err(reason) = parse_text(&text) {
            problem.set((!text.trim().is_empty()).then(|| said(&reason)));
            return;
        }
        problem.set(None);
        let reply_to = chat.reply_to.get_untracked();
        store.outbox().send(RoomCommand::Chat(ChatCommand::Post { channel: chat.channel, text, reply_to }));
        chat.reply_to.set(None);
        typed.set(String::new());
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        } else if event.key() == "Escape" {
            chat.reply_to.set(None);
        }
    };
    Effect::new(move || {
        if chat.reply_to.get().is_some()
            && let Some(input) = input.get()
        {
            _ = input.focus();
        }
    });
    view! {
        <form
            class="composer-form"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <label class="visually-hidden" for=id.clone()>
                {label}
            </label>
            <textarea
                id=id
                rows="1"
                placeholder=label
                enterkeyhint="send"
                aria-describedby=problem_id.clone()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                node_ref=input
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
            ></textarea>
            <button class="icon-button" data-kind="send" type="submit" aria-label=t!("Send")>
                <Icon name=IconName::Send />
            </button>
            <p class="composer-problem" id=problem_id role="alert">
                {move || problem.get()}
            </p>
        </form>
    }
}

/// Which message is being answered.
#[component]
fn ReplyingTo(chat: ChatStore) -> impl IntoView {
    let name = move || {
        let number = chat.reply_to.get()?;
        chat.read(number, |message| message.author.name.to_string())
    };
    view! {
        {move || {
            name()
                .map(|name| {
                    view! {
                        <p class="composer-reply">
                            <Icon name=IconName::Reply />
                            <span>{t!("Replying to {name}", name)}</span>
                            <button
                                class="icon-button"
                                type="button"
                                aria-label=t!("Do not reply")
                                on:click=move |_| chat.reply_to.set(None)
                            >
                                <Icon name=IconName::Close />
                            </button>
                        </p>
                    }
                })
        }}
    }
}

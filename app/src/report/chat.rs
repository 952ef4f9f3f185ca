//! What was written to everybody.

use core::time::Duration;

use domain::chat::Message;
use domain::live::Sequence;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{Transcript, list_report_messages};
use super::more::More;
use super::section::{About, Nothing, Section};
use crate::browser::focus::focus_id;
use crate::browser::timers::sleep;
use crate::language::said;
use crate::room::{LinkedText, RoleBadge};
use crate::ui::{Icon, IconName, LocalTime, TimeStyle, Toasts, use_toast};
use crate::{t, t_count};

#[component]
pub fn ChatSection(about: About, transcript: Transcript) -> impl IntoView {
    view! {
        <Section about=about part="chat" heading=t!("Chat")>
            {if transcript.messages.is_empty() {
                view! { <Nothing words=t!("Nobody wrote in the chat.") /> }.into_any()
            } else {
                view! {
                    <p class="report-note">
                        {t!("Deleted messages are not in it, and the backchannel never is: a report may be handed on.")}
                    </p>
                    <Messages about=about transcript=transcript />
                }
                .into_any()
            }}
        </Section>
    }
}

#[component]
fn Messages(about: About, transcript: Transcript) -> impl IntoView {
    let shown = Shown {
        messages: RwSignal::new(transcript.messages),
        all: RwSignal::new(transcript.all),
        is_pending: RwSignal::new(false),
        toasts: use_toast(),
    };
    let messages = shown.messages;
    view! {
        <ol class="report-messages">
            <For each=move || messages.get() key=|message| message.number let:message>
                <MessageLine times=about.times message=message messages=messages />
            </For>
        </ol>
        <More
            shown=Signal::derive(move || messages.with(Vec::len))
            all=Signal::derive(move || usize::try_from(shown.all.get()).unwrap_or(usize::MAX))
            told=|shown, all| t!("{shown} of {all} messages are shown.", shown, all)
            file=about.file("chat")
            on_more=Callback::new(move |()| spawn_local(shown.bring_more(about)))
            is_pending=shown.is_pending
        />
    }
}

/// The part of the chat that is on screen.
#[derive(Clone, Copy)]
struct Shown {
    messages: RwSignal<Vec<Message>>,
    all: RwSignal<u32>,
    is_pending: RwSignal<bool>,
    toasts: Toasts,
}

impl Shown {
    /// Appends what follows, and leads the reader there: the button may be gone.
    async fn bring_more(self, about: About) {
        let Some(last) = self.messages.with_untracked(|all| all.last().map(|last| last.number)) else {
            return;
        };
        self.is_pending.set(true);
        let answer = list_report_messages(about.room, about.run.number, last).await;
        if self.is_pending.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(more) => {
                let first = more.messages.first().map(|message| message.number);
                self.all.set(more.all);
                self.messages.update(|messages| messages.extend(more.messages));
                sleep(Duration::ZERO).await;
                if let Some(first) = first {
                    focus_id(&message_id(first));
                }
            }
            Err(problem) => self.toasts.say(said(&problem)),
        }
    }
}

fn message_id(number: Sequence) -> String {
    format!("message-{number}")
}

#[component]
fn MessageLine(times: TimeStyle, message: Message, messages: RwSignal<Vec<Message>>) -> impl IntoView {
    let answered = message.reply_to.map(|number| answer_to(number, messages));
    view! {
        <li class="report-message" id=message_id(message.number) tabindex="-1">
            <p class="report-by">
                <span class="report-name" dir="auto">{message.author.name.to_string()}</span>
                <RoleBadge role=message.author.role />
                <span class="message-at"><LocalTime at=message.at style=times /></span>
                {message.is_pinned.then(|| view! { <span class="badge"><Icon name=IconName::Pin />{t!("Pinned")}</span> })}
                {(message.likes > 0).then(|| view! { <span class="badge">{t_count!(message.likes, "1 like", "{count} likes")}</span> })}
            </p>
            {answered.map(|words| view! { <p class="report-answered">{words}</p> })}
            <p class="message-text" dir="auto"><LinkedText text=message.text /></p>
        </li>
    }
}

/// Which message is answered, in a line. What comes before is on screen.
fn answer_to(number: Sequence, messages: RwSignal<Vec<Message>>) -> String {
    messages.with_untracked(|messages| {
        let known = messages.binary_search_by_key(&number, |message| message.number).ok();
        match known.and_then(|at| messages.get(at)) {
            Some(message) => {
                let start: String = message.text.chars().take(80).collect();
                t!("In answer to {name}: {text}", name = message.author.name.to_string(), text = start)
            }
            None => t!("In answer to a message that is gone").to_owned(),
        }
    })
}

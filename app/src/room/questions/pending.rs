//! Questions and answers on their way.

use domain::CommandId;
use domain::command::{CommandDenied, RoomCommand};
use domain::live::Sequence;
use domain::question::{QuestionCommand, Visibility};
use leptos::prelude::*;

use super::super::chat::{LinkedText, PendingState};
use super::super::outbox::Progress;
use super::super::store::LiveRoomStore;
use super::card::VisibilityBadge;
use crate::error::AppError;
use crate::t;

/// Words of the reader that others cannot read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    id: CommandId,
    text: String,
    visibility: Visibility,
    /// The question they answer; `None` for a question.
    answers: Option<Sequence>,
}

fn words_of(id: CommandId, command: &RoomCommand) -> Option<Words> {
    let (answers, text, visibility) = match command {
        RoomCommand::Question(QuestionCommand::Ask { text, visibility }) => (None, text, visibility),
        RoomCommand::Question(QuestionCommand::Answer { question, text, visibility }) => {
            (Some(*question), text, visibility)
        }
        _ => return None,
    };
    Some(Words { id, text: text.clone(), visibility: *visibility, answers })
}

fn list(store: LiveRoomStore, wanted: impl Fn(&Words) -> bool + Send + Sync + 'static) -> Memo<Vec<Words>> {
    Memo::new(move |_| {
        store.outbox().pending.with(|pending| {
            let words = pending.iter().filter_map(|known| words_of(known.id, &known.command));
            words.filter(&wanted).collect()
        })
    })
}

/// Questions, and answers to what is not shown: nothing that was written gets out of sight.
#[component]
pub fn PendingElsewhere(store: LiveRoomStore, shown: RwSignal<Vec<Sequence>>) -> impl IntoView {
    let pending = list(store, move |words| {
        words.answers.is_none_or(|question| shown.with(|shown| !shown.contains(&question)))
    });
    view! {
        <For each=move || pending.get() key=|words| words.id let:words>
            <li class="question" data-pending="true">
                <PendingWords store=store words=words />
            </li>
        </For>
    }
}

#[component]
pub fn PendingAnswers(store: LiveRoomStore, number: Sequence) -> impl IntoView {
    let pending = list(store, move |words| words.answers == Some(number));
    view! {
        <For each=move || pending.get() key=|words| words.id let:words>
            <li class="answer" data-pending="true">
                <PendingWords store=store words=words />
            </li>
        </For>
    }
}

#[component]
fn PendingWords(store: LiveRoomStore, words: Words) -> impl IntoView {
    let Words { id, text, visibility, answers } = words;
    let must_be_private = Memo::new(move |_| {
        let denied = AppError::CommandDenied(CommandDenied::PrivateQuestionsOnly);
        answers.is_none() && store.outbox().progress(id) == Some(Progress::Failed(denied))
    });
    let ask_privately = {
        let text = text.clone();
        move |_| {
            store.outbox().forget(id);
            let (text, visibility) = (text.clone(), Visibility::Private);
            store.outbox().send(RoomCommand::Question(QuestionCommand::Ask { text, visibility }));
        }
    };
    let ask_privately = StoredValue::new(ask_privately);
    view! {
        <VisibilityBadge visibility=visibility />
        <p class="message-text" dir="auto">
            <LinkedText text=text />
        </p>
        <PendingState store=store id=id />
        <Show when=move || must_be_private.get()>
            <button
                class="button"
                type="button"
                on:click=move |event| ask_privately.with_value(|ask| ask(event))
            >
                {t!("Ask it privately")}
            </button>
        </Show>
    }
}

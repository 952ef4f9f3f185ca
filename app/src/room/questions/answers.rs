//! The answers to a question, and those on their way.

use domain::live::Sequence;
use domain::question::Answer;
use leptos::prelude::*;

use super::super::chat::LinkedText;
use super::super::role_badge::RoleBadge;
use super::super::store::LiveRoomStore;
use super::card::VisibilityBadge;
use super::pending::PendingAnswers;
use crate::t;
use crate::ui::{LocalTime, TimeStyle};

#[component]
pub fn Answers(store: LiveRoomStore, number: Sequence) -> impl IntoView {
    let questions = store.questions();
    // An answer never changes.
    let answers =
        Memo::new(move |_| questions.read(number, |known| known.answers.clone()).unwrap_or_default());
    view! {
        <ol class="answers" aria-label=t!("Answers")>
            <For each=move || answers.get() key=|answer| answer.number let:answer>
                <AnswerView answer=answer />
            </For>
            <PendingAnswers store=store number=number />
        </ol>
    }
}

#[component]
fn AnswerView(answer: Answer) -> impl IntoView {
    view! {
        <li class="answer">
            <div class="question-head">
                <span class="message-name" dir="auto">{answer.author.name.to_string()}</span>
                <RoleBadge role=answer.author.role />
                <span class="message-at">
                    <LocalTime at=answer.at style=TimeStyle::Brief />
                </span>
                <VisibilityBadge visibility=answer.visibility />
            </div>
            <p class="message-text" dir="auto">
                <LinkedText text=answer.text />
            </p>
        </li>
    }
}

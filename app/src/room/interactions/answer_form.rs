//! Where somebody answers, and changes the answer until it closes.

use domain::CommandId;
use domain::command::RoomCommand;
use domain::interaction::{Answer, Content, InteractionCommand, Kind, check_answer};
use domain::language::Say;
use domain::live::Sequence;
use leptos::prelude::*;

use super::super::outbox::Progress;
use super::super::store::LiveRoomStore;
use super::choice_form::ChoiceForm;
use super::text_form::TextForm;
use crate::language::said;
use crate::t;

/// What a form of either sort needs to know.
#[derive(Clone, Copy)]
pub struct Answering {
    store: LiveRoomStore,
    pub number: Sequence,
    pub content: StoredValue<Content>,
    /// The answer as the server has it.
    pub given: Memo<Option<Answer>>,
    pub problem: RwSignal<Option<String>>,
    sent: RwSignal<Option<CommandId>>,
}

impl Answering {
    /// Sends an answer unless something is wrong with it.
    pub fn send(self, answer: Answer) {
        match self.content.with_value(|content| check_answer(content, answer)) {
            Err(reason) => self.problem.set(Some(said(&reason))),
            Ok(answer) => {
                self.problem.set(None);
                let command = InteractionCommand::Answer { interaction: self.number, answer };
                let id = self.store.outbox().send_as(RoomCommand::Interaction(command));
                self.sent.set(Some(id));
            }
        }
    }

    /// Where the answer that was sent last is.
    fn progress(self) -> Option<Progress> {
        self.sent.get().and_then(|id| self.store.outbox().progress(id))
    }

    /// What was written and not taken stays in its field, with the reason.
    fn follow_failure(self) {
        Effect::new(move || {
            if let Some(Progress::Failed(error)) = self.progress() {
                self.problem.set(Some(t!("Not sent. {reason}", reason = error.say())));
                if let Some(id) = self.sent.get_untracked() {
                    self.sent.set(None);
                    self.store.outbox().forget(id);
                }
            }
        });
    }
}

#[component]
pub fn AnswerForm(store: LiveRoomStore, number: Sequence, content: Content) -> impl IntoView {
    let kind = content.kind;
    let answering = Answering {
        store,
        number,
        content: StoredValue::new(content),
        given: Memo::new(move |_| store.interactions().read(number, |known| known.answer.clone()).flatten()),
        problem: RwSignal::new(None),
        sent: RwSignal::new(None),
    };
    answering.follow_failure();
    if kind == Kind::Open {
        view! { <TextForm answering=answering /> }.into_any()
    } else {
        view! { <ChoiceForm answering=answering /> }.into_any()
    }
}

/// The button and what became of the answer.
#[component]
pub fn AnswerState(answering: Answering) -> impl IntoView {
    let has_answered = move || answering.given.with(Option::is_some);
    let words = move || match (answering.progress(), has_answered()) {
        (Some(Progress::Waiting), _) => t!("Waiting for the connection. It will be sent once."),
        (Some(Progress::Sending), _) => t!("Sending…"),
        // Done, but told by an event that this page may not learn of or has not got yet.
        (_, true) => t!("Your answer is in. You can change it until this closes."),
        (_, false) => "",
    };
    view! {
        <p class="field-error" role="alert" id=problem_id(answering.number)>
            {move || answering.problem.get()}
        </p>
        <div class="interaction-answer">
            <button class="button" data-kind="primary" type="submit">
                {move || if has_answered() { t!("Change answer") } else { t!("Send answer") }}
            </button>
            <p class="interaction-state" role="status">
                {words}
            </p>
        </div>
    }
}

/// The id of what is wrong with an answer.
pub fn problem_id(number: Sequence) -> String {
    format!("interaction-{number}-problem")
}

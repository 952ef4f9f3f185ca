//! What may be done about a question: answer and settle it, or take one's own back.

use domain::Permission;
use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::question::{Question, QuestionCommand, QuestionState, Visibility};
use leptos::html::Textarea;
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::writing::{Wording, Writing};
use crate::browser::focus::focus_id;
use crate::t;
use crate::ui::{Icon, IconName, MenuButton, MenuItem, use_toast};

fn wording() -> Wording {
    Wording {
        label: t!("Your answer"),
        send: t!("Send the answer"),
        public: t!("Answer publicly"),
        private: t!("Answer privately"),
    }
}

fn send(store: LiveRoomStore, command: QuestionCommand) {
    store.outbox().send(RoomCommand::Question(command));
}

#[component]
pub fn CardActs(store: LiveRoomStore, known: Question, on_withdraw: Callback<Sequence>) -> impl IntoView {
    let questions = store.questions();
    let number = known.number;
    let is_mine = untrack(|| store.me()) == Some(known.author.participant);
    let answers =
        Memo::new(move |_| store.my_role().is_some_and(|role| role.can(Permission::AnswerQuestions)));
    let can_be_withdrawn =
        Memo::new(move |_| is_mine && questions.read(number, Question::can_be_withdrawn).unwrap_or_default());
    let label = t!("More for the question of {name}", name = known.author.name.to_string());
    view! {
        <Show when=move || can_be_withdrawn.get()>
            <button class="question-act" type="button" on:click=move |_| on_withdraw.run(number)>
                <Icon name=IconName::Trash />
                {t!("Withdraw…")}
            </button>
        </Show>
        <Show when=move || answers.get()>
            <Settling store=store number=number label=label.clone() />
        </Show>
    }
}

/// For those who answer.
#[component]
fn Settling(store: LiveRoomStore, number: Sequence, label: String) -> impl IntoView {
    let questions = store.questions();
    let state = Memo::new(move |_| questions.read(number, |known| known.state));
    let is = move |wanted| state.get() == Some(wanted);
    let is_answering = Memo::new(move |_| questions.answering.with(|numbers| numbers.contains(&number)));
    let button_id = StoredValue::new(format!("answer-{number}"));
    view! {
        <Show when=move || !is(QuestionState::Dismissed) || is_answering.get()>
            <button
                id=button_id.get_value()
                class="question-act"
                type="button"
                aria-expanded=move || is_answering.get().to_string()
                on:click=move |_| questions.set_answering(number, !is_answering.get_untracked())
            >
                <Icon name=IconName::Reply />
                {t!("Answer [button]")}
            </button>
        </Show>
        <MenuButton id=format!("question-more-{number}") label=label>
            <Show when=move || is(QuestionState::Open)>
                <MenuItem
                    icon=IconName::CircleCheck
                    on_select=move |()| send(store, QuestionCommand::MarkAnswered { question: number })
                >
                    {t!("Mark as answered")}
                </MenuItem>
            </Show>
            <Show when=move || !is(QuestionState::Open)>
                <MenuItem
                    icon=IconName::Undo
                    on_select=move |()| send(store, QuestionCommand::Reopen { question: number })
                >
                    {t!("Reopen")}
                </MenuItem>
            </Show>
            <Show when=move || !is(QuestionState::Dismissed)>
                <MenuItem icon=IconName::Ban danger=true on_select=dismissing(store, number)>
                    {t!("Dismiss [a question]")}
                </MenuItem>
            </Show>
        </MenuButton>
        <Show when=move || is_answering.get()>
            <AnswerForm
                store=store
                number=number
                on_close=Callback::new(move |()| {
                    questions.set_answering(number, false);
                    focus_id(&button_id.get_value());
                })
            />
        </Show>
    }
}

/// Dismisses; a toast takes it back, also that it had been answered.
fn dismissing(store: LiveRoomStore, number: Sequence) -> impl Fn(()) + Send + Sync + 'static {
    let toasts = use_toast();
    move |()| {
        let was = untrack(|| store.questions().read(number, |known| (known.state, known.answers.is_empty())));
        send(store, QuestionCommand::Dismiss { question: number });
        let undo = move || {
            send(store, QuestionCommand::Reopen { question: number });
            if was == Some((QuestionState::Answered, true)) {
                send(store, QuestionCommand::MarkAnswered { question: number });
            }
        };
        toasts.say_with_undo(t!("The question has been dismissed."), t!("Undo"), undo);
    }
}

#[component]
fn AnswerForm(store: LiveRoomStore, number: Sequence, on_close: Callback<()>) -> impl IntoView {
    let questions = store.questions();
    let asked = untrack(|| questions.read(number, |known| known.visibility)).unwrap_or(Visibility::Private);
    // A private question is answered as it was asked unless one decides otherwise.
    let visibility = RwSignal::new(asked);
    let is_private = Memo::new(move |_| {
        questions.read(number, |known| known.visibility == Visibility::Private).unwrap_or_default()
    });
    let input = NodeRef::<Textarea>::new();
    Effect::new(move || {
        if let Some(input) = input.get() {
            _ = input.focus();
        }
    });
    let answer = Callback::new(move |(text, visibility)| {
        send(store, QuestionCommand::Answer { question: number, text, visibility });
        on_close.run(());
    });
    view! {
        <div class="question-answering">
            <Writing
                id=format!("write-answer-{number}")
                wording=wording()
                visibility=visibility
                is_free=true
                on_send=answer
                on_cancel=on_close
                input=input
            />
            <p class="writing-hint" role="status">
                {move || {
                    (is_private.get() && visibility.get() == Visibility::Public)
                        .then(|| t!("A public answer shows the question to everybody."))
                }}
            </p>
        </div>
    }
}

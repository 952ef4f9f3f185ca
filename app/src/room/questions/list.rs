//! The questions, sorted and filtered. Their places change while people read and write in them: the focus stays.

use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::question::QuestionCommand;
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::arrange::Filter;
use super::card::QuestionCard;
use super::pending::PendingElsewhere;
use crate::browser::held_focus;
use crate::ui::{ConfirmDialog, Icon, IconName};

/// Takes the focus when the question that had it is gone.
const LIST: &str = "question-list";

#[component]
pub fn QuestionList(store: LiveRoomStore) -> impl IntoView {
    let questions = store.questions();
    let arranged = Memo::new(move |_| questions.arranged(store.me()));
    let shown = RwSignal::new(arranged.get_untracked());
    Effect::new(move || {
        let next = arranged.get();
        if shown.with_untracked(|shown| *shown != next) {
            held_focus::hold_during(LIST, move || shown.set(next));
        }
    });
    let doomed = RwSignal::new(None::<Sequence>);
    let is_asking = RwSignal::new(false);
    let on_withdraw = Callback::new(move |number| {
        doomed.set(Some(number));
        is_asking.set(true);
    });
    view! {
        <div id=LIST class="questions-list" role="region" aria-label="Questions" tabindex="0">
            <Empty store=store shown=shown />
            <ol class="question-cards">
                <For each=move || shown.get() key=|number| *number let:number>
                    <QuestionCard store=store number=number on_withdraw=on_withdraw />
                </For>
                <PendingElsewhere store=store shown=shown />
            </ol>
        </div>
        <ConfirmDialog
            id="withdraw-question"
            open=is_asking
            title="Withdraw this question?"
            question="It disappears for everybody and cannot be brought back."
            confirm_label="Withdraw"
            return_focus=LIST
            on_confirm=Callback::new(move |()| {
                if let Some(question) = doomed.get_untracked() {
                    store.outbox().send(RoomCommand::Question(QuestionCommand::Withdraw { question }));
                }
            })
        />
    }
}

/// What stands where nothing is.
#[component]
fn Empty(store: LiveRoomStore, shown: RwSignal<Vec<Sequence>>) -> impl IntoView {
    let questions = store.questions();
    let words = move || {
        if questions.state.with(|state| state.list.is_empty()) {
            return "Nobody has asked anything yet. Ask the first question.";
        }
        match questions.filter.get() {
            Filter::All => "",
            Filter::Unanswered => "All questions have been answered.",
            Filter::Mine => "You have not asked anything yet.",
        }
    };
    view! {
        <div class="questions-none" hidden=move || !shown.with(Vec::is_empty)>
            <Icon name=IconName::CircleQuestion />
            <p>{words}</p>
        </div>
    }
}

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
use crate::{t, t_count};

/// So many are drawn at once.
const SHOWN: usize = 100;

/// Takes the focus when the question that had it is gone.
const LIST: &str = "question-list";

#[component]
pub fn QuestionList(store: LiveRoomStore) -> impl IntoView {
    let questions = store.questions();
    let arranged = Memo::new(move |_| questions.arranged(store.me()));
    let limit = RwSignal::new(SHOWN);
    let first = move |arranged: &[Sequence]| arranged.iter().take(limit.get()).copied().collect::<Vec<_>>();
    let shown = RwSignal::new(untrack(|| arranged.with(|arranged| first(arranged))));
    let left = Memo::new(move |_| arranged.with(Vec::len).saturating_sub(limit.get()));
    Effect::new(move || {
        let next = arranged.with(|arranged| first(arranged));
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
        <div id=LIST class="questions-list" role="region" aria-label=t!("Questions") tabindex="0">
            <Empty store=store shown=shown />
            <ol class="question-cards">
                <For each=move || shown.get() key=|number| *number let:number>
                    <QuestionCard store=store number=number on_withdraw=on_withdraw />
                </For>
                <PendingElsewhere store=store shown=shown />
            </ol>
            <Show when=move || left.get() != 0>
                <button
                    class="button"
                    data-kind="quiet"
                    type="button"
                    on:click=move |_| limit.update(|limit| *limit += SHOWN)
                >
                    {move || t_count!(left.get().min(SHOWN), "Show 1 more question", "Show {count} more questions")}
                </button>
            </Show>
        </div>
        <ConfirmDialog
            id="withdraw-question"
            open=is_asking
            title=t!("Withdraw this question?")
            question=t!("It disappears for everybody and cannot be brought back.")
            confirm_label=t!("Withdraw")
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
            return t!("Nobody has asked anything yet. Ask the first question.");
        }
        match questions.filter.get() {
            Filter::All => "",
            Filter::Unanswered => t!("All questions have been answered."),
            Filter::Mine => t!("You have not asked anything yet."),
        }
    };
    view! {
        <div class="questions-none" hidden=move || !shown.with(Vec::is_empty)>
            <Icon name=IconName::CircleQuestion />
            <p>{words}</p>
        </div>
    }
}

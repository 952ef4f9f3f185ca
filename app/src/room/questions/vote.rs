//! The votes for a question, and one's own.

use domain::Permission;
use domain::command::RoomCommand;
use domain::question::{Question, QuestionCommand};
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use crate::ui::{Icon, IconName};
use crate::{t, t_count};

/// Others vote; the asker sees the count.
#[component]
pub fn Vote(store: LiveRoomStore, known: Question) -> impl IntoView {
    let questions = store.questions();
    let number = known.number;
    let is_mine = untrack(|| store.me()) == Some(known.author.participant);
    let is_for_all = Memo::new(move |_| questions.read(number, Question::is_for_all).unwrap_or_default());
    let may_vote =
        Memo::new(move |_| !is_mine && store.my_role().is_some_and(|role| role.can(Permission::Questions)));
    let votes = Memo::new(move |_| questions.read(number, |known| known.votes).unwrap_or_default());
    let is_voted = Memo::new(move |_| questions.state.with(|state| state.has_my_vote(number)));
    let label = t!("Vote for the question of {name}", name = known.author.name.to_string());
    let vote = move |_| {
        let is_voted = !is_voted.get_untracked();
        store.outbox().send(RoomCommand::Question(QuestionCommand::Vote { question: number, is_voted }));
    };
    let count = move || t_count!(votes.get(), "1 vote", "{count} votes");
    view! {
        <Show when=move || is_for_all.get() && may_vote.get()>
            <button
                class="vote"
                type="button"
                aria-pressed=move || is_voted.get().to_string()
                on:click=vote
            >
                <Icon name=IconName::ThumbsUp />
                <span class="visually-hidden">{label.clone()} ", "</span>
                <span class="vote-count">{count}</span>
            </button>
        </Show>
        <Show when=move || is_for_all.get() && !may_vote.get()>
            <span class="vote-count">{count}</span>
        </Show>
    }
}

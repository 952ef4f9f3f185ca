//! Each option with its share of the answers, whether it is right, and whether it is the reader's own.

use domain::interaction::{Answer, Choices, Content, Kind, Tally, vote_labels};
use domain::live::Sequence;
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName};

#[component]
pub fn OptionResults(
    store: LiveRoomStore,
    number: Sequence,
    content: Content,
    tally: Memo<Option<Tally>>,
) -> impl IntoView {
    let interactions = store.interactions();
    let mine = Memo::new(move |_| {
        let answer = interactions.read(number, |known| known.answer.clone()).flatten();
        answer.as_ref().map_or(Choices::NONE, Answer::chosen)
    });
    let is_quiz = content.kind == Kind::Quiz;
    let right = Memo::new(move |_| {
        interactions.read(number, |known| known.right).flatten().filter(|_| is_quiz).unwrap_or_default()
    });
    view! {
        <ul class="results-options">
            {labels(&content)
                .into_iter()
                .enumerate()
                .map(|(place, label)| {
                    let is_mine = Memo::new(move |_| mine.get().has(place));
                    let is_right = Memo::new(move |_| right.get().has(place));
                    let share = Memo::new(move |_| share(tally.get().as_ref(), place));
                    view! { <OptionResult label=label is_mine=is_mine is_right=is_right share=share /> }
                })
                .collect_view()}
        </ul>
    }
}

/// The words of all options, in order.
pub fn labels(content: &Content) -> Vec<String> {
    match content.kind {
        Kind::Vote => vote_labels().iter().map(said).collect(),
        _ => content.labels(),
    }
}

/// How many chose it, and that in percent of all who answered.
fn share(tally: Option<&Tally>, place: usize) -> Option<(u32, u32)> {
    let tally = tally?;
    Some((tally.counts.get(place).copied().unwrap_or_default(), tally.percent(place)))
}

/// One option. Its bar only repeats what the words tell.
#[component]
pub fn OptionResult(
    label: String,
    is_mine: Memo<bool>,
    is_right: Memo<bool>,
    share: Memo<Option<(u32, u32)>>,
) -> impl IntoView {
    view! {
        <li class="result" data-right=move || is_right.get().to_string()>
            <span class="result-label" dir="auto">{label}</span>
            {move || is_right.get().then(|| view! { <Mark words=t!("Right answer") /> })}
            {move || is_mine.get().then(|| view! { <Mark words=t!("Your answer") /> })}
            {move || {
                share
                    .get()
                    .map(|(count, percent)| {
                        view! {
                            <span class="result-share">{t!("{percent}% ({people})", percent, people = count)}</span>
                            <Bar percent=percent />
                        }
                    })
            }}
        </li>
    }
}

#[component]
fn Mark(words: &'static str) -> impl IntoView {
    view! {
        <span class="badge" data-kind="success">
            <Icon name=IconName::Check />
            {words}
        </span>
    }
}

/// The share as a length. Drawn, not coloured as a background, so that it is printed too.
#[component]
fn Bar(percent: u32) -> impl IntoView {
    view! {
        <svg class="result-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="result-bar-all" x="0" y="0" width="100" height="4"></rect>
            <rect class="result-bar-share" x="0" y="0" width=percent.to_string() height="4"></rect>
        </svg>
    }
}

//! The result of an interaction, as numbers in words first; the bars only repeat them.

use domain::interaction::{Content, Kind, Tally};
use domain::live::Sequence;
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::options::OptionResults;
use crate::{t, t_count};

#[component]
pub fn Results(
    store: LiveRoomStore,
    number: Sequence,
    content: Content,
    is_closed: Memo<bool>,
) -> impl IntoView {
    let interactions = store.interactions();
    let tally = Memo::new(move |_| interactions.read(number, |known| known.tally.clone()).flatten());
    let is_shared = Memo::new(move |_| interactions.read(number, |known| known.is_shared) == Some(true));
    let is_open_question = content.kind == Kind::Open;
    let content = StoredValue::new(content);
    let is_visible = Memo::new(move |_| is_closed.get() || tally.with(Option::is_some));
    view! {
        <Show when=move || is_visible.get()>
            <div class="results" role="group" aria-label=t!("Result")>
                <p class="results-words">
                    {move || tally.with(|tally| words(tally.as_ref(), is_shared.get()))}
                </p>
                {if is_open_question {
                    view! { <Texts store=store number=number tally=tally /> }.into_any()
                } else {
                    view! { <OptionResults store=store number=number content=content.get_value() tally=tally /> }
                        .into_any()
                }}
            </div>
        </Show>
    }
}

fn words(tally: Option<&Tally>, is_shared: bool) -> String {
    let Some(tally) = tally else { return t!("The result is not shared.").to_owned() };
    let answered = match tally.answered {
        0 => t!("Nobody has answered yet.").to_owned(),
        some => t_count!(some, "1 person has answered.", "{count} people have answered."),
    };
    let seen = if is_shared {
        t!("Everybody sees the result.")
    } else {
        t!("Only moderators and hosts see the result.")
    };
    format!("{answered} {seen}")
}

/// What was written, the newest first; and the reader's own answer, once there is no form that shows it.
#[component]
fn Texts(store: LiveRoomStore, number: Sequence, tally: Memo<Option<Tally>>) -> impl IntoView {
    let mine = Memo::new(move |_| {
        let closed = |known: &domain::interaction::Interaction| {
            known.is_closed.then(|| known.answer.as_ref()?.text().map(ToOwned::to_owned))
        };
        store.interactions().read(number, closed).flatten().flatten()
    });
    let texts =
        move || tally.with(|tally| tally.as_ref().map(|tally| tally.texts.clone()).unwrap_or_default());
    view! {
        {move || mine.get().map(|text| view! { <p class="results-mine">{t!("Your answer: {text}", text)}</p> })}
        <ul class="results-texts" tabindex="0" aria-label=t!("Answers, the newest first")>
            <For each=texts key=|text| (text.place, text.text.clone()) let:text>
                <li dir="auto">{text.text}</li>
            </For>
        </ul>
    }
}

//! What was asked of everybody, with its results. Who answered what is not told.

use domain::interaction::{Kind, Tally};
use leptos::prelude::*;

use super::api::InteractionReport;
use super::section::{About, Nothing, Section};
use crate::language::said;
use crate::room::{LinkedText, OptionResult, icon_of_kind, option_labels};
use crate::ui::{Icon, LocalTime, TimeStyle};
use crate::{t, t_count};

#[component]
pub fn InteractionsSection(about: About, interactions: Vec<InteractionReport>) -> impl IntoView {
    view! {
        <Section about=about part="interactions" heading=t!("Interactions")>
            {if interactions.is_empty() {
                view! { <Nothing words=t!("There were no interactions.") /> }.into_any()
            } else {
                view! {
                    <ol class="report-interactions">
                        {interactions
                            .into_iter()
                            .map(|one| view! { <InteractionView times=about.times one=one /> })
                            .collect_view()}
                    </ol>
                }
                .into_any()
            }}
        </Section>
    }
}

#[component]
fn InteractionView(times: TimeStyle, one: InteractionReport) -> impl IntoView {
    let kind = one.content.kind;
    let is_open = kind.takes_answers() && !one.is_closed;
    view! {
        <li class="report-interaction card">
            <p class="report-by">
                <span class="badge">
                    <Icon name=icon_of_kind(kind) />
                    {said(&kind)}
                </span>
                {is_open.then(|| view! { <span class="badge" data-kind="success">{t!("Open [state of an interaction]")}</span> })}
                <span class="message-at">
                    <span dir="auto">{one.author.name.to_string()}</span> " · " <LocalTime at=one.at style=times />
                </span>
            </p>
            <h3 class="interaction-prompt" dir="auto"><LinkedText text=one.content.prompt.clone() /></h3>
            {kind.takes_answers().then(|| view! { <p class="report-note">{answered(one.tally.answered)}</p> })}
            {match kind {
                Kind::Announcement => ().into_any(),
                Kind::Open => view! { <Texts tally=one.tally /> }.into_any(),
                _ => view! { <Options one=one /> }.into_any(),
            }}
        </li>
    }
}

#[component]
fn Options(one: InteractionReport) -> impl IntoView {
    let InteractionReport { content, right, tally, .. } = one;
    let is_quiz = content.kind == Kind::Quiz;
    let not_mine = Memo::new(|_| false);
    let options = option_labels(&content).into_iter().enumerate().map(|(place, label)| {
        let count = tally.counts.get(place).copied().unwrap_or_default();
        let share = (count, tally.percent(place));
        view! {
            <OptionResult
                label=label
                is_mine=not_mine
                is_right=Memo::new(move |_| is_quiz && right.has(place))
                share=Memo::new(move |_| Some(share))
            />
        }
    });
    view! { <ul class="results-options">{options.collect_view()}</ul> }
}

/// What was written, the newest first, as far as a tally goes.
#[component]
fn Texts(tally: Tally) -> impl IntoView {
    let hidden = (tally.answered as usize).saturating_sub(tally.texts.len());
    let texts = tally.texts.into_iter().map(|text| view! { <li dir="auto">{text.text}</li> });
    view! {
        <ul class="report-texts">{texts.collect_view()}</ul>
        {(hidden > 0)
            .then(|| view! { <p class="report-note">{t_count!(hidden, "The file holds 1 more.", "The file holds {count} more.")}</p> })}
    }
}

fn answered(answered: u32) -> String {
    match answered {
        0 => t!("Nobody answered.").to_owned(),
        some => t_count!(some, "1 person answered.", "{count} people answered."),
    }
}

//! What has become of each row of a list.

use domain::invite_many::{Counts, RowState};
use leptos::prelude::*;

use super::api::{BatchSummary, RowResult};
use super::board::Board;
use super::words::row_badge;
use crate::browser::format_number::format_number;
use crate::language::said;
use crate::room::RoleBadge;
use crate::t;

#[component]
pub fn ResultList(board: Board) -> impl IntoView {
    let is_over = Memo::new(move |_| board.is_over());
    view! {
        <section class="many-results" aria-labelledby="many-results-title">
            <div class="many-results-head">
                <h2 id="many-results-title">{t!("Result of each row")}</h2>
                <Filter board=board />
            </div>
            <ol class="table-list" role="list" hidden=move || board.rows.with(Vec::is_empty)>
                <For
                    each=move || board.rows.get()
                    key=move |row| (row.position, row.state, is_over.get())
                    let:row
                >
                    <Line row=row is_over=is_over.get_untracked() />
                </For>
            </ol>
            <p class="soft" hidden=move || !board.rows.with(Vec::is_empty)>{t!("No row is like that.")}</p>
            <Show when=move || board.has_more.get() && is_over.get()>
                <button type="button" class="button" on:click=move |_| board.load_more()>{t!("Show 100 more")}</button>
            </Show>
            <p class="soft" hidden=move || !board.has_more.get() || is_over.get()>
                {t!("The first 100 are shown while the list is on its way.")}
            </p>
        </section>
    }
}

#[component]
fn Filter(board: Board) -> impl IntoView {
    let states = [None].into_iter().chain(RowState::ALL.iter().copied().map(Some));
    let options = states
        .map(|state| {
            let word = state.map_or("", RowState::word);
            let label = move || {
                let count = board.summary.with(|summary| count_of(summary, state));
                let name = state.map_or_else(|| t!("All rows"), |state| row_badge(state, board.is_over()).1);
                format!("{name} ({})", format_number(count))
            };
            view! { <option value=word prop:selected=move || board.filter.get() == state>{label}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="many-filter">{t!("Show")}</label>
            <select id="many-filter" on:change=move |event| board.choose(event_target_value(&event).parse().ok())>
                {options}
            </select>
        </div>
    }
}

const fn count_of(summary: &BatchSummary, state: Option<RowState>) -> u32 {
    let Counts { invited, updated, unchanged, failed } = summary.counts;
    match state {
        None => summary.total,
        Some(RowState::Waiting) => summary.progress().left(),
        Some(RowState::Invited) => invited,
        Some(RowState::Updated) => updated,
        Some(RowState::Unchanged) => unchanged,
        Some(RowState::Failed) => failed,
    }
}

#[component]
fn Line(row: RowResult, is_over: bool) -> impl IntoView {
    let (kind, word) = row_badge(row.state, is_over);
    let name = format!("{} {}", row.given.first, row.given.last);
    let name = if name.trim().is_empty() { t!("No name").to_owned() } else { name };
    view! {
        <li class="many-result">
            <span class="many-row-number soft">{format_number(row.position + 1)}</span>
            <div class="many-result-person">
                <p class="person-line-name" dir="auto">{name}</p>
                <p class="person-line-email" dir="ltr">{row.given.email}</p>
                {row.problem.map(|problem| view! { <p class="mail-problem">{said(&problem)}</p> })}
            </div>
            <div class="many-result-badges">
                {row.given.role.map(|role| view! { <RoleBadge role=role /> })}
                <span class="badge" data-kind=kind>{word}</span>
            </div>
        </li>
    }
}

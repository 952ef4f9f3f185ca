//! What becomes, or has become, of each row of a file.

use domain::people::import::RowState;
use leptos::prelude::*;

use super::api::ImportRow;
use super::board::Board;
use super::view::states_of;
use super::words::row_badge;
use crate::browser::format_number::format_number;
use crate::language::said;
use crate::t;

#[component]
pub fn ResultList(board: Board) -> impl IntoView {
    view! {
        <section class="many-results" aria-labelledby="import-rows-title">
            <div class="many-results-head">
                <h2 id="import-rows-title">{t!("Line by line")}</h2>
                <Filter board=board />
            </div>
            <ol class="table-list" role="list" hidden=move || board.rows.with(Vec::is_empty)>
                <For each=move || board.rows.get() key=|row| (row.line, row.state) let:row>
                    <Line row=row board=board />
                </For>
            </ol>
            <p class="soft" hidden=move || !board.rows.with(Vec::is_empty)>{t!("No row is like that.")}</p>
            <Show when=move || board.has_more.get()>
                <button type="button" class="button" on:click=move |_| board.load_more()>{t!("Show 100 more")}</button>
            </Show>
        </section>
    }
}

#[component]
fn Filter(board: Board) -> impl IntoView {
    let options = move || {
        let state = board.state();
        let states = [None].into_iter().chain(states_of(state).iter().copied().map(Some));
        states
            .map(|state| {
                let word = state.map_or("", RowState::word);
                let label = move || {
                    let count = board.summary.with(|summary| {
                        state.map_or(summary.counts.total(), |state| summary.counts.of(state))
                    });
                    let name = state.map_or(t!("All rows"), |state| row_badge(state, board.is_over()).1);
                    format!("{name} ({})", format_number(count))
                };
                view! { <option value=word prop:selected=move || board.filter.get() == state>{label}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for="import-filter">{t!("Show")}</label>
            <select id="import-filter" on:change=move |event| board.choose(event_target_value(&event).parse().ok())>
                {options}
            </select>
        </div>
    }
}

#[component]
fn Line(row: ImportRow, board: Board) -> impl IntoView {
    let state = row.state;
    let badge = Memo::new(move |_| row_badge(state, board.is_over()));
    let name = format!("{} {}", row.written.first, row.written.last);
    let name = if name.trim().is_empty() { t!("No name").to_owned() } else { name };
    view! {
        <li class="many-result">
            <span class="many-row-number soft">{format_number(row.line)}</span>
            <div class="many-result-person">
                <p class="person-line-name">{name}</p>
                <p class="person-line-email">{row.written.email}</p>
                {row.problem.map(|problem| view! { <p class="mail-problem">{said(&problem)}</p> })}
            </div>
            <div class="many-result-badges">
                <span class="soft">{row.written.role}</span>
                <span class="badge" data-kind=move || badge.get().0>{move || badge.get().1}</span>
            </div>
        </li>
    }
}

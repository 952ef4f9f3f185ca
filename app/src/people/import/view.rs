//! A file that has been sent: what it would do, how far it is, what it has done.

use domain::people::import::{Counts, ImportState, RowState};
use leptos::prelude::*;

use super::api::{ImportRows, ImportSummary};
use super::board::Board;
use super::results::ResultList;
use super::words::{import_badge, told};
use crate::browser::format_number::format_number;
use crate::routes;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{ErrorNotice, Icon, IconName, LocalTime, TimeStyle};
use crate::{t, t_count, t_view};

const STOP: &str = "stop-import";

#[component]
pub fn ImportView(summary: ImportSummary, rows: ImportRows) -> impl IntoView {
    let (file_name, by, created_at) = (summary.file_name.clone(), summary.by.clone(), summary.created_at);
    let group = summary.group.clone();
    let board = Board::new(summary, rows);
    board.follow();
    let badge = Memo::new(move |_| board.summary.with(|summary| import_badge(summary.state, summary.counts)));
    view! {
        <p class="way-back">
            <a href=routes::import_people(None)>
                <Icon name=IconName::ArrowLeft />
                {t!("Import people")}
            </a>
        </p>
        <header>
            <div class="many-title">
                <h1 class="people-file-name">{file_name}</h1>
                <span class="badge" data-kind=move || badge.get().0>{move || badge.get().1}</span>
            </div>
            <p class="soft">
                {t_view!("Sent {time}", time = view! { <LocalTime at=created_at style=TimeStyle::Short /> })}
                {by.map(|by| format!(" · {by}"))}
                {group.map(|group| format!(" · {}", t!("Group: {group}", group)))}
            </p>
        </header>
        <Figures board=board />
        <ErrorNotice error=board.trouble() />
        <Progress board=board />
        <Ways board=board />
        <ResultList board=board />
    }
}

/// The numbers of the dry run, and then of what was done; of a file that was stopped also of what was left.
#[component]
fn Figures(board: Board) -> impl IntoView {
    let counts = Memo::new(move |_| board.summary.with(|summary| summary.counts));
    let is_dry = Memo::new(move |_| board.state().is_dry_run());
    let is_stopped = Memo::new(move |_| board.state() == ImportState::Cancelled);
    let figure = move |dry: &'static str, wet: &'static str, of: fn(Counts, bool) -> u32| {
        view! {
            <div class="people-figure">
                <dt>{move || if is_dry.get() { dry } else { wet }}</dt>
                <dd>{move || format_number(of(counts.get(), is_dry.get()))}</dd>
            </div>
        }
    };
    let left = move |word: &'static str, of: fn(Counts) -> u32| {
        view! {
            <Show when=move || is_stopped.get() && (of(counts.get()) > 0)>
                <div class="people-figure">
                    <dt>{word}</dt>
                    <dd>{move || format_number(of(counts.get()))}</dd>
                </div>
            </Show>
        }
    };
    view! {
        <dl class="people-figures">
            {figure(t!("Will be added"), t!("Added"), |counts, is_dry| if is_dry { counts.to_add } else { counts.added })}
            {figure(t!("Will be changed"), t!("Changed"), |counts, is_dry| if is_dry { counts.to_change } else { counts.changed })}
            {figure(t!("Stay as they are"), t!("Unchanged"), |counts, is_dry| if is_dry { counts.to_keep } else { counts.unchanged })}
            {figure(t!("Refused [row]"), t!("Refused [row]"), |counts, _| counts.refused)}
            {left(t!("Not added"), |counts| counts.to_add)}
            {left(t!("Not changed"), |counts| counts.to_change)}
        </dl>
    }
}

/// How far it is. Said aloud at its end only: a number that runs is no news.
#[component]
fn Progress(board: Board) -> impl IntoView {
    let counts = Memo::new(move |_| board.summary.with(|summary| summary.counts));
    let all = move || counts.get().total() - counts.get().refused;
    let numbers = move || t!("{done} of {all}", done = counts.get().done(), all = all());
    view! {
        <Show when=move || matches!(board.state(), ImportState::Applying)>
            <section class="many-progress card" aria-labelledby="import-progress-title">
                <div class="many-progress-line">
                    <h2 id="import-progress-title">{t!("Progress")}</h2>
                    <p class="many-progress-numbers">{numbers}</p>
                </div>
                <progress
                    aria-labelledby="import-progress-title"
                    aria-valuetext=numbers
                    max=move || all().to_string()
                    value=move || counts.get().done().to_string()
                ></progress>
                <p class="soft">{t!("You can close this page. The import goes on by itself.")}</p>
            </section>
        </Show>
    }
}

/// What can be done with the file.
#[component]
fn Ways(board: Board) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let counts = Memo::new(move |_| board.summary.with(|summary| summary.counts));
    let is_checked = Memo::new(move |_| board.state() == ImportState::Checked);
    let is_over = Memo::new(move |_| board.state().is_over());
    let refused = Memo::new(move |_| counts.get().refused);
    let worth = Memo::new(move |_| counts.get().left());
    let leftover = move || match (refused.get(), is_checked.get()) {
        (0, _) | (_, false) => None,
        (refused, true) => {
            Some(t_count!(refused, "The refused row is left out.", "The {count} refused rows are left out."))
        }
    };
    let question = Signal::derive(move || {
        if is_checked.get() {
            t!("Nothing of it has been imported.").to_owned()
        } else {
            t!("So far: {done}. What was imported by now stays.", done = told(counts.get(), false))
        }
    });
    view! {
        <div class="cluster people-ways">
            <Show when=move || is_checked.get() && (worth.get() > 0)>
                <button
                    type="button"
                    class="button"
                    data-kind="primary"
                    aria-disabled=move || board.is_busy.get().then_some("true")
                    on:click=move |_| board.apply()
                >
                    {move || t_count!(worth.get(), "Import 1 person", "Import {count} people")}
                </button>
            </Show>
            <Show when=move || is_over.get()>
                <a class="button" data-kind="primary" href=routes::people()>{t!("See the directory")}</a>
            </Show>
            <a class="button" href=routes::import_report(board.id) rel="external" download="">
                <Icon name=IconName::Download />
                {t!("Save the report")}
            </a>
            <Show when=move || !is_over.get()>
                <button id=STOP type="button" class="button" data-kind="quiet" on:click=move |_| is_asking.set(true)>
                    {move || if is_checked.get() { t!("Drop this file…") } else { t!("Stop the import…") }}
                </button>
            </Show>
        </div>
        <p class="soft" hidden=move || leftover().is_none()>{leftover}</p>
        <ConfirmDialog
            id="ask-stop-import"
            open=is_asking
            title=Signal::derive(move || {
                if is_checked.get() { t!("Drop this file?") } else { t!("Stop the import?") }.to_owned()
            })
            question=question
            confirm_label=Signal::derive(move || if is_checked.get() { t!("Drop it") } else { t!("Stop it") }.to_owned())
            return_focus=STOP
            on_confirm=Callback::new(move |()| board.cancel())
        />
    }
}

/// The states that rows of a file can be in, in the order of the list.
pub(super) fn states_of(state: ImportState) -> &'static [RowState] {
    const DRY: [RowState; 4] = [RowState::Refused, RowState::ToAdd, RowState::ToChange, RowState::ToKeep];
    const WET: [RowState; 4] = [RowState::Refused, RowState::Added, RowState::Changed, RowState::Unchanged];
    match state {
        ImportState::Filling | ImportState::Checked => &DRY,
        ImportState::Applying | ImportState::Cancelled => RowState::ALL,
        ImportState::Done => &WET,
    }
}

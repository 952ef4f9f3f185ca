//! A file as the page knows it, and how the page learns more. Pages of the site have no stream of events: while a file is
//! on its way, to the server or into the directory, how far it is is asked once a second.

use core::time::Duration;

use domain::ImportId;
use domain::people::import::{ImportState, RowState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{
    ImportRow, ImportRows, ImportSummary, apply_import, cancel_import, find_import, list_import_rows,
};
use super::words::told;
use crate::browser::polling::poll;
use crate::error::AppError;
use crate::t;
use crate::ui::{Toasts, use_toast};

const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The same while it waits for an administrator, who may be another one.
const GLANCE_EVERY: Duration = Duration::from_secs(5);

#[derive(Clone, Copy)]
pub struct Board {
    pub id: ImportId,
    pub summary: RwSignal<ImportSummary>,
    pub rows: RwSignal<Vec<ImportRow>>,
    pub has_more: RwSignal<bool>,
    /// Only rows that are in this state are shown.
    pub filter: RwSignal<Option<RowState>>,
    /// Why the last try to do or to show something failed.
    problem: RwSignal<Option<AppError>>,
    /// Why it is not known how far the file is: forgotten as soon as it is.
    silence: RwSignal<Option<AppError>>,
    pub is_busy: RwSignal<bool>,
    toasts: Toasts,
}

impl Board {
    pub fn new(summary: ImportSummary, rows: ImportRows) -> Self {
        Self {
            id: summary.id,
            summary: RwSignal::new(summary),
            rows: RwSignal::new(rows.rows),
            has_more: RwSignal::new(rows.has_more),
            filter: RwSignal::new(None),
            problem: RwSignal::new(None),
            silence: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            toasts: use_toast(),
        }
    }

    pub fn state(self) -> ImportState {
        self.summary.with(|summary| summary.state)
    }

    pub fn is_over(self) -> bool {
        self.state().is_over()
    }

    pub fn trouble(self) -> Signal<Option<AppError>> {
        Signal::derive(move || self.problem.get().or_else(|| self.silence.get()))
    }

    /// Looks now and then while the file is on its way.
    pub fn follow(self) {
        let pace = Memo::new(move |_| match self.state() {
            ImportState::Filling | ImportState::Applying => Some(LOOK_EVERY),
            ImportState::Checked => Some(GLANCE_EVERY),
            ImportState::Done | ImportState::Cancelled => None,
        });
        Effect::new(move |_| {
            if let Some(pace) = pace.get() {
                poll(pace, async move || self.look().await);
            }
        });
    }

    /// Fetches how far it is, the rows that have arrived meanwhile, and at its end all of them. What is on screen stays
    /// when there is no answer.
    async fn look(self) {
        match find_import(self.id).await {
            Ok(summary) => {
                self.silence.try_set(None);
                let is_over = summary.state.is_over();
                // Two may look at once, a button and the clock: one of them tells the end.
                let was_over = self.summary.try_with_untracked(|known| known.state.is_over());
                let has_grown = self.summary.try_with_untracked(|known| {
                    known.state == ImportState::Filling && known.counts.total() < summary.counts.total()
                });
                let outcome = told(summary.counts, is_over);
                self.summary.try_set(summary);
                if is_over && was_over == Some(false) {
                    self.load().await;
                    self.toasts.announce(&t!("The import has ended: {outcome}.", outcome));
                } else if has_grown == Some(true) && self.has_more.try_get_untracked() == Some(false) {
                    self.fetch_more().await;
                }
            }
            Err(error) => drop(self.silence.try_set(Some(error))),
        }
    }

    pub fn choose(self, filter: Option<RowState>) {
        self.filter.set(filter);
        spawn_local(self.load());
    }

    /// The first rows of the filter.
    async fn load(self) {
        let Some(filter) = self.filter.try_get_untracked() else { return };
        let answer = list_import_rows(self.id, filter, None).await;
        // Another filter may have been chosen meanwhile.
        if self.filter.try_get_untracked() == Some(filter) {
            self.show(answer, true);
        }
    }

    pub fn load_more(self) {
        spawn_local(self.fetch_more());
    }

    /// The rows behind those on screen.
    async fn fetch_more(self) {
        let last = move || self.rows.try_with_untracked(|rows| rows.last().map(|row| row.line));
        let (Some(filter), Some(after)) = (self.filter.try_get_untracked(), last()) else { return };
        let answer = list_import_rows(self.id, filter, after).await;
        // Another filter may have been chosen meanwhile, or the same rows fetched twice.
        if self.filter.try_get_untracked() == Some(filter) && last() == Some(after) {
            self.show(answer, false);
        }
    }

    fn show(self, answer: Result<ImportRows, AppError>, is_first: bool) {
        match answer {
            Ok(ImportRows { rows, has_more }) => {
                self.rows.try_update(|shown| {
                    if is_first {
                        shown.clear();
                    }
                    shown.extend(rows);
                });
                self.has_more.try_set(has_more);
            }
            Err(error) => drop(self.problem.try_set(Some(error))),
        }
    }

    pub fn apply(self) {
        self.act(true);
    }

    pub fn cancel(self) {
        self.act(false);
    }

    fn act(self, is_apply: bool) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let done = if is_apply { apply_import(self.id).await } else { cancel_import(self.id).await };
            match done {
                Ok(()) => self.look().await,
                Err(error) => drop(self.problem.try_set(Some(error))),
            }
            self.is_busy.try_set(false);
        });
    }
}

//! A list on its way, as the page knows it, and how the page learns more.

use core::time::Duration;

use domain::invite_many::{BatchState, RowState};
use domain::live::{RoomEvent, Sequence};
use domain::{BatchId, RoomId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{BatchSummary, Results, RowResult, cancel_batch, find_batch, list_results};
use super::words::told;
use crate::browser::timers;
use crate::error::AppError;
use crate::language::said;
use crate::live::{Arrived, Stream, use_stream};
use crate::media::api::{RoomPage, find_room};
use crate::routes;
use crate::t;
use crate::ui::{Toasts, use_toast};

/// Events that come within this time are followed together: a long list is told of some hundred times.
const GATHER: Duration = Duration::from_millis(700);

#[derive(Clone, Copy)]
pub struct Board {
    room: RoomId,
    id: BatchId,
    pub summary: RwSignal<BatchSummary>,
    pub rows: RwSignal<Vec<RowResult>>,
    pub has_more: RwSignal<bool>,
    /// Only rows that have become this are shown.
    pub filter: RwSignal<Option<RowState>>,
    /// Whether mails leave this site, rather than being kept as files.
    pub mails_leave: RwSignal<bool>,
    is_due: StoredValue<bool>,
    toasts: Toasts,
}

impl Board {
    pub fn new(page: &RoomPage, summary: BatchSummary, results: Results) -> Self {
        Self {
            room: page.id,
            id: summary.id,
            summary: RwSignal::new(summary),
            rows: RwSignal::new(results.rows),
            has_more: RwSignal::new(results.has_more),
            filter: RwSignal::new(None),
            mails_leave: RwSignal::new(page.mails_leave),
            is_due: StoredValue::new(false),
            toasts: use_toast(),
        }
    }

    pub fn is_over(self) -> bool {
        self.summary.with(|summary| matches!(summary.state, BatchState::Done | BatchState::Cancelled))
    }

    /// Follows the list by the room's stream.
    pub fn follow(self, sequence: Sequence) {
        let room = self.room;
        let stream = StoredValue::new(None::<Stream>);
        let opened = use_stream(
            move |after| routes::watch_stream(room, after, None),
            sequence,
            move |arrived| match arrived {
                Arrived::Event { event: RoomEvent::BatchProgressed { batch, .. }, .. }
                    if batch == self.id =>
                {
                    self.look_soon();
                }
                Arrived::Event { event: RoomEvent::SettingsChanged, .. } => {
                    spawn_local(async move {
                        // Without an answer what is said stays.
                        if let Ok(page) = find_room(room).await {
                            self.mails_leave.try_set(page.mails_leave);
                        }
                    });
                }
                Arrived::Resync => {
                    let stream = stream.get_value();
                    spawn_local(async move {
                        // Without an answer the stream asks once more.
                        if let (Ok(page), Some(stream)) = (find_room(room).await, stream)
                            && !self.summary.is_disposed()
                        {
                            // From there on: what is fetched now holds all that was missed.
                            stream.restart(page.sequence);
                            self.mails_leave.set(page.mails_leave);
                            self.look_soon();
                        }
                    });
                }
                Arrived::Event { .. } | Arrived::Refused(_) | Arrived::Beat { .. } => {}
            },
        );
        stream.set_value(Some(opened));
    }

    fn look_soon(self) {
        if !self.is_due.get_value() {
            self.is_due.set_value(true);
            spawn_local(async move {
                timers::sleep(GATHER).await;
                // The page may be gone by now.
                if self.is_due.try_set_value(false).is_none() {
                    self.look().await;
                }
            });
        }
    }

    /// Fetches how far it is, and the rows that are shown. What is on screen stays when there is no answer.
    async fn look(self) {
        let is_over =
            |summary: &BatchSummary| matches!(summary.state, BatchState::Done | BatchState::Cancelled);
        let Some(was_over) = self.summary.try_with_untracked(is_over) else { return };
        match find_batch(self.room, self.id).await {
            Ok(summary) => drop(self.summary.try_set(summary)),
            Err(error) => return self.toasts.say(said(&error)),
        }
        self.load().await;
        let is_over = self.summary.try_with_untracked(|summary| {
            matches!(summary.state, BatchState::Done | BatchState::Cancelled).then(|| told(summary))
        });
        if let (false, Some(Some(outcome))) = (was_over, is_over) {
            self.toasts.announce(&t!("The list has ended: {outcome}.", outcome));
        }
    }

    pub fn choose(self, filter: Option<RowState>) {
        self.filter.set(filter);
        spawn_local(self.load());
    }

    /// The first rows of the filter.
    async fn load(self) {
        let Some(filter) = self.filter.try_get_untracked() else { return };
        let answer = list_results(self.id, filter, None).await;
        // Another filter may have been chosen meanwhile.
        if self.filter.try_get_untracked() == Some(filter) {
            self.show(answer, true);
        }
    }

    pub fn load_more(self) {
        let filter = self.filter.get_untracked();
        let last = self.rows.with_untracked(|rows| rows.last().map(|row| row.position));
        spawn_local(async move {
            let answer = list_results(self.id, filter, last).await;
            let is_next = self.rows.try_with_untracked(|rows| rows.last().map(|row| row.position) == last);
            if is_next == Some(true) {
                self.show(answer, false);
            }
        });
    }

    fn show(self, answer: Result<Results, AppError>, is_first: bool) {
        match answer {
            Ok(Results { rows, has_more }) => {
                self.rows.try_update(|shown| {
                    if is_first {
                        shown.clear();
                    }
                    shown.extend(rows);
                });
                self.has_more.try_set(has_more);
            }
            Err(error) => self.toasts.say(said(&error)),
        }
    }

    pub fn cancel(self) {
        spawn_local(async move {
            match cancel_batch(self.id).await {
                Ok(()) => {
                    self.toasts
                        .say(t!("The list has been cancelled. Who was invited by then stays invited."));
                }
                Err(error) => self.toasts.say(said(&error)),
            }
            self.look().await;
        });
    }
}

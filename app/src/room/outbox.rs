//! What the reader does in the room, on its way to the server: one after another, each once.
//!
//! A command keeps the id it was given, so that it may be sent again when nobody knows whether it has arrived. What
//! was written while the connection is lost stays here and goes out when it is back.

use core::time::Duration;

use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::{CommandId, InvitationId, RoomId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::run_command;
use crate::browser::random::random_bits;
use crate::browser::timers::{chance, sleep};
use crate::error::AppError;
use crate::language::said;
use crate::ui::{Toasts, use_toast};

/// The longest pause before the server is asked again.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// Where a command is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    Sending,
    /// The server could not be reached; it will be tried again.
    Waiting,
    /// Done by this event, which the page has not seen yet.
    Done(Sequence),
    /// The server will not do it.
    Failed(AppError),
}

/// A command on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub id: CommandId,
    pub command: RoomCommand,
    pub progress: Progress,
}

/// The commands of one page.
#[derive(Clone, Copy)]
pub struct Outbox {
    room: RoomId,
    invitation: Option<InvitationId>,
    pub pending: RwSignal<Vec<Pending>>,
    is_working: StoredValue<bool>,
    /// The last event the page has seen.
    seen: StoredValue<Sequence>,
    toasts: Toasts,
}

impl Outbox {
    pub fn new(room: RoomId, invitation: Option<InvitationId>) -> Self {
        Self {
            room,
            invitation,
            pending: RwSignal::new(Vec::new()),
            is_working: StoredValue::new(false),
            seen: StoredValue::new(0),
            toasts: use_toast(),
        }
    }

    /// Where a command is; `None` when it has arrived or was given up.
    pub fn progress(self, id: CommandId) -> Option<Progress> {
        self.pending
            .with(|pending| pending.iter().find(|known| known.id == id).map(|known| known.progress.clone()))
    }

    /// Does something, after all that has been asked before.
    pub fn send(self, command: RoomCommand) {
        self.send_as(command);
    }

    /// As [`Outbox::send`]; answers the id by which its progress can be asked for.
    pub fn send_as(self, command: RoomCommand) -> CommandId {
        let id = CommandId::from_bits(random_bits());
        self.pending.update(|pending| pending.push(Pending { id, command, progress: Progress::Sending }));
        self.work();
        id
    }

    /// Tries a command again that has failed.
    pub fn try_again(self, id: CommandId) {
        self.set(id, Progress::Sending);
        self.work();
    }

    /// Gives a command up, or knows that it has arrived.
    pub fn forget(self, id: CommandId) {
        if self.pending.with_untracked(|pending| pending.iter().any(|known| known.id == id)) {
            self.pending.update(|pending| pending.retain(|known| known.id != id));
        }
    }

    /// The page has seen all events up to this one: commands done by them are on the screen.
    pub fn settle(self, sequence: Sequence) {
        self.seen.update_value(|seen| *seen = sequence.max(*seen));
        let is_seen = |known: &Pending| matches!(known.progress, Progress::Done(done) if done <= sequence);
        if self.pending.with_untracked(|pending| pending.iter().any(is_seen)) {
            self.pending.update(|pending| pending.retain(|known| !is_seen(known)));
        }
    }

    fn work(self) {
        if self.is_working.get_value() {
            return;
        }
        self.is_working.set_value(true);
        spawn_local(async move {
            while let Some(next) = self.next() {
                self.send_one(next).await;
            }
            self.is_working.try_set_value(false);
        });
    }

    /// The next command to send; `None` too when the page has gone.
    fn next(self) -> Option<Pending> {
        let is_open = |known: &&Pending| matches!(known.progress, Progress::Sending | Progress::Waiting);
        self.pending.try_with_untracked(|pending| pending.iter().find(is_open).cloned()).flatten()
    }

    async fn send_one(self, next: Pending) {
        let mut pause = Duration::from_secs(1);
        loop {
            let answer = run_command(self.room, self.invitation, next.id, next.command.clone()).await;
            match answer {
                Ok(sequence) => return self.done(next.id, sequence),
                Err(AppError::Unreachable | AppError::NotSaved | AppError::TooMany { .. }) => {
                    self.set(next.id, Progress::Waiting);
                    sleep(pause.mul_f64(0.5 + chance())).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                Err(error) => return self.failed(&next, error),
            }
            // Given up, or the page has gone.
            if self.next().is_none_or(|still| still.id != next.id) {
                return;
            }
        }
    }

    fn done(self, id: CommandId, sequence: Sequence) {
        if self.seen.try_get_value().is_none_or(|seen| sequence <= seen) {
            self.forget(id);
        } else {
            self.set(id, Progress::Done(sequence));
        }
    }

    /// What was written stays on the screen; all else is told and gone.
    fn failed(self, failed: &Pending, error: AppError) {
        if failed.command.is_written() {
            self.set(failed.id, Progress::Failed(error));
        } else {
            self.toasts.say(said(&error));
            self.forget(failed.id);
        }
    }

    fn set(self, id: CommandId, progress: Progress) {
        self.pending.try_update(|pending| {
            if let Some(known) = pending.iter_mut().find(|known| known.id == id) {
                known.progress = progress;
            }
        });
    }
}

//! How far a list is.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::say;
use crate::words::words;

/// How a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// Its rows are being sent to the server.
    Filling,
    /// Its people are being invited.
    Running,
    /// Every row has its result.
    Done,
    /// A host has stopped it. What was done by then stays.
    Cancelled,
}

words!(BatchState { Filling => "filling", Running => "running", Done => "done", Cancelled => "cancelled" });

/// What has become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    Waiting,
    /// Has an invitation that was not there before.
    Invited,
    /// Has an invitation that was there and has changed, or works again.
    Updated,
    /// Was invited already, and nothing has changed.
    Unchanged,
    Failed,
}

words!(RowState {
    Waiting => "waiting", Invited => "invited", Updated => "updated", Unchanged => "unchanged", Failed => "failed",
});

/// How many rows have become what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub invited: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub failed: u32,
}

impl Counts {
    /// Counts one more result. A row that still waits has none.
    pub const fn add(&mut self, state: RowState) {
        match state {
            RowState::Waiting => {}
            RowState::Invited => self.invited += 1,
            RowState::Updated => self.updated += 1,
            RowState::Unchanged => self.unchanged += 1,
            RowState::Failed => self.failed += 1,
        }
    }

    /// Rows that have their result.
    pub const fn done(self) -> u32 {
        self.invited + self.updated + self.unchanged + self.failed
    }
}

/// Rows between two looks of pages that show all invitations.
const LOOK_EVERY: u32 = 500;

/// How far a list is, as pages that watch it are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub state: BatchState,
    /// Rows that have their result, the failed ones among them.
    pub done: u32,
    pub failed: u32,
    pub total: u32,
}

impl Progress {
    /// Whether a page that shows all invitations looks again: at the end, and now and then on the way, since each look costs
    /// as much as there are invitations.
    pub const fn is_worth_a_look(self) -> bool {
        !matches!(self.state, BatchState::Running) || self.done.is_multiple_of(LOOK_EVERY)
    }

    /// Rows without a result.
    pub const fn left(self) -> u32 {
        self.total.saturating_sub(self.done)
    }
}

/// Why something cannot be done with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchDenied {
    Empty,
    TooMany,
    OtherIsRunning,
    Incomplete,
    Started,
    Ended,
}

impl Say for BatchDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("There is nobody in this list. Add an address."),
            Self::TooMany => {
                say!("A list has at most 10,000 people. Invite these in two lists, one after the other.")
            }
            Self::OtherIsRunning => {
                say!("Another list is on its way to this room. Wait until it is done, or cancel it.")
            }
            Self::Incomplete => say!("Part of the list has not arrived. Send it again."),
            Self::Started => say!("This list has been started already. Changes belong into a new one."),
            Self::Ended => say!("This list has ended."),
        }
    }
}

says_english!(BatchDenied);

//! Lists of people who are invited together: what a row says, what is wrong with it, and what becomes of it.
//!
//! A *batch* is such a list on its way. Its rows are carried out in groups, each of them whole or not at all.

mod columns;
mod progress;
mod row;

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::invitation::{Invitation, InvitedAgain};
use crate::name::PersonName;
use crate::role::Role;
use crate::time::Timestamp;
use crate::words::words;

pub use columns::{Columns, ReadRow};
pub use progress::{BatchDenied, BatchState, Counts, Progress, RowState};
pub use row::{GivenRow, RowProblem, address_key, repeats};

/// People in one list.
pub const MAX_ROWS: usize = 10_000;

/// Rows that are sent to the server at once.
pub const MAX_CHUNK: usize = 500;

/// Rows that are carried out in one transaction: whoever else writes waits for so many at most.
pub const GROUP: u32 = 25;

/// How long a list that was not started is kept.
pub const UNSTARTED_KEPT: Duration = Duration::from_hours(24);

/// How long it can be read what has become of a list: its rows hold names and addresses.
pub const ENDED_KEPT: Duration = Duration::from_hours(30 * 24);

/// What is done about people in the list who are invited already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfKnown {
    /// Their invitation stays as it is.
    #[default]
    Keep,
    /// Their invitation gets the name and the type of the list.
    Update,
}

words!(IfKnown { Keep => "keep", Update => "update" });

impl IfKnown {
    /// Whether an invitation that is there is changed to this name and type. One that does not work any more comes back in
    /// any case, as when somebody is invited alone.
    pub fn changes(self, there: &Invitation, name: &PersonName, role: Role, now: Timestamp) -> bool {
        match there.invited_again(now) {
            InvitedAgain::ComesBack | InvitedAgain::Renewed => true,
            InvitedAgain::Changed => self == Self::Update && (there.name != *name || there.role != role),
        }
    }
}

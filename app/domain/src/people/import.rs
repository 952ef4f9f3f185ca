//! People from a file: what a row says, what is wrong with it, and what becomes of it.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use super::change::{PersonDenied, PlaceChange, SitePlace, may_change};
use crate::email::{EmailAddress, EmailProblem};
use crate::ids::PersonId;
use crate::invite_many::IfKnown;
use crate::language::{Say, Sentence, says_english};
use crate::name::{NamePart, NameProblem, PersonName};
use crate::role::ApplicationRole;
use crate::say;
use crate::words::words;

/// Rows of one file on the page; larger ones go through `greenroom user import`.
pub const MAX_ROWS: u32 = 200_000;

/// Octets of one file on the page.
pub const MAX_OCTETS: u32 = 32 * 1024 * 1024;

/// Octets of text that are sent to the server at once, and read in one transaction: a thousand people or so.
pub const CHUNK: usize = 64 * 1024;

/// Octets that one row may have: a quotation mark that is never closed must not take the whole file into one.
pub const LONGEST_ROW: usize = 32 * 1024;

/// Rows that are carried out in one transaction: whoever else writes waits for so many at most.
pub const GROUP: u32 = 250;

/// How long a file that was not applied is kept.
pub const UNAPPLIED_KEPT: Duration = Duration::from_hours(24);

/// How long it can be read what has become of a file: its rows hold names and addresses.
pub const ENDED_KEPT: Duration = Duration::from_hours(30 * 24);

/// A person as a row has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedPerson {
    pub email: EmailAddress,
    pub name: PersonName,
    /// `None` leaves the role of somebody who is known already.
    pub role: Option<ApplicationRole>,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowProblem {
    NotUtf8,
    TooShort { found: usize, needed: usize },
    Email(EmailProblem),
    FirstName(NameProblem),
    LastName(NameProblem),
    Role,
    Repeated { first: u64 },
    Endless,
    Denied(PersonDenied),
    Internal,
}

impl Say for RowProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::NotUtf8 => say!("This is not UTF-8 text. Save the file as UTF-8."),
            Self::TooShort { found, needed } => {
                say!("This row has only {found} of {needed} columns.", found = *found, needed = *needed)
            }
            Self::Email(problem) => problem.say(),
            Self::FirstName(problem) => say!("First name: {problem}", problem = problem.say()),
            Self::LastName(problem) => say!("Last name: {problem}", problem = problem.say()),
            Self::Role => {
                say!("Write viewer, private_only, admin or unmoderated_admin as the role, or nothing.")
            }
            Self::Repeated { first } => say!("The address is on line {first} already.", first = *first),
            Self::Endless => say!(
                "This row does not end: a quotation mark in it is not closed. What follows was not read."
            ),
            Self::Denied(why) => why.say(),
            Self::Internal => say!("Something went wrong on our side with this row. Import it again."),
        }
    }
}

says_english!(RowProblem);

/// A row as it is written: nothing of it need be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenRow {
    pub email: String,
    pub first: String,
    pub last: String,
    pub role: String,
}

impl WrittenRow {
    /// The person whom the row means. A domain that is not ASCII goes through `to_ascii`, as in
    /// [`EmailAddress::parse_with`].
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn read(
        &self,
        to_ascii: impl FnOnce(&str) -> Result<String, EmailProblem>,
    ) -> Result<ImportedPerson, RowProblem> {
        let email = EmailAddress::parse_with(&self.email, to_ascii).map_err(RowProblem::Email)?;
        let name = PersonName::parse(&self.first, &self.last).map_err(|(part, problem)| match part {
            NamePart::First => RowProblem::FirstName(problem),
            NamePart::Last => RowProblem::LastName(problem),
        })?;
        let role = match self.role.trim() {
            "" => None,
            typed => Some(role_of(typed).ok_or(RowProblem::Role)?),
        };
        Ok(ImportedPerson { email, name, role })
    }
}

/// The role of this word or name, in whatever letters: `private_only`, `Private only`.
pub fn role_of(typed: &str) -> Option<ApplicationRole> {
    let word = typed.trim().to_lowercase().replace([' ', '-'], "_");
    let is_meant = |role: &&ApplicationRole| {
        role.word() == word || role.to_string().to_lowercase().replace(' ', "_") == word
    };
    ApplicationRole::ALL.iter().find(is_meant).copied()
}

/// What becomes of a row: what the dry run says, and then what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// Not in the directory yet.
    ToAdd,
    /// In the directory, with another name or role.
    ToChange,
    /// In the directory, and nothing would change.
    ToKeep,
    /// Cannot be imported.
    Refused,
    Added,
    Changed,
    Unchanged,
}

words!(RowState {
    ToAdd => "to_add", ToChange => "to_change", ToKeep => "to_keep", Refused => "refused",
    Added => "added", Changed => "changed", Unchanged => "unchanged",
});

impl RowState {
    /// What it is once it is done.
    #[must_use]
    pub const fn done(self) -> Self {
        match self {
            Self::ToAdd => Self::Added,
            Self::ToChange => Self::Changed,
            Self::ToKeep => Self::Unchanged,
            other => other,
        }
    }
}

/// How many rows have become what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub to_add: u32,
    pub to_change: u32,
    pub to_keep: u32,
    pub refused: u32,
    pub added: u32,
    pub changed: u32,
    pub unchanged: u32,
}

impl Counts {
    pub const fn of(self, state: RowState) -> u32 {
        match state {
            RowState::ToAdd => self.to_add,
            RowState::ToChange => self.to_change,
            RowState::ToKeep => self.to_keep,
            RowState::Refused => self.refused,
            RowState::Added => self.added,
            RowState::Changed => self.changed,
            RowState::Unchanged => self.unchanged,
        }
    }

    /// Notes that `count` rows are in this state.
    pub const fn set(&mut self, state: RowState, count: u32) {
        match state {
            RowState::ToAdd => self.to_add = count,
            RowState::ToChange => self.to_change = count,
            RowState::ToKeep => self.to_keep = count,
            RowState::Refused => self.refused = count,
            RowState::Added => self.added = count,
            RowState::Changed => self.changed = count,
            RowState::Unchanged => self.unchanged = count,
        }
    }

    pub const fn total(self) -> u32 {
        self.left() + self.refused + self.done()
    }

    /// Rows about which something is still to be done.
    pub const fn left(self) -> u32 {
        self.to_add + self.to_change + self.to_keep
    }

    /// Rows that have been carried out.
    pub const fn done(self) -> u32 {
        self.added + self.changed + self.unchanged
    }
}

/// How a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Its text is being sent to the server.
    Filling,
    /// All of it has been looked at; nothing is in the directory yet.
    Checked,
    /// Its people are being put into the directory.
    Applying,
    Done,
    /// An administrator has stopped it. What was done by then stays.
    Cancelled,
}

words!(ImportState {
    Filling => "filling", Checked => "checked", Applying => "applying", Done => "done", Cancelled => "cancelled",
});

impl ImportState {
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }

    /// Whether its rows tell what would be done, and nothing has been.
    pub const fn is_dry_run(self) -> bool {
        matches!(self, Self::Filling | Self::Checked)
    }

    /// Whether the part at `place` is to be read now, when `parts` have been: one that has arrived already is not.
    ///
    /// # Errors
    /// When all has been read, or a part before this one is missing.
    pub const fn takes_part(self, place: u32, parts: u32) -> Result<bool, ImportDenied> {
        match self {
            _ if place < parts => Ok(false),
            Self::Filling if place == parts => Ok(true),
            Self::Filling => Err(ImportDenied::Incomplete),
            Self::Checked | Self::Applying | Self::Done | Self::Cancelled => Err(ImportDenied::Started),
        }
    }

    /// Whether starting it changes anything: not once more.
    ///
    /// # Errors
    /// When it has not been looked at whole, or was stopped.
    pub const fn starts(self) -> Result<bool, ImportDenied> {
        match self {
            Self::Checked => Ok(true),
            Self::Applying | Self::Done => Ok(false),
            Self::Filling => Err(ImportDenied::Incomplete),
            Self::Cancelled => Err(ImportDenied::Ended),
        }
    }

    /// Whether stopping it changes anything: not once more.
    ///
    /// # Errors
    /// When all of it is done.
    pub const fn stops(self) -> Result<bool, ImportDenied> {
        match self {
            Self::Filling | Self::Checked | Self::Applying => Ok(true),
            Self::Cancelled => Ok(false),
            Self::Done => Err(ImportDenied::Ended),
        }
    }
}

/// Whether somebody may send parts of a file: only whoever has begun it.
pub fn may_fill(begun_by: Option<PersonId>, me: PersonId) -> bool {
    begun_by == Some(me)
}

/// Whether somebody may start a file, whoever has sent it: whoever runs the site, now.
pub fn may_apply(me: SitePlace) -> bool {
    me.administers()
}

/// For whom a file is carried out, by what they are and under their name: for whoever has started it. Before that, and
/// where it was not noted, for whoever has sent it.
pub fn carried_out_for(applied_by: Option<PersonId>, sent_by: Option<PersonId>) -> Option<PersonId> {
    applied_by.or(sent_by)
}

/// Why something cannot be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportDenied {
    Empty,
    TooMany,
    Incomplete,
    Started,
    Ended,
}

impl Say for ImportDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("There is nobody in this file."),
            Self::TooMany => say!(
                "A file has at most 200,000 rows here. Import a larger one on the server: greenroom user import"
            ),
            Self::Incomplete => say!("Part of the file has not arrived. Choose it again."),
            Self::Started => say!("This file has been looked at already. Choose it again to start over."),
            Self::Ended => say!("This import has ended."),
        }
    }
}

says_english!(ImportDenied);

/// Somebody who is in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub name: PersonName,
    pub place: SitePlace,
    /// Whoever imports the file.
    pub is_self: bool,
}

/// What a row means for the directory as it is. `by` is what whoever imports it is on the site.
///
/// # Errors
/// When the row would change somebody as nobody may.
pub fn weigh(
    row: &ImportedPerson,
    known: Option<&Known>,
    if_known: IfKnown,
    by: SitePlace,
) -> Result<RowState, RowProblem> {
    let Some(known) = known else {
        let place = SitePlace { role: row.role.unwrap_or(ApplicationRole::Viewer), is_active: true };
        let change = PlaceChange { before: place, after: place, by, is_own: false };
        return may_change(change).map(|()| RowState::ToAdd).map_err(RowProblem::Denied);
    };
    let after = SitePlace { role: row.role.unwrap_or(known.place.role), ..known.place };
    if if_known == IfKnown::Keep || (known.name == row.name && after == known.place) {
        return Ok(RowState::ToKeep);
    }
    let change = PlaceChange { before: known.place, after, by, is_own: known.is_self };
    may_change(change).map(|()| RowState::ToChange).map_err(RowProblem::Denied)
}

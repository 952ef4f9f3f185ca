//! A guest link as a host types it, and what is wrong with that.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence};
use crate::plain_text::{is_forbidden_in_line, tidy_line};
use crate::say;
use crate::time::Timestamp;
use crate::words::words;

/// Characters in a link's name.
pub const MAX_NAME: usize = 60;
const MOST_ENTRIES: u32 = 100_000;
const MOST_DAYS: u32 = 365;

/// What a host types to make a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestLinkForm {
    pub name: String,
    /// How many may come by it; empty is any number.
    #[serde(default)]
    pub entries: String,
    /// In how many days it ends; empty is never.
    #[serde(default)]
    pub days: String,
}

/// A link that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGuestLink {
    pub name: String,
    pub most_entries: Option<u32>,
    pub ends_at: Option<Timestamp>,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GuestLinkField {
    Name,
    Entries,
    Days,
}

words!(GuestLinkField { Name => "name", Entries => "entries", Days => "days" });

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestLinkProblem {
    NameMissing,
    NameTooLong,
    Control,
    /// It must be empty, or a whole number from 1 to this.
    NotANumber(u32),
}

impl Say for GuestLinkProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::NameMissing => say!("Give the link a name, to tell it from others."),
            Self::NameTooLong => say!("A name has at most {most} characters.", most = MAX_NAME),
            Self::Control => {
                say!("The text holds an invisible character. Type it instead of pasting it.")
            }
            Self::NotANumber(most) => {
                say!("Enter a whole number from 1 to {most}, or leave it empty.", most = *most)
            }
        }
    }
}

impl GuestLinkForm {
    /// The link that is typed; days are counted from `now`.
    ///
    /// # Errors
    /// Each field that cannot be read, in the order of the form.
    pub fn read(&self, now: Timestamp) -> Result<NewGuestLink, Vec<(GuestLinkField, GuestLinkProblem)>> {
        let name = read_name(&self.name);
        let entries = read_number(&self.entries, MOST_ENTRIES);
        let days = read_number(&self.days, MOST_DAYS);
        match (name, entries, days) {
            (Ok(name), Ok(most_entries), Ok(days)) => Ok(NewGuestLink {
                name,
                most_entries,
                ends_at: days.map(|days| now + Duration::from_hours(24 * u64::from(days))),
            }),
            (name, entries, days) => Err([
                (GuestLinkField::Name, name.err()),
                (GuestLinkField::Entries, entries.err()),
                (GuestLinkField::Days, days.err()),
            ]
            .into_iter()
            .filter_map(|(field, problem)| Some((field, problem?)))
            .collect()),
        }
    }
}

fn read_name(typed: &str) -> Result<String, GuestLinkProblem> {
    if typed.chars().any(is_forbidden_in_line) {
        return Err(GuestLinkProblem::Control);
    }
    let name = tidy_line(typed);
    if name.is_empty() {
        Err(GuestLinkProblem::NameMissing)
    } else if name.chars().count() > MAX_NAME {
        Err(GuestLinkProblem::NameTooLong)
    } else {
        Ok(name)
    }
}

fn read_number(typed: &str, most: u32) -> Result<Option<u32>, GuestLinkProblem> {
    match typed.trim() {
        "" => Ok(None),
        typed => {
            let read = typed.parse().ok().filter(|number| (1..=most).contains(number));
            read.map(Some).ok_or(GuestLinkProblem::NotANumber(most))
        }
    }
}

//! Names of people.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_line, tidy_line};
use crate::say;

/// Characters in a first or a last name.
pub const MAX_LENGTH: usize = 100;

/// First and last name, both required (the user guide says so).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct PersonName {
    first: String,
    last: String,
}

/// A name off the wire, which may hold anything.
#[derive(Deserialize)]
struct Unchecked {
    first: String,
    last: String,
}

impl TryFrom<Unchecked> for PersonName {
    type Error = NameProblem;

    fn try_from(name: Unchecked) -> Result<Self, NameProblem> {
        Self::parse(&name.first, &name.last).map_err(|(_, problem)| problem)
    }
}

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameProblem {
    Empty,
    TooLong,
    Control,
}

impl Say for NameProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("Enter a name."),
            Self::TooLong => say!("A name has at most 100 characters."),
            Self::Control => say!("The name holds an invisible character. Type it instead of pasting it."),
        }
    }
}

says_english!(NameProblem);

impl PersonName {
    /// Reads both names; inner white space becomes single spaces.
    ///
    /// # Errors
    /// The problem of the first name, else of the last name, with which of the two it is.
    pub fn parse(first: &str, last: &str) -> Result<Self, (NamePart, NameProblem)> {
        Ok(Self {
            first: parse_part(first).map_err(|problem| (NamePart::First, problem))?,
            last: parse_part(last).map_err(|problem| (NamePart::Last, problem))?,
        })
    }

    pub fn first(&self) -> &str {
        &self.first
    }

    pub fn last(&self) -> &str {
        &self.last
    }

    /// Up to two letters that stand for the person where a picture would.
    pub fn initials(&self) -> String {
        [&self.first, &self.last].into_iter().filter_map(|part| part.chars().next()).collect()
    }
}

/// Which of the two names is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePart {
    First,
    Last,
}

/// Reads one name.
///
/// # Errors
/// What is wrong with it.
pub fn parse_part(typed: &str) -> Result<String, NameProblem> {
    if typed.chars().any(is_forbidden_in_line) {
        return Err(NameProblem::Control);
    }
    let name = tidy_line(typed);
    if name.is_empty() {
        Err(NameProblem::Empty)
    } else if name.chars().count() > MAX_LENGTH {
        Err(NameProblem::TooLong)
    } else {
        Ok(name)
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.first, self.last)
    }
}

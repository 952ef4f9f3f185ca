//! Groups of people, made by an administrator to name many at once.

use serde::{Deserialize, Serialize};

use super::search_key;
use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_line, tidy_line};
use crate::say;

/// Groups of one site.
pub const MOST_GROUPS: u32 = 500;

/// Characters in the name of a group.
pub const MAX_NAME: usize = 60;

/// What a group is called. Two groups are called the same when their keys are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GroupName(String);

/// Why a group cannot be called like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupProblem {
    Empty,
    TooLong,
    Control,
    Taken,
    TooMany,
}

impl Say for GroupProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("Enter a name for the group."),
            Self::TooLong => say!("The name of a group has at most 60 characters."),
            Self::Control => say!("The name holds an invisible character. Type it instead of pasting it."),
            Self::Taken => say!("Another group has this name. Choose another one."),
            Self::TooMany => say!("There are 500 groups already. Delete one that nobody needs first."),
        }
    }
}

says_english!(GroupProblem);

impl GroupName {
    /// Reads a name; inner white space becomes single spaces.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, GroupProblem> {
        if typed.chars().any(is_forbidden_in_line) {
            return Err(GroupProblem::Control);
        }
        let name = tidy_line(typed);
        if name.is_empty() || search_key(&name).is_empty() {
            Err(GroupProblem::Empty)
        } else if name.chars().count() > MAX_NAME {
            Err(GroupProblem::TooLong)
        } else {
            Ok(Self(name))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its name holds every word of a query, as typed.
    pub fn is_found_by(&self, query: &str) -> bool {
        let key = self.key();
        search_key(query).split(' ').all(|word| key.contains(word))
    }

    /// By which groups are told apart: `Staff`, `staff` and `STAFF` are one name.
    pub fn key(&self) -> String {
        search_key(&self.0)
    }
}

impl core::fmt::Display for GroupName {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::str::FromStr for GroupName {
    type Err = GroupProblem;

    fn from_str(typed: &str) -> Result<Self, GroupProblem> {
        Self::parse(typed)
    }
}

impl TryFrom<String> for GroupName {
    type Error = GroupProblem;

    fn try_from(typed: String) -> Result<Self, GroupProblem> {
        Self::parse(&typed)
    }
}

impl From<GroupName> for String {
    fn from(name: GroupName) -> Self {
        name.0
    }
}

//! Addresses with a tag, as in `name+tag@example.org`.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence};
use crate::say;
use crate::words::words;

/// What is done about addresses with a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlusRule {
    /// They are addresses like all others: `name+tag` is somebody else than `name`.
    #[default]
    Allowed,
    /// The tag makes nobody somebody else: who is invited at `name+tag` may name `name`, and is invited once.
    SamePerson,
    /// They can neither be invited nor be let in.
    Refused,
}

words!(PlusRule { Allowed => "allowed", SamePerson => "same_person", Refused => "refused" });

impl Say for PlusRule {
    fn say(&self) -> Sentence {
        match self {
            Self::Allowed => say!("Allowed as they are"),
            Self::SamePerson => say!("The same person as without the tag"),
            Self::Refused => say!("Refused"),
        }
    }
}

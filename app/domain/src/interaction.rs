//! Interactions: what those who initiate them ask or announce, and what everybody answers.
//!
//! An interaction is named by its number: the place in the room's log of the event that drafted it.

mod answer;
mod choices;
mod content;
mod denied;
mod event;
mod state;
mod tally;

use serde::{Deserialize, Serialize};

use crate::role::Permission;
use crate::words::words;

pub use answer::{Answer, AnswerProblem, MAX_ANSWER, check_answer};
pub use choices::Choices;
pub use content::{Content, ContentProblem, Kind, MAX_OPTION, MAX_PROMPT, OPTIONS, RATINGS, vote_labels};
pub use denied::InteractionDenied;
pub use event::{InteractionCommand, InteractionEvent};
pub use state::{Draft, Interaction, InteractionsState};
pub use tally::{MAX_TEXTS, Tally, TextAnswer};

/// Interactions that a room keeps, drafts included: a page starts with all of them.
pub const MAX_IN_ROOM: usize = 200;

/// How far an interaction has come. It never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Known to those who initiate.
    Draft,
    Open,
    /// Answers do not change any more; the right ones are known to all.
    Closed,
}

words!(Phase { Draft => "draft", Open => "open", Closed => "closed" });

impl Phase {
    /// What somebody must be able to do to know of an interaction at this phase.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Draft => Permission::InitiateInteractions,
            Self::Open | Self::Closed => Permission::AnswerInteractions,
        }
    }

    /// Whether its words may be changed: nobody's answer may come to stand under another question.
    ///
    /// # Errors
    /// That it is published.
    pub const fn may_edit(self) -> Result<(), InteractionDenied> {
        match self {
            Self::Draft => Ok(()),
            Self::Open | Self::Closed => Err(InteractionDenied::Published),
        }
    }

    /// Whether what belongs to a published interaction that takes answers may be done to it: closing and sharing.
    ///
    /// # Errors
    /// That it is a draft, or that there is nothing to answer.
    pub const fn may_have_results(self, kind: Kind) -> Result<(), InteractionDenied> {
        match self {
            Self::Draft => Err(InteractionDenied::NotPublished),
            Self::Open | Self::Closed if !kind.takes_answers() => Err(InteractionDenied::NoAnswers),
            Self::Open | Self::Closed => Ok(()),
        }
    }

    /// Whether answers are taken.
    ///
    /// # Errors
    /// That it is a draft or closed, or that there is nothing to answer.
    pub const fn may_answer(self, kind: Kind) -> Result<(), InteractionDenied> {
        match self {
            Self::Closed => Err(InteractionDenied::Closed),
            Self::Draft | Self::Open => self.may_have_results(kind),
        }
    }

    /// Whether everybody knows which answers are right.
    pub const fn reveals_right(self) -> bool {
        matches!(self, Self::Closed)
    }
}

//! Why something is not done to an interaction.

use serde::{Deserialize, Serialize};

use super::{AnswerProblem, ContentProblem};
use crate::language::{Say, Sentence, says_english};
use crate::say;

/// Why a command about an interaction is not carried out, where the role is not the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InteractionDenied {
    Published,
    NotPublished,
    Closed,
    NoAnswers,
    TooMany,
    Content(ContentProblem),
    Answer(AnswerProblem),
}

impl Say for InteractionDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::Published => {
                say!("This is published already and cannot be edited. Delete it, or start a new one.")
            }
            Self::NotPublished => say!("This is not published yet."),
            Self::Closed => say!("This is closed: answers do not change any more."),
            Self::NoAnswers => say!("An announcement has no answers."),
            Self::TooMany => say!("This room holds 200 interactions already. Delete some that are over."),
            Self::Content(problem) => problem.say(),
            Self::Answer(problem) => problem.say(),
        }
    }
}

says_english!(InteractionDenied);

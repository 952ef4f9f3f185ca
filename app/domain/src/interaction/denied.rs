//! Why something is not done to an interaction.

use serde::{Deserialize, Serialize};

use super::{AnswerProblem, ContentProblem};

/// Why a command about an interaction is not carried out, where the role is not the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum InteractionDenied {
    #[error("This is published already and cannot be edited. Delete it, or start a new one.")]
    Published,
    #[error("This is not published yet.")]
    NotPublished,
    #[error("This is closed: answers do not change any more.")]
    Closed,
    #[error("An announcement has no answers.")]
    NoAnswers,
    #[error("This room holds 200 interactions already. Delete some that are over.")]
    TooMany,
    #[error("{0}")]
    Content(ContentProblem),
    #[error("{0}")]
    Answer(AnswerProblem),
}

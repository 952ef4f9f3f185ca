//! What people do about questions.

use serde::{Deserialize, Serialize};

use super::{AskingPolicy, Visibility};
use crate::live::Sequence;
use crate::role::Permission;

/// What somebody does about a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum QuestionCommand {
    Ask {
        text: String,
        visibility: Visibility,
    },
    /// Takes back a question of one's own that nobody has answered.
    Withdraw {
        question: Sequence,
    },
    /// Votes for it, or takes that back.
    Vote {
        question: Sequence,
        is_voted: bool,
    },
    /// Answers in writing. A public answer to a private question makes the question public.
    Answer {
        question: Sequence,
        text: String,
        visibility: Visibility,
    },
    /// Says that it has been answered, as by a word on the stage.
    MarkAnswered {
        question: Sequence,
    },
    Dismiss {
        question: Sequence,
    },
    /// Takes back the dismissal, or that it has been answered.
    Reopen {
        question: Sequence,
    },
    /// Decides how questions may be asked from now on.
    SetPolicy {
        policy: AskingPolicy,
    },
}

impl QuestionCommand {
    /// All that a role must allow for this command.
    pub fn permissions(&self) -> Vec<Permission> {
        match self {
            Self::Ask { visibility: Visibility::Private, .. } | Self::Withdraw { .. } => {
                vec![Permission::AskPrivately]
            }
            Self::Ask { visibility: Visibility::Public, .. } | Self::Vote { .. } => {
                vec![Permission::Questions]
            }
            Self::Answer { .. } | Self::MarkAnswered { .. } | Self::Dismiss { .. } | Self::Reopen { .. } => {
                vec![Permission::Questions, Permission::AnswerQuestions]
            }
            Self::SetPolicy { .. } => vec![Permission::HostSession],
        }
    }

    /// The question it is about; `None` when there is none yet.
    pub const fn question(&self) -> Option<Sequence> {
        match self {
            Self::Ask { .. } | Self::SetPolicy { .. } => None,
            Self::Withdraw { question }
            | Self::Vote { question, .. }
            | Self::Answer { question, .. }
            | Self::MarkAnswered { question }
            | Self::Dismiss { question }
            | Self::Reopen { question } => Some(*question),
        }
    }

    /// Whether it carries words that somebody wrote and must not lose.
    pub const fn is_written(&self) -> bool {
        matches!(self, Self::Ask { .. } | Self::Answer { .. })
    }
}

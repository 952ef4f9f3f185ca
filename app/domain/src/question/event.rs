//! What happens to questions, and who may learn of it.

use serde::{Deserialize, Serialize};

use super::{Answer, AskingPolicy, Question, QuestionState, Visibility, is_for_all};
use crate::ids::{CommandId, ParticipantId};
use crate::live::{Reader, Sequence};
use crate::role::Permission;

/// Something that happened to questions. What only some may know is an event of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum QuestionEvent {
    /// The question's number is the event's sequence; `command` tells the page that sent it which of its own it is.
    Asked {
        question: Question,
        command: CommandId,
    },
    /// Comes into everybody's sight, whole but for what is private: a private question by a public answer, a
    /// dismissed one by being reopened.
    Published {
        question: Question,
    },
    /// Goes out of the sight of those who neither ask nor answer.
    Hidden {
        question: Sequence,
        asker: ParticipantId,
    },
    StateChanged {
        question: Sequence,
        asker: ParticipantId,
        visibility: Visibility,
        state: QuestionState,
    },
    /// The answer's number is the event's sequence. The question is answered by it.
    Answered {
        question: Sequence,
        asker: ParticipantId,
        answer: Answer,
        command: CommandId,
    },
    /// All votes for a question, whoever they are from.
    VotesChanged {
        question: Sequence,
        votes: u32,
    },
    /// Tells somebody of their own vote.
    Voted {
        question: Sequence,
        by: ParticipantId,
        is_voted: bool,
    },
    /// The asker has taken it back; what it said is nowhere any more.
    Withdrawn {
        question: Sequence,
        asker: ParticipantId,
        visibility: Visibility,
    },
    PolicyChanged {
        policy: AskingPolicy,
    },
}

/// Whom an event is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Circle {
    Everybody,
    /// The asker, and those who answer.
    Involved(ParticipantId),
    /// All but those.
    Uninvolved(ParticipantId),
    Only(ParticipantId),
}

impl Circle {
    fn of(visibility: Visibility, asker: ParticipantId) -> Self {
        match visibility {
            Visibility::Public => Self::Everybody,
            Visibility::Private => Self::Involved(asker),
        }
    }

    fn has(self, me: Option<ParticipantId>, reads_all: bool) -> bool {
        match self {
            Self::Everybody => true,
            Self::Involved(asker) => reads_all || me == Some(asker),
            Self::Uninvolved(asker) => !(reads_all || me == Some(asker)),
            Self::Only(participant) => me == Some(participant),
        }
    }
}

impl QuestionEvent {
    /// Whether this reader may learn of it, now.
    pub fn may_be_learnt_by(&self, reader: &Reader) -> bool {
        reader.can(Permission::AskPrivately)
            && self.is_for(reader.participant, reader.can(Permission::AnswerQuestions))
    }

    /// Whether it is for `me`, who may or may not answer questions.
    pub(super) fn is_for(&self, me: Option<ParticipantId>, reads_all: bool) -> bool {
        self.circle().has(me, reads_all)
    }

    fn circle(&self) -> Circle {
        match self {
            Self::Asked { question, .. } => Circle::of(question.visibility, question.author.participant),
            Self::Published { .. } | Self::VotesChanged { .. } | Self::PolicyChanged { .. } => {
                Circle::Everybody
            }
            Self::Hidden { asker, .. } => Circle::Uninvolved(*asker),
            Self::StateChanged { asker, visibility, state, .. } => {
                if is_for_all(*visibility, *state) {
                    Circle::Everybody
                } else {
                    Circle::Involved(*asker)
                }
            }
            Self::Answered { asker, answer, .. } => Circle::of(answer.visibility, *asker),
            Self::Voted { by, .. } => Circle::Only(*by),
            Self::Withdrawn { asker, visibility, .. } => Circle::of(*visibility, *asker),
        }
    }
}

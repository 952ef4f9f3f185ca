//! What happens to interactions, and what people do to them.

use serde::{Deserialize, Serialize};

use super::{Answer, Choices, Content, Tally};
use crate::ids::ParticipantId;
use crate::live::{Author, Reader, Sequence};
use crate::role::Permission;
use crate::time::Timestamp;

/// Something that happened to an interaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum InteractionEvent {
    /// The interaction's number is the event's sequence.
    Drafted {
        interaction: Sequence,
        content: Content,
        right: Choices,
    },
    Edited {
        interaction: Sequence,
        content: Content,
        right: Choices,
    },
    /// Everybody may answer. Says nothing of what is right.
    Published {
        interaction: Sequence,
        /// The event's sequence: the order in which interactions are shown.
        published: Sequence,
        content: Content,
        author: Author,
        at: Timestamp,
    },
    /// Answers do not change any more, and everybody learns which were right.
    Closed {
        interaction: Sequence,
        right: Choices,
    },
    /// Everybody sees the result from now on, or does not any more.
    Shared {
        interaction: Sequence,
        tally: Option<Tally>,
    },
    Deleted {
        interaction: Sequence,
        was_published: bool,
    },
    /// What has changed in the result since the last event of this kind. At most one a second.
    Tallied {
        interaction: Sequence,
        tally: Tally,
        is_shared: bool,
    },
    /// An answer, for whoever gave it.
    Answered {
        interaction: Sequence,
        by: ParticipantId,
        answer: Answer,
    },
}

impl InteractionEvent {
    pub const fn interaction(&self) -> Sequence {
        match self {
            Self::Drafted { interaction, .. }
            | Self::Edited { interaction, .. }
            | Self::Published { interaction, .. }
            | Self::Closed { interaction, .. }
            | Self::Shared { interaction, .. }
            | Self::Deleted { interaction, .. }
            | Self::Tallied { interaction, .. }
            | Self::Answered { interaction, .. } => *interaction,
        }
    }

    /// Whether this reader may learn of it, now.
    pub fn may_be_learnt_by(&self, reader: &Reader) -> bool {
        match self {
            Self::Drafted { .. }
            | Self::Edited { .. }
            | Self::Deleted { was_published: false, .. }
            | Self::Tallied { is_shared: false, .. } => reader.can(Permission::InitiateInteractions),
            Self::Published { .. }
            | Self::Closed { .. }
            | Self::Shared { .. }
            | Self::Deleted { was_published: true, .. }
            | Self::Tallied { is_shared: true, .. } => reader.can(Permission::AnswerInteractions),
            Self::Answered { by, .. } => reader.role.is_some() && reader.participant == Some(*by),
        }
    }
}

/// What somebody does with an interaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum InteractionCommand {
    Draft {
        content: Content,
        /// The right options of a quiz.
        right: Choices,
        /// Publishes it at once.
        is_published: bool,
    },
    Edit {
        interaction: Sequence,
        content: Content,
        right: Choices,
    },
    Publish {
        interaction: Sequence,
    },
    Close {
        interaction: Sequence,
    },
    Share {
        interaction: Sequence,
        is_shared: bool,
    },
    Delete {
        interaction: Sequence,
    },
    Answer {
        interaction: Sequence,
        answer: Answer,
    },
}

impl InteractionCommand {
    /// What a role must allow for this command.
    pub const fn permission(&self) -> Permission {
        match self {
            Self::Answer { .. } => Permission::AnswerInteractions,
            _ => Permission::InitiateInteractions,
        }
    }

    /// Whether it carries words that somebody wrote and must not lose.
    pub const fn is_written(&self) -> bool {
        matches!(self, Self::Draft { .. } | Self::Edit { .. } | Self::Answer { answer: Answer::Text(_), .. })
    }
}

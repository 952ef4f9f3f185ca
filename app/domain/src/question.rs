//! Questions and their answers.
//!
//! A question is named by its number, and so is an answer: the place in the room's log of the event that made it.

mod command;
mod event;
mod rules;
mod state;

use serde::{Deserialize, Serialize};

use crate::ids::ParticipantId;
use crate::live::{Author, Sequence};
use crate::time::Timestamp;
use crate::words::words;

pub use command::QuestionCommand;
pub use event::QuestionEvent;
pub use rules::{may_act_on, may_ask};
pub use state::Questions;

/// Who a question or an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// For everybody inside.
    Public,
    /// For the asker and for those who answer.
    Private,
}

words!(Visibility { Public => "public", Private => "private" });

/// How far a question has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    Open,
    /// In writing, or by a word on the stage.
    Answered,
    /// Out of the sight of all but the asker and those who answer.
    Dismissed,
}

words!(QuestionState { Open => "open", Answered => "answered", Dismissed => "dismissed" });

/// How questions may be asked in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskingPolicy {
    #[default]
    AskerChooses,
    PrivateOnly,
}

words!(AskingPolicy { AskerChooses => "asker_chooses", PrivateOnly => "private_only" });

/// An answer as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub number: Sequence,
    pub author: Author,
    pub text: String,
    pub visibility: Visibility,
    pub at: Timestamp,
}

/// A question as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub number: Sequence,
    /// Who asks.
    pub author: Author,
    pub text: String,
    pub visibility: Visibility,
    pub state: QuestionState,
    pub at: Timestamp,
    pub votes: u32,
    /// In the order they were given; those that the reader may know.
    pub answers: Vec<Answer>,
}

impl Question {
    /// Whether everybody inside sees it.
    pub fn is_for_all(&self) -> bool {
        is_for_all(self.visibility, self.state)
    }

    pub fn is_asked_by(&self, participant: Option<ParticipantId>) -> bool {
        participant == Some(self.author.participant)
    }

    /// As those see it who neither ask nor answer; `None` when they do not.
    pub fn public_part(&self) -> Option<Self> {
        let mut part = self.is_for_all().then(|| self.clone())?;
        part.answers.retain(|answer| answer.visibility == Visibility::Public);
        Some(part)
    }

    /// As `me` sees it, who may or may not answer; `None` when they do not.
    pub fn as_seen_by(&self, me: Option<ParticipantId>, reads_all: bool) -> Option<Self> {
        if reads_all || self.is_asked_by(me) { Some(self.clone()) } else { self.public_part() }
    }
}

/// Whether a question in this state is in everybody's sight.
fn is_for_all(visibility: Visibility, state: QuestionState) -> bool {
    visibility == Visibility::Public && state != QuestionState::Dismissed
}

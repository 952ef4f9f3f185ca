//! Reactions: quick signs of many people at once. They are counted, and nobody's are told apart.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence};
use crate::live::Reader;
use crate::role::Permission;
use crate::say;
use crate::words::words;

/// A sign that somebody gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    Clap,
    Heart,
    Laugh,
    Surprise,
    ThumbsUp,
}

words!(Reaction {
    Clap => "clap", Heart => "heart", Laugh => "laugh", Surprise => "surprise", ThumbsUp => "thumbs_up",
});

impl Reaction {
    /// The sign as a character.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Clap => "👏",
            Self::Heart => "❤️",
            Self::Laugh => "😂",
            Self::Surprise => "😮",
            Self::ThumbsUp => "👍",
        }
    }
}

impl Say for Reaction {
    fn say(&self) -> Sentence {
        match self {
            Self::Clap => say!("Clap"),
            Self::Heart => say!("Heart"),
            Self::Laugh => say!("Laugh"),
            Self::Surprise => say!("Surprise"),
            Self::ThumbsUp => say!("Thumbs up"),
        }
    }
}

/// How often a sign was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionCount {
    pub reaction: Reaction,
    pub count: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ReactionEvent {
    /// The signs of about a second. They change no state.
    Counted { counts: Vec<ReactionCount> },
}

impl ReactionEvent {
    /// Whether this reader may learn of it, now.
    pub fn may_be_learnt_by(&self, reader: &Reader) -> bool {
        reader.can(Permission::React)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ReactionCommand {
    Send { reaction: Reaction },
}

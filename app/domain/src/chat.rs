//! Messages of the chat and of the backchannel.
//!
//! A message is named by its number: the place in the room's log of the event that posted it.

mod state;

use serde::{Deserialize, Serialize};

use crate::command::CommandDenied;
use crate::ids::{CommandId, ParticipantId};
use crate::language::{Say, Sentence, says_english};
use crate::live::{Author, Reader, Sequence};
use crate::plain_text::{is_forbidden_in_text, is_invisible};
use crate::role::{Permission, Role};
use crate::say;
use crate::time::Timestamp;
use crate::words::words;

pub use state::ChatState;

/// Characters in a message.
pub const MAX_TEXT: usize = 2_000;
/// Messages that a page starts with, and that one look back brings.
pub const PAGE: u32 = 50;

/// Where a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// For everybody inside.
    Chat,
    /// For moderators, speakers and hosts.
    Backchannel,
}

words!(Channel { Chat => "chat", Backchannel => "backchannel" });

impl Say for Channel {
    fn say(&self) -> Sentence {
        match self {
            Self::Chat => say!("Chat"),
            Self::Backchannel => say!("Backchannel"),
        }
    }
}

impl Channel {
    /// What somebody must be able to do to write here.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Chat => Permission::Chat,
            Self::Backchannel => Permission::Backchannel,
        }
    }

    /// What somebody must be able to do to read here.
    pub const fn permission_to_read(self) -> Permission {
        match self {
            Self::Chat => Permission::ReadChat,
            Self::Backchannel => Permission::Backchannel,
        }
    }
}

/// A message as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub number: Sequence,
    pub channel: Channel,
    pub author: Author,
    pub text: String,
    /// The message this one answers.
    pub reply_to: Option<Sequence>,
    pub at: Timestamp,
    pub likes: u32,
    /// Whether the reader likes it.
    pub is_liked: bool,
    pub is_pinned: bool,
}

/// Something that happened to the messages of a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ChatEvent {
    /// The message's number is the event's sequence; `command` tells the page that sent it which of its own it is.
    Posted {
        message: Message,
        command: CommandId,
    },
    Liked {
        channel: Channel,
        message: Sequence,
        by: ParticipantId,
        is_liked: bool,
        /// All likes after this one.
        likes: u32,
    },
    Pinned {
        channel: Channel,
        message: Sequence,
        is_pinned: bool,
    },
    Deleted {
        channel: Channel,
        message: Sequence,
    },
    /// Messages up to this number are hidden. A smaller number than before takes a clearing back; whoever has
    /// not got those messages asks for them.
    Cleared {
        channel: Channel,
        up_to: Sequence,
    },
    /// Somebody may not write in the chat any more, or may again.
    Muted {
        participant: ParticipantId,
        is_muted: bool,
    },
}

impl ChatEvent {
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Posted { message, .. } => message.channel,
            Self::Liked { channel, .. }
            | Self::Pinned { channel, .. }
            | Self::Deleted { channel, .. }
            | Self::Cleared { channel, .. } => *channel,
            Self::Muted { .. } => Channel::Chat,
        }
    }

    /// Whether this reader may learn of it, now.
    pub fn may_be_learnt_by(&self, reader: &Reader) -> bool {
        match self {
            Self::Muted { participant, .. } => {
                reader.can(Permission::ModerateChat)
                    || (reader.role.is_some() && reader.participant == Some(*participant))
            }
            _ => reader.can(self.channel().permission_to_read()),
        }
    }
}

/// What somebody does in a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ChatCommand {
    Post {
        channel: Channel,
        text: String,
        reply_to: Option<Sequence>,
    },
    Like {
        channel: Channel,
        message: Sequence,
        is_liked: bool,
    },
    /// Deletes a message of one's own.
    DeleteOwn {
        channel: Channel,
        message: Sequence,
    },
    /// Deletes anybody's message.
    Delete {
        channel: Channel,
        message: Sequence,
    },
    Pin {
        channel: Channel,
        message: Sequence,
        is_pinned: bool,
    },
    Mute {
        participant: ParticipantId,
        is_muted: bool,
    },
    /// Hides all messages up to this one, or with a smaller number than before takes that back.
    Clear {
        channel: Channel,
        up_to: Sequence,
    },
}

impl ChatCommand {
    /// All that a role must allow for this command.
    pub fn permissions(&self) -> Vec<Permission> {
        match self {
            Self::Post { channel, .. } | Self::Like { channel, .. } | Self::DeleteOwn { channel, .. } => {
                vec![channel.permission()]
            }
            Self::Delete { channel, .. } | Self::Pin { channel, .. } | Self::Clear { channel, .. } => {
                vec![channel.permission(), Permission::ModerateChat]
            }
            Self::Mute { .. } => vec![Permission::ModerateChat],
        }
    }
}

/// Why a text is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextProblem {
    Empty,
    TooLong,
    Control,
}

impl Say for TextProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("Write something first."),
            Self::TooLong => say!("That is too long. Send it in parts of at most 2,000 characters."),
            Self::Control => say!("The text holds an invisible character. Type it instead of pasting it."),
        }
    }
}

says_english!(TextProblem);

/// Whether somebody of this role can be muted: those who invite and moderate cannot.
///
/// # Errors
/// [`CommandDenied::NotThem`] for moderators and hosts.
pub fn may_mute(target: Role) -> Result<(), CommandDenied> {
    if target.can(Permission::ModerateChat) { Err(CommandDenied::NotThem) } else { Ok(()) }
}

/// Reads what somebody writes to others in a room: some lines, without the emptiness around them.
///
/// # Errors
/// What is wrong with it.
pub fn parse_text(typed: &str) -> Result<String, TextProblem> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    if text.chars().any(is_forbidden_in_text) {
        Err(TextProblem::Control)
    } else if text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter)) {
        Err(TextProblem::Empty)
    } else if text.chars().count() > MAX_TEXT {
        Err(TextProblem::TooLong)
    } else {
        Ok(text)
    }
}

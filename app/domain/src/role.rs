//! Hosts, roles and what each may do.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::say;
use crate::words::words;

/// What somebody is inside a room. Guests, who came by a link for many, are below the three invitation types; hosts are
/// above all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Guest,
    Viewer,
    Moderator,
    Speaker,
    Host,
}

words!(Role {
    Guest => "guest", Viewer => "viewer", Moderator => "moderator", Speaker => "speaker", Host => "host",
});

impl Role {
    /// The invitation types, in the order the window shows them.
    pub const INVITATION_TYPES: [Self; 3] = [Self::Viewer, Self::Moderator, Self::Speaker];

    /// Whether people of this role came to watch: they wait at a locked door, and further ones of them are a crowd.
    pub const fn is_audience(self) -> bool {
        matches!(self, Self::Guest | Self::Viewer)
    }

    /// What this role lets somebody do (user guide, promise 7), besides what goes with it ([`Permission::includes`]).
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission::{
            AnswerInteractions, AnswerQuestions, AskPrivately, Backchannel, Chat, HostSession,
            InitiateInteractions, ManagePeople, ModerateChat, Questions, React, ReadChat,
        };
        match self {
            Self::Guest => &[ReadChat, React, AnswerInteractions, AskPrivately],
            Self::Viewer => &[Chat, AnswerInteractions, Questions],
            Self::Moderator => &[
                Chat,
                ModerateChat,
                Backchannel,
                InitiateInteractions,
                AnswerInteractions,
                Questions,
                AnswerQuestions,
                ManagePeople,
            ],
            Self::Speaker => &[Chat, Backchannel, AnswerInteractions, Questions, AnswerQuestions],
            Self::Host => &[
                Chat,
                ModerateChat,
                Backchannel,
                InitiateInteractions,
                AnswerInteractions,
                Questions,
                AnswerQuestions,
                ManagePeople,
                HostSession,
            ],
        }
    }

    pub fn can(self, permission: Permission) -> bool {
        self.permissions().iter().any(|held| *held == permission || held.includes(permission))
    }
}

impl Say for Role {
    fn say(&self) -> Sentence {
        match self {
            Self::Guest => say!("Guest"),
            Self::Viewer => say!("Viewer"),
            Self::Moderator => say!("Moderator"),
            Self::Speaker => say!("Speaker"),
            Self::Host => say!("Host"),
        }
    }
}

/// One thing a role may let somebody do inside a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read the chat.
    ReadChat,
    /// Send reactions, raise a hand.
    React,
    /// Write and like messages.
    Chat,
    /// Pin and delete messages, mute people, clear the chat.
    ModerateChat,
    /// Read the questions that everybody may, and ask those privately who answer.
    AskPrivately,
    /// Ask so that everybody can read it, and up-vote.
    Questions,
    /// Read private questions; answer, settle and dismiss.
    AnswerQuestions,
    AnswerInteractions,
    InitiateInteractions,
    Backchannel,
    /// Bring people to the stage, change their roles, remove them, lock the door and let people in.
    ManagePeople,
    /// Open, reschedule and end the session; decide how questions are asked.
    HostSession,
}

impl Permission {
    /// Whether whoever has this one has the other with it.
    pub const fn includes(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Chat, Self::ReadChat | Self::React) | (Self::Questions, Self::AskPrivately)
        )
    }
}

impl Say for Permission {
    fn say(&self) -> Sentence {
        match self {
            Self::ReadChat => say!("Read the chat"),
            Self::React => say!("React and raise a hand"),
            Self::AskPrivately => say!("Ask privately"),
            Self::Chat => say!("Chat"),
            Self::ModerateChat => say!("Moderate the chat"),
            Self::Questions => say!("Q&A"),
            Self::AnswerQuestions => say!("Answer questions"),
            Self::AnswerInteractions => say!("Answer interactions"),
            Self::InitiateInteractions => say!("Initiate interactions"),
            Self::Backchannel => say!("Backchannel"),
            Self::ManagePeople => say!("Manage people"),
            Self::HostSession => say!("Host the session"),
        }
    }
}

/// How somebody is a host of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HostKind {
    CoPublisher,
    CoEditor,
    CoOwner,
    Owner,
}

words!(HostKind {
    CoPublisher => "co_publisher", CoEditor => "co_editor", CoOwner => "co_owner", Owner => "owner",
});

impl HostKind {
    /// Change the room's description and schedule.
    pub const fn may_edit(self) -> bool {
        matches!(self, Self::Owner | Self::CoOwner | Self::CoEditor)
    }

    /// Delete the room and choose its hosts.
    pub const fn may_own(self) -> bool {
        matches!(self, Self::Owner | Self::CoOwner)
    }
}

impl Say for HostKind {
    fn say(&self) -> Sentence {
        match self {
            Self::CoPublisher => say!("Co-publisher"),
            Self::CoEditor => say!("Co-editor"),
            Self::CoOwner => say!("Co-owner"),
            Self::Owner => say!("Owner"),
        }
    }
}

/// What somebody is on the whole site; each includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationRole {
    /// May see rooms.
    Viewer,
    /// May have rooms of their own.
    PrivateOnly,
    /// Runs the site.
    Admin,
    /// Runs the site, and may do what [`Self::Admin`] may. Sites that people come from know both, and moderate what the
    /// other one publishes; here nothing is moderated before it is seen. Only the ladder tells them apart, as in who may
    /// invite ([`crate::Settings::allowed_users`]).
    UnmoderatedAdmin,
}

words!(ApplicationRole {
    Viewer => "viewer", PrivateOnly => "private_only", Admin => "admin",
    UnmoderatedAdmin => "unmoderated_admin",
});

impl ApplicationRole {
    pub fn may_create_rooms(self) -> bool {
        self >= Self::PrivateOnly
    }

    pub fn is_administrator(self) -> bool {
        self >= Self::Admin
    }
}

impl Say for ApplicationRole {
    fn say(&self) -> Sentence {
        match self {
            Self::Viewer => say!("Viewer"),
            Self::PrivateOnly => say!("Private only"),
            Self::Admin => say!("Administrator"),
            Self::UnmoderatedAdmin => say!("Unmoderated administrator"),
        }
    }
}

says_english!(Role, Permission, HostKind, ApplicationRole);

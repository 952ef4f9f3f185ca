//! What the server does by itself.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence};
use crate::say;
use crate::words::words;

/// One of the things that the server does by itself, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    SessionClock,
    Presence,
    Lobbies,
    /// Who waits at a locked door.
    Waiting,
    Crowds,
    /// Results of interactions.
    Tallies,
    Reactions,
    Mails,
    InvitationLists,
    PeopleLists,
    /// What the site is called and where it is reached.
    Identity,
    OldCommands,
    OldCodes,
    OldMails,
    OldInvitationLists,
    OldPeopleLists,
    OldGuests,
    ErasedData,
}

words!(JobKind {
    SessionClock => "session_clock",
    Presence => "presence",
    Lobbies => "lobbies",
    Waiting => "waiting",
    Crowds => "crowds",
    Tallies => "tallies",
    Reactions => "reactions",
    Mails => "mails",
    InvitationLists => "invitation_lists",
    PeopleLists => "people_lists",
    Identity => "identity",
    OldCommands => "old_commands",
    OldCodes => "old_codes",
    OldMails => "old_mails",
    OldInvitationLists => "old_invitation_lists",
    OldPeopleLists => "old_people_lists",
    OldGuests => "old_guests",
    ErasedData => "erased_data",
});

impl Say for JobKind {
    fn say(&self) -> Sentence {
        match self {
            Self::SessionClock => say!("session clock [job]"),
            Self::Presence => say!("presence [job]"),
            Self::Lobbies => say!("lobbies [job]"),
            Self::Waiting => say!("waiting [job]"),
            Self::Crowds => say!("crowds [job]"),
            Self::Tallies => say!("tallies [job]"),
            Self::Reactions => say!("reactions [job]"),
            Self::Mails => say!("mails [job]"),
            Self::InvitationLists => say!("lists of invitations [job]"),
            Self::PeopleLists => say!("lists of people [job]"),
            Self::Identity => say!("name and address [job]"),
            Self::OldCommands => say!("old commands [job]"),
            Self::OldCodes => say!("old codes [job]"),
            Self::OldMails => say!("old mails [job]"),
            Self::OldInvitationLists => say!("old lists [job]"),
            Self::OldPeopleLists => say!("old lists of people [job]"),
            Self::OldGuests => say!("guests of old sessions [job]"),
            Self::ErasedData => say!("erased data on disk [job]"),
        }
    }
}

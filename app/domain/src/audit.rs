//! The audit log: who did what to what, from where, before and after.
//!
//! An entry names people by identifier. What says who they are stands apart in it, so that it can be erased and
//! nothing else. No entry ever holds a token, a code, a password or what somebody has written in a room: it is made of
//! words, numbers, times, names and titles, and a title that looks like a secret is cut.

mod act;
mod change;
mod day;
mod field;
mod view;

use serde::{Deserialize, Serialize};

use crate::ids::RoomId;
use crate::time::Timestamp;
use crate::words::words;

pub use act::{AuditAct, AuditArea};
pub use change::{AuditValue, AuditWord, Change, scrubbed, word_in_words};
pub use day::Day;
pub use field::AuditField;
pub use view::{AuditView, Chosen};

/// Entries that a page of the log holds.
pub const PAGE: usize = 50;

/// What has acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Somebody of the site's directory.
    Person,
    /// Whoever uses an invitation's link, or has come by a guest link.
    Guest,
    /// Somebody who is not known.
    Visitor,
    /// Whoever runs the program on the server.
    CommandLine,
    /// The site itself, by its clock.
    Site,
}

words!(ActorKind {
    Person => "person", Guest => "guest", Visitor => "visitor", CommandLine => "command_line", Site => "site",
});

/// What something was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    Person,
    Invitation,
    Room,
    Settings,
    Template,
    Mail,
    /// People who are invited, or brought into the directory, together.
    List,
    /// A group of people.
    Group,
    GuestLink,
    /// Somebody who has come by a guest link.
    LinkGuest,
}

words!(SubjectKind {
    Person => "person", Invitation => "invitation", Room => "room", Settings => "settings", Template => "template",
    Mail => "mail", List => "list", Group => "group",
    GuestLink => "guest_link", LinkGuest => "link_guest",
});

/// One act, as an administrator reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its place in the log; later ones are larger.
    pub number: i64,
    pub at: Timestamp,
    pub act: AuditAct,
    pub actor: AuditActor,
    pub subject: Option<AuditSubject>,
    /// The room and its title as it is now.
    pub room: Option<(RoomId, String)>,
    pub changes: Vec<Change>,
}

/// Who has acted, and from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditActor {
    pub kind: ActorKind,
    /// The person's, the invitation's, or that of whoever has come by a guest link.
    pub id: Option<String>,
    /// Who that was; empty when it has been erased, and for all who have no name.
    pub label: String,
    /// The client's address, as limits are counted for it.
    pub address: String,
    /// Browser and system, as in "Firefox on Windows", in English; empty when neither is known.
    pub device: String,
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSubject {
    pub kind: SubjectKind,
    pub id: String,
    /// What it was called; empty when it has been erased.
    pub label: String,
}

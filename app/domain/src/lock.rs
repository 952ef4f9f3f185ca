//! A room's lock: new viewers wait until somebody lets them in.
//!
//! Whoever waits is named by their number: the place in the room's log of the event that told of their knock.

use serde::{Deserialize, Serialize};

use crate::admission::{Admission, Refusal};
use crate::ids::{InvitationId, LinkGuestId, PersonId};
use crate::live::{Reader, Sequence};
use crate::name::PersonName;
use crate::role::{Permission, Role};
use crate::time::Timestamp;

/// How a room's lock stands to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockStanding {
    Unlocked,
    /// Nobody has answered them yet.
    Locked,
    /// It is locked, and they have been let in, or were inside when it was locked.
    LetIn,
    /// It is locked, and somebody has sent them away.
    Declined,
}

/// What the lock says to somebody whom all else would let in. It is for viewers and guests: whoever was invited to moderate or
/// to speak passes, and so does whoever is inside.
pub fn pass(lock: LockStanding, role: Role, is_inside: bool) -> Admission {
    match lock {
        _ if is_inside || !role.is_audience() => Admission::Enter(role),
        LockStanding::Unlocked | LockStanding::LetIn => Admission::Enter(role),
        LockStanding::Locked => Admission::Knock(role),
        LockStanding::Declined => Admission::Refused(Refusal::Declined),
    }
}

/// Somebody who waits to be let in, as those see them who may do that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub number: Sequence,
    pub name: PersonName,
    /// Came with an invitation or a guest link, not with a place on this site.
    pub is_guest: bool,
    pub since: Timestamp,
}

/// Who has knocked, as their own page knows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Knocker {
    Guest(InvitationId),
    Member(PersonId),
    /// Came by a guest link.
    LinkGuest(LinkGuestId),
}

impl Knocker {
    /// Whether this reader is the one.
    pub fn is(self, reader: &Reader) -> bool {
        match self {
            Self::Guest(invitation) => reader.invitation == Some(invitation),
            Self::Member(person) => {
                reader.invitation.is_none() && reader.link_guest.is_none() && reader.person == Some(person)
            }
            Self::LinkGuest(guest) => reader.link_guest == Some(guest),
        }
    }
}

/// Something that happened at a room's door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum LockEvent {
    /// The room has been locked or unlocked. Unlocking lets in everybody who waits.
    Changed { is_locked: bool },
    /// Somebody waits; their number is the event's sequence.
    Knocked { waiting: Waiting },
    /// Nobody waits under this number any more, for whatever reason.
    Settled { number: Sequence },
    /// To the one who waits alone: the door says something else now, or has forgotten them.
    Answered { knocker: Knocker },
    /// What all who wait are told, for those who write it; empty when nothing is.
    MessageWritten { text: String },
    /// To those outside: ask the door for what you are told. Only those proven are told it.
    MessageChanged,
}

impl LockEvent {
    /// Whether this reader may learn of it, now.
    pub fn may_be_learnt_by(&self, reader: &Reader) -> bool {
        match self {
            Self::Changed { .. } => true,
            Self::Knocked { .. } | Self::Settled { .. } | Self::MessageWritten { .. } => {
                reader.can(Permission::ManagePeople)
            }
            Self::Answered { knocker } => knocker.is(reader),
            Self::MessageChanged => reader.role.is_none(),
        }
    }
}

/// What somebody who manages people does at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum LockCommand {
    SetLocked {
        is_locked: bool,
    },
    /// Lets somebody in, also after they have been declined.
    Admit {
        number: Sequence,
    },
    AdmitAll,
    Decline {
        number: Sequence,
    },
    /// Tells all who wait something, or nothing any more.
    WriteMessage {
        text: String,
    },
}

impl LockCommand {
    /// All that a role must allow for this command.
    pub fn permissions(&self) -> Vec<Permission> {
        vec![Permission::ManagePeople]
    }
}

/// A room's door from inside. Who waits and what they are told is there only for those who manage people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockState {
    pub is_locked: bool,
    /// In the order of knocking.
    pub waiting: Vec<Waiting>,
    /// What all who wait are told; empty when nothing is.
    pub message: String,
}

impl LockState {
    /// The state after an event.
    pub fn apply(&mut self, event: LockEvent) {
        match event {
            LockEvent::Changed { is_locked } => {
                self.is_locked = is_locked;
                if !is_locked {
                    self.waiting.clear();
                }
            }
            LockEvent::Knocked { waiting } => self.put_in(waiting),
            LockEvent::Settled { number } => self.waiting.retain(|known| known.number != number),
            LockEvent::MessageWritten { text } => self.message = text,
            LockEvent::Answered { .. } | LockEvent::MessageChanged => {}
        }
    }

    /// A state that was read while somebody knocked may hold them already.
    fn put_in(&mut self, waiting: Waiting) {
        if self.waiting.iter().all(|known| known.number != waiting.number) {
            self.waiting.push(waiting);
        }
    }

    /// What somebody with this role may know of it.
    #[must_use]
    pub fn for_role(self, role: Role) -> Self {
        if role.can(Permission::ManagePeople) {
            self
        } else {
            Self { is_locked: self.is_locked, ..Self::default() }
        }
    }
}

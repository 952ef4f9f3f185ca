//! What happens in a room, who may learn of it, and the state it leads to.
//!
//! The server writes [`RoomEvent`]s into a log with one sequence for each room and sends them down each page's
//! stream; the browser applies them to its [`RoomState`]. `docs/live-protocol.md` describes the wire.

use serde::{Deserialize, Serialize};

use crate::admission::Refusal;
use crate::ids::{InvitationId, ParticipantId};
use crate::name::PersonName;
use crate::role::Role;
use crate::room::RoomDetails;
use crate::session::Session;
use crate::time::Timestamp;

/// The place of an event in its room's log: 1, 2, 3 …
pub type Sequence = i64;

/// Somebody inside, as the others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub id: ParticipantId,
    pub name: PersonName,
    pub role: Role,
    /// Came with an invitation, not with a place on this site.
    pub is_guest: bool,
    pub entered_at: Timestamp,
}

/// One change of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RoomEvent {
    DetailsChanged {
        details: RoomDetails,
    },
    SessionChanged {
        session: Session,
    },
    RoomDeleted,
    RoomRestored,
    InvitationRemoved {
        invitation: InvitationId,
    },
    /// The link works again, or works with another role.
    InvitationChanged {
        invitation: InvitationId,
        role: Role,
    },
    /// The link now belongs to another device, or to none.
    DeviceReleased {
        invitation: InvitationId,
    },
    Entered {
        participant: Participant,
    },
    Left {
        participant: ParticipantId,
    },
    RoleChanged {
        participant: ParticipantId,
        role: Role,
    },
    Removed {
        participant: ParticipantId,
    },
}

/// What a page's stream says. Only [`StreamMessage::Event`] has an id, its sequence number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "message", rename_all = "snake_case")]
pub enum StreamMessage {
    Event {
        event: RoomEvent,
    },
    /// Too much was missed; load the page's state again.
    Resync,
    /// The stream ends here, and this is why. The browser does not come back by itself.
    Refused {
        refusal: Refusal,
    },
    /// Sent when nothing else is, so that a dead connection is noticed; carries the server's clock.
    Beat {
        now: Timestamp,
    },
}

/// How whoever reads a stream stands to the room, as of the last event read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    pub invitation: Option<InvitationId>,
    pub participant: Option<ParticipantId>,
    /// The role inside; `None` in the lobby.
    pub role: Option<Role>,
}

impl Reader {
    /// Whether this reader may learn of this event. Asked for each event, with the role as it is then.
    pub fn may_learn(&self, event: &RoomEvent) -> bool {
        match event {
            RoomEvent::DetailsChanged { .. }
            | RoomEvent::SessionChanged { .. }
            | RoomEvent::RoomDeleted
            | RoomEvent::RoomRestored => true,
            RoomEvent::InvitationRemoved { invitation }
            | RoomEvent::InvitationChanged { invitation, .. }
            | RoomEvent::DeviceReleased { invitation } => {
                self.role == Some(Role::Host) || self.invitation == Some(*invitation)
            }
            RoomEvent::Entered { .. }
            | RoomEvent::Left { .. }
            | RoomEvent::RoleChanged { .. }
            | RoomEvent::Removed { .. } => self.role.is_some(),
        }
    }

    /// This reader after the event: a role changes for the very next event. It lets nobody in: whoever waits in
    /// the lobby has no role until they come through the door.
    #[must_use]
    pub fn after(self, event: &RoomEvent) -> Self {
        match event {
            RoomEvent::RoleChanged { participant, role } if self.participant == Some(*participant) => {
                Self { role: self.role.and(Some(*role)), ..self }
            }
            _ => self,
        }
    }

    /// The refusal that this event means for this reader; their stream ends with it.
    pub fn refusal(&self, event: &RoomEvent) -> Option<Refusal> {
        match event {
            RoomEvent::RoomDeleted => Some(Refusal::RoomDeleted),
            RoomEvent::Removed { participant } if self.participant == Some(*participant) => {
                Some(Refusal::Removed)
            }
            RoomEvent::InvitationRemoved { invitation } if self.invitation == Some(*invitation) => {
                Some(Refusal::InvitationRemoved)
            }
            RoomEvent::DeviceReleased { invitation } if self.invitation == Some(*invitation) => {
                Some(Refusal::UsedOnOtherDevice { may_move_here: false })
            }
            _ => None,
        }
    }
}

/// A room as somebody inside sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomState {
    /// The last event this state holds.
    pub sequence: Sequence,
    pub details: RoomDetails,
    pub session: Session,
    /// Who is here, in order of arrival.
    pub participants: Vec<Participant>,
}

impl RoomState {
    /// The state after one more event. Events already applied change nothing, so that a stream may repeat
    /// itself after a lost connection.
    pub fn apply(&mut self, sequence: Sequence, event: RoomEvent) {
        if sequence <= self.sequence {
            return;
        }
        self.sequence = sequence;
        match event {
            RoomEvent::DetailsChanged { details } => self.details = details,
            RoomEvent::SessionChanged { session } => self.session = session,
            RoomEvent::Entered { participant } => {
                self.forget(participant.id);
                self.participants.push(participant);
            }
            RoomEvent::Left { participant } | RoomEvent::Removed { participant } => self.forget(participant),
            RoomEvent::RoleChanged { participant, role } => {
                if let Some(known) = self.participants.iter_mut().find(|known| known.id == participant) {
                    known.role = role;
                }
            }
            RoomEvent::RoomDeleted
            | RoomEvent::RoomRestored
            | RoomEvent::InvitationRemoved { .. }
            | RoomEvent::InvitationChanged { .. }
            | RoomEvent::DeviceReleased { .. } => {}
        }
    }

    /// The participant with this id, when they are here.
    pub fn find(&self, participant: ParticipantId) -> Option<&Participant> {
        self.participants.iter().find(|known| known.id == participant)
    }

    fn forget(&mut self, participant: ParticipantId) {
        self.participants.retain(|known| known.id != participant);
    }
}

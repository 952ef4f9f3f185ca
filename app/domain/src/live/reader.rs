//! Who reads a stream, and what they may learn.

use crate::admission::Refusal;
use crate::crowd;
use crate::ids::{GuestLinkId, InvitationId, LinkGuestId, ParticipantId, PersonId};
use crate::live::{Participant, RoomEvent};
use crate::lobby::Lobby;
use crate::role::{Permission, Role};

/// How whoever reads a stream stands to the room, as of the last event read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// Who they are signed in as.
    pub person: Option<PersonId>,
    pub invitation: Option<InvitationId>,
    /// The guest link behind whose page they are.
    pub guest_link: Option<GuestLinkId>,
    /// Who they are among those who came by a guest link.
    pub link_guest: Option<LinkGuestId>,
    pub participant: Option<ParticipantId>,
    /// The role inside; `None` in the lobby.
    pub role: Option<Role>,
}

impl Reader {
    /// Whether this reader is inside and has this permission now.
    pub fn can(&self, permission: Permission) -> bool {
        self.role.is_some_and(|role| role.can(permission))
    }

    /// Whether this reader may learn of this event. Asked for each event, with the role as it is then.
    pub fn may_learn(&self, event: &RoomEvent) -> bool {
        match event {
            RoomEvent::DetailsChanged { .. }
            | RoomEvent::SessionChanged { .. }
            | RoomEvent::RoomDeleted
            | RoomEvent::RoomRestored
            | RoomEvent::SettingsChanged => true,
            RoomEvent::InvitationRemoved { invitation }
            | RoomEvent::InvitationChanged { invitation, .. }
            | RoomEvent::DeviceReleased { invitation } => {
                self.role == Some(Role::Host) || self.invitation == Some(*invitation)
            }
            RoomEvent::GuestLinkChanged { link } => {
                self.role == Some(Role::Host) || self.guest_link == Some(*link)
            }
            // Whom it concerns asks the door again; it is nobody else's business.
            RoomEvent::StandingChanged { .. } => false,
            RoomEvent::SteppedForward { .. } | RoomEvent::Crowd(_) | RoomEvent::RoleChanged { .. } => {
                self.role.is_some()
            }
            RoomEvent::Entered { participant: Participant { id, is_in_crowd, .. } }
            | RoomEvent::Left { participant: id, is_in_crowd }
            | RoomEvent::Removed { participant: id, is_in_crowd } => {
                crowd::may_learn_of(self, *id, *is_in_crowd)
            }
            RoomEvent::InvitationNoted { .. }
            | RoomEvent::GuestLinkUsed { .. }
            | RoomEvent::MailChanged { .. }
            | RoomEvent::MailsChanged
            | RoomEvent::BatchProgressed { .. } => self.role == Some(Role::Host),
            RoomEvent::Lobby(_) => Lobby::may_be_learnt_by(self),
            RoomEvent::Chat(event) => event.may_be_learnt_by(self),
            RoomEvent::Stage(event) => event.may_be_learnt_by(self),
            RoomEvent::Lock(event) => event.may_be_learnt_by(self),
            RoomEvent::Question(event) => event.may_be_learnt_by(self),
            RoomEvent::Interaction(event) => event.may_be_learnt_by(self),
            RoomEvent::Reaction(event) => event.may_be_learnt_by(self),
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
            RoomEvent::Removed { participant, .. } if self.participant == Some(*participant) => {
                Some(Refusal::Removed)
            }
            RoomEvent::InvitationRemoved { invitation } if self.invitation == Some(*invitation) => {
                Some(Refusal::InvitationRemoved)
            }
            _ => None,
        }
    }

    /// Whether the door is to be asked about this reader after the event, whose page goes on if nothing has changed for it.
    pub const fn must_be_checked(&self, event: &RoomEvent) -> bool {
        matches!(event, RoomEvent::SettingsChanged)
    }

    /// Whether this event takes away what the door has said to this reader: the stream ends, and what the door
    /// says now is told by a refusal or by the state that the page loads again.
    pub fn must_ask_again(&self, event: &RoomEvent) -> bool {
        match event {
            RoomEvent::DeviceReleased { invitation } => self.invitation == Some(*invitation),
            RoomEvent::StandingChanged { person } => self.person == Some(*person),
            _ => false,
        }
    }
}

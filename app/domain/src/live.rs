//! What happens in a room, who may learn of it, and the state it leads to.
//!
//! The server writes [`RoomEvent`]s into a log with one sequence for each room and sends them down each page's
//! stream; the browser applies them to its [`RoomState`]. `docs/live-protocol.md` describes the wire.

mod reader;
mod shut;
mod state;

use serde::{Deserialize, Serialize};

use crate::admission::Refusal;
use crate::chat::ChatEvent;
use crate::crowd::Crowd;
use crate::ids::{BatchId, GuestLinkId, InvitationId, ParticipantId, PersonId};
use crate::interaction::InteractionEvent;
use crate::invite_many::Progress;
use crate::lobby::Lobby;
use crate::lock::LockEvent;
use crate::mail::MailState;
use crate::name::PersonName;
use crate::question::QuestionEvent;
use crate::reaction::ReactionEvent;
use crate::role::Role;
use crate::room::RoomDetails;
use crate::session::Session;
use crate::stage::StageEvent;
use crate::time::Timestamp;

pub use reader::Reader;
pub use shut::may_be_lifted;
pub use state::RoomState;

/// The place of an event in its room's log: 1, 2, 3 …
pub type Sequence = i64;

/// Somebody inside, as the others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub id: ParticipantId,
    pub name: PersonName,
    pub role: Role,
    /// Came with an invitation or a guest link, not with a place on this site.
    pub is_guest: bool,
    pub entered_at: Timestamp,
    #[serde(default)]
    pub is_on_stage: bool,
    /// Since when their hand is raised.
    #[serde(default)]
    pub hand_raised_at: Option<Timestamp>,
    /// Known by name only to those who manage people ([`crate::crowd`]).
    #[serde(default)]
    pub is_in_crowd: bool,
}

/// Who did something, as they were when they did it: a later name or role does not rewrite the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub participant: ParticipantId,
    pub name: PersonName,
    pub role: Role,
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
    /// The administrator has changed what counts for the whole site: the door may say something else to anybody.
    SettingsChanged,
    InvitationRemoved {
        invitation: InvitationId,
    },
    /// The link works again, or works with another role.
    InvitationChanged {
        invitation: InvitationId,
        role: Role,
    },
    /// Something that only the hosts' list of invitations shows: a refused try, a request for a new link, a guest who will
    /// not come.
    InvitationNoted {
        invitation: InvitationId,
    },
    /// A guest link lets new people in now, or does not any more: the door may say something else to whoever comes by it.
    GuestLinkChanged {
        link: GuestLinkId,
    },
    /// Somebody has come by a guest link.
    GuestLinkUsed {
        link: GuestLinkId,
    },
    /// A mail for an invitation has been queued or sent, or has failed.
    MailChanged {
        invitation: InvitationId,
        state: MailState,
    },
    /// Mails for many invitations have been queued or sent, or have failed.
    #[serde(alias = "mails_queued")]
    MailsChanged,
    /// Some of the people of a list have been invited, all at once.
    BatchProgressed {
        batch: BatchId,
        progress: Progress,
    },
    /// The link now belongs to another device, or to none.
    DeviceReleased {
        invitation: InvitationId,
    },
    /// The door may say something else to this person of the site from now on: they have become a host, another
    /// kind of host, or none.
    StandingChanged {
        person: PersonId,
    },
    Entered {
        participant: Participant,
    },
    Left {
        participant: ParticipantId,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        is_in_crowd: bool,
    },
    /// Somebody of the crowd is known to everybody from now on, because they do more than watch.
    SteppedForward {
        participant: Participant,
    },
    /// So many people are in the crowd now.
    Crowd(Crowd),
    /// So many people wait for the start now.
    Lobby(Lobby),
    RoleChanged {
        participant: ParticipantId,
        role: Role,
    },
    Removed {
        participant: ParticipantId,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        is_in_crowd: bool,
    },
    /// Something in the chat or the backchannel.
    Chat(ChatEvent),
    /// A hand, or the stage.
    Stage(StageEvent),
    /// The room's door.
    Lock(LockEvent),
    /// Something about a question.
    Question(QuestionEvent),
    /// Something asked of everybody, or answered.
    Interaction(InteractionEvent),
    Reaction(ReactionEvent),
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

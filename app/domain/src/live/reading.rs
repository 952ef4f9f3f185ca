//! Reads what a stream says. Each kind of message is read into one flat form of all that any of them can carry: what
//! serde derives for enums that name their kind inside made up a twelfth of what a guest's browser downloads.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Participant, RoomEvent, StreamMessage};
use crate::admission::Refusal;
use crate::ids::{InvitationId, ParticipantId};
use crate::role::Role;
use crate::room::RoomDetails;
use crate::session::Session;
use crate::time::Timestamp;

/// A message of an unknown kind, or one that lacks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a message of the stream")]
pub struct NotAMessage;

#[derive(Deserialize)]
pub struct FlatMessage {
    message: String,
    event: Option<RoomEvent>,
    refusal: Option<Refusal>,
    now: Option<Timestamp>,
}

impl TryFrom<FlatMessage> for StreamMessage {
    type Error = NotAMessage;

    fn try_from(flat: FlatMessage) -> Result<Self, NotAMessage> {
        let message = match flat.message.as_str() {
            "event" => flat.event.map(|event| Self::Event { event }),
            "resync" => Some(Self::Resync),
            "refused" => flat.refusal.map(|refusal| Self::Refused { refusal }),
            "beat" => flat.now.map(|now| Self::Beat { now }),
            _ => None,
        };
        message.ok_or(NotAMessage)
    }
}

#[derive(Deserialize)]
pub struct FlatEvent {
    kind: String,
    details: Option<RoomDetails>,
    session: Option<Session>,
    invitation: Option<InvitationId>,
    participant: Option<Somebody>,
    role: Option<Role>,
}

impl TryFrom<FlatEvent> for RoomEvent {
    type Error = NotAMessage;

    fn try_from(flat: FlatEvent) -> Result<Self, NotAMessage> {
        flat.event().ok_or(NotAMessage)
    }
}

impl FlatEvent {
    fn event(self) -> Option<RoomEvent> {
        let Self { kind, details, session, invitation, participant, role } = self;
        Some(match kind.as_str() {
            "details_changed" => RoomEvent::DetailsChanged { details: details? },
            "session_changed" => RoomEvent::SessionChanged { session: session? },
            "room_deleted" => RoomEvent::RoomDeleted,
            "room_restored" => RoomEvent::RoomRestored,
            "invitation_removed" => RoomEvent::InvitationRemoved { invitation: invitation? },
            "invitation_changed" => RoomEvent::InvitationChanged { invitation: invitation?, role: role? },
            "device_released" => RoomEvent::DeviceReleased { invitation: invitation? },
            "entered" => RoomEvent::Entered { participant: participant?.whole()? },
            "left" => RoomEvent::Left { participant: participant?.id() },
            "role_changed" => RoomEvent::RoleChanged { participant: participant?.id(), role: role? },
            "removed" => RoomEvent::Removed { participant: participant?.id() },
            _ => return None,
        })
    }
}

/// Who enters is told whole; afterwards the id suffices.
enum Somebody {
    Whole(Participant),
    Known(ParticipantId),
}

impl Somebody {
    fn whole(self) -> Option<Participant> {
        match self {
            Self::Whole(participant) => Some(participant),
            Self::Known(_) => None,
        }
    }

    fn id(&self) -> ParticipantId {
        match self {
            Self::Whole(participant) => participant.id,
            Self::Known(id) => *id,
        }
    }
}

impl<'de> Deserialize<'de> for Somebody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SomebodyVisitor)
    }
}

struct SomebodyVisitor;

impl<'de> Visitor<'de> for SomebodyVisitor {
    type Value = Somebody;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a participant or the id of one")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Somebody, E> {
        id.parse().map(Somebody::Known).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Somebody, A::Error> {
        Participant::deserialize(MapAccessDeserializer::new(map)).map(Somebody::Whole)
    }
}

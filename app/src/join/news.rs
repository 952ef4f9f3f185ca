//! What the events of a room mean for the page a guest waits on.

use domain::room::RoomDetails;
use domain::session::Session;
use serde::Deserialize;

use super::api::RoomPreview;

/// As much of a `domain::live::RoomEvent` as matters before the door. What happens inside is not even read: a guest's
/// browser loads nothing for it.
#[derive(Debug, Deserialize)]
pub struct LobbyEvent {
    kind: String,
    details: Option<RoomDetails>,
    session: Option<Session>,
}

/// What is to be done after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// The page shows it already.
    Nothing,
    /// The door may say something else now. Everybody in the lobby learns it at the same moment.
    AskTheDoorAfterJitter,
    /// As above, for this guest only.
    AskTheDoor,
}

/// Applies an event to what the page shows of the room. An event that the room as loaded holds already changes
/// nothing.
pub fn apply(room: &mut RoomPreview, sequence: i64, event: LobbyEvent) -> NextStep {
    if sequence <= room.sequence {
        return NextStep::Nothing;
    }
    room.sequence = sequence;
    match (event.kind.as_str(), event.details, event.session) {
        ("details_changed", Some(details), _) => {
            room.title = details.title;
            room.description = details.description;
            room.speakers = details.speakers;
            room.time_zone = details.time_zone;
            NextStep::Nothing
        }
        ("session_changed", _, Some(session)) => {
            let is_other_run = has_been_opened_or_ended(&session) || has_been_opened_or_ended(&room.session);
            room.session = session;
            if is_other_run { NextStep::AskTheDoorAfterJitter } else { NextStep::Nothing }
        }
        ("room_deleted" | "room_restored", ..) => NextStep::AskTheDoorAfterJitter,
        ("invitation_removed" | "invitation_changed" | "device_released" | "standing_changed", ..) => {
            NextStep::AskTheDoor
        }
        _ => NextStep::Nothing,
    }
}

fn has_been_opened_or_ended(session: &Session) -> bool {
    session.opened_at.is_some() || session.ended_at.is_some()
}

#[cfg(test)]
mod tests {
    use domain::live::RoomEvent;
    use domain::{InvitationId, ParticipantId, Role, RoomId, Timestamp};

    use super::*;

    /// The next step after an event, as it comes from the server.
    fn apply(room: &mut RoomPreview, sequence: i64, event: RoomEvent) -> NextStep {
        let text = serde_json::to_string(&event).expect("events are plain data");
        super::apply(room, sequence, serde_json::from_str(&text).expect("every event can be read"))
    }

    fn planned() -> Session {
        Session {
            starts_at: Timestamp::from_millis(1_000),
            ends_at: Timestamp::from_millis(2_000),
            opened_at: None,
            ended_at: None,
        }
    }

    fn room() -> RoomPreview {
        RoomPreview {
            id: RoomId::from_bits(1),
            title: "Rehearsal".to_owned(),
            description: String::new(),
            speakers: Vec::new(),
            time_zone: "Europe/Berlin".to_owned(),
            session: planned(),
            sequence: 4,
        }
    }

    #[test]
    fn a_moved_start_moves_the_countdown_and_asks_nobody() {
        let mut room = room();
        let session = Session { starts_at: Timestamp::from_millis(1_500), ..planned() };
        assert_eq!(apply(&mut room, 5, RoomEvent::SessionChanged { session }), NextStep::Nothing);
        assert_eq!((room.session, room.sequence), (session, 5));
    }

    #[test]
    fn an_opened_session_asks_the_door() {
        let mut room = room();
        let session = Session { opened_at: Some(Timestamp::from_millis(900)), ..planned() };
        assert_eq!(
            apply(&mut room, 5, RoomEvent::SessionChanged { session }),
            NextStep::AskTheDoorAfterJitter
        );
        let again = RoomEvent::SessionChanged { session: planned() };
        assert_eq!(apply(&mut room, 6, again), NextStep::AskTheDoorAfterJitter);
    }

    #[test]
    fn what_the_room_holds_already_changes_nothing() {
        let session = Session { opened_at: Some(Timestamp::from_millis(900)), ..planned() };
        let mut room = room();
        assert_eq!(apply(&mut room, 4, RoomEvent::SessionChanged { session }), NextStep::Nothing);
        assert_eq!(room.session, planned());
    }

    #[test]
    fn another_role_asks_the_door() {
        let event =
            RoomEvent::InvitationChanged { invitation: InvitationId::from_bits(1), role: Role::Speaker };
        assert_eq!(apply(&mut room(), 5, event), NextStep::AskTheDoor);
    }

    #[test]
    fn what_is_about_the_room_or_this_guest_asks_the_door_and_what_happens_inside_does_not() {
        let (invitation, participant) = (InvitationId::from_bits(1), ParticipantId::from_bits(1));
        for (event, step) in [
            (RoomEvent::RoomDeleted, NextStep::AskTheDoorAfterJitter),
            (RoomEvent::RoomRestored, NextStep::AskTheDoorAfterJitter),
            (RoomEvent::InvitationRemoved { invitation }, NextStep::AskTheDoor),
            (RoomEvent::DeviceReleased { invitation }, NextStep::AskTheDoor),
            (RoomEvent::Left { participant }, NextStep::Nothing),
            (RoomEvent::RoleChanged { participant, role: Role::Viewer }, NextStep::Nothing),
        ] {
            assert_eq!(apply(&mut room(), 5, event.clone()), step, "{event:?}");
        }
    }
}

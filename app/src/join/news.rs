//! What the events of a room mean for the page a guest waits on.

use domain::live::RoomEvent;
use domain::lock::LockEvent;
use domain::session::Session;

use super::api::RoomPreview;

/// What is to be done after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// The page shows it already.
    Nothing,
    /// The door may say something else now. Everybody in the lobby learns it at the same moment.
    AskTheDoorAfterJitter,
    /// As above, for this guest only.
    AskTheDoor,
    /// The hosts say something to all who wait.
    AskTheDoorSoon,
    /// This visitor's knock has been answered, or forgotten while their page slept.
    KnockAgain,
}

/// Applies an event to what the page shows of the room. An event that the room as loaded holds already changes
/// nothing.
pub fn apply(room: &mut RoomPreview, sequence: i64, event: RoomEvent) -> NextStep {
    if sequence <= room.sequence {
        return NextStep::Nothing;
    }
    room.sequence = sequence;
    match event {
        RoomEvent::DetailsChanged { details } => {
            room.title = details.title;
            room.description = details.description;
            room.speakers = details.speakers;
            room.time_zone = details.time_zone;
            NextStep::Nothing
        }
        RoomEvent::SessionChanged { session } => {
            let is_other_run = has_been_opened_or_ended(&session) || has_been_opened_or_ended(&room.session);
            room.session = session;
            if is_other_run { NextStep::AskTheDoorAfterJitter } else { NextStep::Nothing }
        }
        RoomEvent::RoomDeleted
        | RoomEvent::RoomRestored
        | RoomEvent::SettingsChanged
        | RoomEvent::GuestLinkChanged { .. } => NextStep::AskTheDoorAfterJitter,
        RoomEvent::InvitationRemoved { .. }
        | RoomEvent::InvitationChanged { .. }
        | RoomEvent::DeviceReleased { .. }
        | RoomEvent::StandingChanged { .. } => NextStep::AskTheDoor,
        RoomEvent::Entered { .. }
        | RoomEvent::Left { .. }
        | RoomEvent::SteppedForward { .. }
        | RoomEvent::Crowd(_)
        | RoomEvent::MailChanged { .. }
        | RoomEvent::InvitationNoted { .. }
        | RoomEvent::GuestLinkUsed { .. }
        | RoomEvent::MailsChanged
        | RoomEvent::BatchProgressed { .. }
        | RoomEvent::Lobby(_)
        | RoomEvent::RoleChanged { .. }
        | RoomEvent::Removed { .. }
        | RoomEvent::Chat(_)
        | RoomEvent::Stage(_)
        | RoomEvent::Question(_)
        | RoomEvent::Interaction(_)
        | RoomEvent::Reaction(_) => NextStep::Nothing,
        RoomEvent::Lock(event) => at_the_door(&event),
    }
}

const fn at_the_door(event: &LockEvent) -> NextStep {
    match event {
        LockEvent::Changed { .. } => NextStep::AskTheDoorAfterJitter,
        LockEvent::Answered { .. } => NextStep::KnockAgain,
        LockEvent::MessageChanged => NextStep::AskTheDoorSoon,
        LockEvent::Knocked { .. } | LockEvent::Settled { .. } | LockEvent::MessageWritten { .. } => {
            NextStep::Nothing
        }
    }
}

fn has_been_opened_or_ended(session: &Session) -> bool {
    session.opened_at.is_some() || session.ended_at.is_some()
}

#[cfg(test)]
mod tests {
    use domain::{InvitationId, Role, RoomId, Timestamp};

    use super::*;

    fn planned() -> Session {
        Session {
            starts_at: Timestamp::from_millis(1_000),
            ends_at: Timestamp::from_millis(2_000),
            opened_at: None,
            ended_at: None,
            host_away_since: None,
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
}

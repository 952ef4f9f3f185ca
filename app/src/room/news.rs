//! What an event means for the reader of a live room, besides the change of its state.

use domain::live::{RoomEvent, RoomState, Sequence};
use domain::lock::LockEvent;
use domain::role::Permission;
use domain::stage::StageEvent;
use domain::{ParticipantId, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    Nothing,
    /// My role is another one now.
    MyRole(Role),
    /// I am taken for gone, most often because this device slept.
    ILeft,
    SessionOpened,
    SessionEnded,
    /// Somebody wants something of those who manage people, and I am one.
    HandRaised(ParticipantId),
    /// Somebody waits to be let in, which only those who manage people learn.
    Knocked,
}

/// The news of an event for `me`, seen from the state before it. Events that the state holds already are none.
pub fn news(state: &RoomState, me: Option<ParticipantId>, sequence: Sequence, event: &RoomEvent) -> News {
    if sequence <= state.sequence {
        return News::Nothing;
    }
    match event {
        RoomEvent::RoleChanged { participant, role } if Some(*participant) == me => News::MyRole(*role),
        RoomEvent::Left { participant, .. } if Some(*participant) == me => News::ILeft,
        RoomEvent::SessionChanged { session } if session.ended_at.is_some() => News::SessionEnded,
        RoomEvent::SessionChanged { session }
            if session.opened_at.is_some() && state.session.opened_at.is_none() =>
        {
            News::SessionOpened
        }
        RoomEvent::Stage(StageEvent::HandRaised { participant, .. })
            if Some(*participant) != me && is_manager(state, me) =>
        {
            News::HandRaised(*participant)
        }
        RoomEvent::Lock(LockEvent::Knocked { .. }) => News::Knocked,
        _ => News::Nothing,
    }
}

fn is_manager(state: &RoomState, me: Option<ParticipantId>) -> bool {
    let me = me.and_then(|me| state.find(me));
    me.is_some_and(|me| me.role.can(Permission::ManagePeople))
}

#[cfg(test)]
mod tests {
    use domain::live::Participant;
    use domain::room::{Audience, RoomDetails};
    use domain::session::Session;
    use domain::{PersonName, Timestamp};

    use super::*;

    const ME: ParticipantId = ParticipantId::from_bits(1);
    const OTHER: ParticipantId = ParticipantId::from_bits(2);

    fn state() -> RoomState {
        let details = RoomDetails {
            title: "Rehearsal".to_owned(),
            description: String::new(),
            speakers: Vec::new(),
            time_zone: "Europe/Berlin".to_owned(),
            collaboration: true,
            audience: Audience::Invited,
        };
        let session = Session {
            starts_at: Timestamp::from_millis(1_000),
            ends_at: Timestamp::from_millis(2_000),
            opened_at: None,
            ended_at: None,
            host_away_since: None,
        };
        RoomState { me: Some(ME), ..RoomState::new(4, details, session) }
    }

    #[test]
    fn a_role_is_news_for_whom_it_is_given_to() {
        let promoted = |participant| RoomEvent::RoleChanged { participant, role: Role::Moderator };
        assert_eq!(news(&state(), Some(ME), 5, &promoted(ME)), News::MyRole(Role::Moderator));
        assert_eq!(news(&state(), Some(ME), 5, &promoted(OTHER)), News::Nothing);
    }

    #[test]
    fn a_raised_hand_is_news_for_those_who_manage_people() {
        let raised = |participant| {
            RoomEvent::Stage(StageEvent::HandRaised {
                participant,
                at: Timestamp::from_millis(1),
                is_in_crowd: false,
            })
        };
        for role in Role::ALL {
            let me = Participant {
                id: ME,
                name: PersonName::parse("Ana", "Ruiz").expect("a name"),
                role: *role,
                is_guest: true,
                entered_at: Timestamp::from_millis(0),
                is_on_stage: false,
                hand_raised_at: None,
                is_in_crowd: false,
            };
            let state = RoomState { participants: vec![me], ..state() };
            let is_news = news(&state, Some(ME), 5, &raised(OTHER)) == News::HandRaised(OTHER);
            assert_eq!(is_news, matches!(role, Role::Moderator | Role::Host), "{role}");
            assert_eq!(news(&state, Some(ME), 5, &raised(ME)), News::Nothing);
        }
    }

    #[test]
    fn leaving_is_news_once() {
        let left = RoomEvent::Left { participant: ME, is_in_crowd: false };
        assert_eq!(news(&state(), Some(ME), 5, &left), News::ILeft);
        assert_eq!(news(&state(), Some(ME), 4, &left), News::Nothing);
    }

    #[test]
    fn opening_and_ending_are_news() {
        let at = Some(Timestamp::from_millis(1_000));
        let opened = Session { opened_at: at, ..state().session };
        let ended = Session { ended_at: at, ..opened };
        let changed = |session| RoomEvent::SessionChanged { session };
        assert_eq!(news(&state(), Some(ME), 5, &changed(opened)), News::SessionOpened);
        assert_eq!(news(&state(), Some(ME), 5, &changed(ended)), News::SessionEnded);
        let mut open = state();
        open.session = opened;
        let longer = Session { ends_at: Timestamp::from_millis(3_000), ..opened };
        assert_eq!(news(&open, Some(ME), 5, &changed(longer)), News::Nothing);
    }
}

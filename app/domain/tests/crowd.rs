//! Who is known to everybody by name, and who is one of a crowd.

use domain::crowd::{Crowd, KNOWN_BY_NAME, joins_crowd};
use domain::live::{Participant, Reader, RoomEvent, RoomState};
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::stage::StageEvent;
use domain::{ParticipantId, PersonName, Role, Timestamp};
use proptest::prelude::*;

const ME: ParticipantId = ParticipantId::from_bits(1);
const ANA: ParticipantId = ParticipantId::from_bits(2);

fn person(id: ParticipantId, is_in_crowd: bool) -> Participant {
    Participant {
        id,
        name: PersonName::parse("Some", "Body").expect("the test's name is one"),
        role: Role::Viewer,
        is_guest: true,
        entered_at: Timestamp::from_millis(0),
        is_on_stage: false,
        hand_raised_at: None,
        is_in_crowd,
    }
}

fn inside(role: Role) -> Reader {
    Reader { person: None, invitation: None, participant: Some(ME), role: Some(role), ..Reader::default() }
}

fn state(listed: Vec<Participant>) -> RoomState {
    let details = RoomDetails {
        title: "Optics".to_owned(),
        description: String::new(),
        speakers: Vec::new(),
        time_zone: "UTC".to_owned(),
        collaboration: true,
        audience: Audience::Site,
    };
    let moment = Timestamp::from_millis(0);
    let session = Session {
        starts_at: moment,
        ends_at: moment,
        opened_at: None,
        ended_at: None,
        host_away_since: None,
    };
    RoomState { me: Some(ME), participants: listed, ..RoomState::new(0, details, session) }
}

/// Whatever happens to one person of the crowd, or to one who is not of it.
fn happenings(participant: ParticipantId, is_in_crowd: bool) -> Vec<RoomEvent> {
    let at = Timestamp::from_millis(5);
    vec![
        RoomEvent::Entered { participant: person(participant, is_in_crowd) },
        RoomEvent::Left { participant, is_in_crowd },
        RoomEvent::Removed { participant, is_in_crowd },
        RoomEvent::Stage(StageEvent::HandRaised { participant, at, is_in_crowd }),
        RoomEvent::Stage(StageEvent::HandLowered { participant, is_in_crowd }),
    ]
}

#[test]
fn viewers_join_the_crowd_once_a_hundred_are_known_and_others_never() {
    assert!(!joins_crowd(Role::Viewer, KNOWN_BY_NAME - 1));
    assert!(joins_crowd(Role::Viewer, KNOWN_BY_NAME));
    for role in [Role::Moderator, Role::Speaker, Role::Host] {
        assert!(!joins_crowd(role, 100_000), "{role}");
    }
}

#[test]
fn what_happens_in_the_crowd_is_told_to_those_who_manage_people_and_to_whom_it_happens() {
    for role in Role::ALL {
        let knows = matches!(role, Role::Moderator | Role::Host);
        for event in happenings(ANA, true) {
            assert_eq!(inside(*role).may_learn(&event), knows, "{role}: {event:?}");
        }
        for event in happenings(ME, true).into_iter().chain(happenings(ANA, false)) {
            assert!(inside(*role).may_learn(&event), "{role}: {event:?}");
        }
    }
}

#[test]
fn everybody_inside_learns_who_steps_forward_and_how_large_the_crowd_is() {
    let outside = Reader { role: None, ..inside(Role::Viewer) };
    for event in
        [RoomEvent::SteppedForward { participant: person(ANA, false) }, RoomEvent::Crowd(Crowd::default())]
    {
        assert!(Role::ALL.iter().all(|role| inside(*role).may_learn(&event)), "{event:?}");
        assert!(!outside.may_learn(&event), "{event:?}");
    }
}

#[test]
fn who_was_told_of_somebody_before_sees_them_once_when_they_step_forward() {
    let mut state = state(vec![person(ME, false), person(ANA, true)]);
    state.apply(1, RoomEvent::SteppedForward { participant: person(ANA, false) });
    assert_eq!(state.participants, [person(ME, false), person(ANA, false)]);
}

#[test]
fn a_demotion_takes_the_names_of_the_crowd_off_the_page_but_not_one_s_own() {
    let mut state = state(vec![person(ME, true), person(ANA, true)]);
    state.apply(1, RoomEvent::Crowd(Crowd { people: 2, raised_hands: 0 }));
    assert_eq!(state.unseen().people, 0);
    state.apply(2, RoomEvent::RoleChanged { participant: ME, role: Role::Moderator });
    assert_eq!(state.participants.len(), 2);
    state.apply(3, RoomEvent::RoleChanged { participant: ME, role: Role::Viewer });
    assert_eq!(state.participants.iter().map(|known| known.id).collect::<Vec<_>>(), [ME]);
    assert_eq!(state.unseen().people, 1);
}

#[test]
fn an_event_about_somebody_known_is_written_as_it_was_before_there_were_crowds() {
    let left = r#"{"kind":"left","participant":"00000000000000000000000002"}"#;
    let event = RoomEvent::Left { participant: ANA, is_in_crowd: false };
    assert_eq!(serde_json::to_string(&event).expect("it can be written"), left);
    assert_eq!(serde_json::from_str::<RoomEvent>(left).expect("it can be read"), event);
}

proptest! {
    #[test]
    fn whoever_is_listed_is_not_counted_again(people in 0..50_u32, hands in 0..50_u32, listed: Vec<(bool, bool)>) {
        let crowd = Crowd { people: people.max(hands), raised_hands: hands };
        let listed: Vec<_> = listed
            .into_iter()
            .map(|(is_in_crowd, has_hand)| Participant {
                hand_raised_at: has_hand.then_some(Timestamp::from_millis(1)),
                ..person(ANA, is_in_crowd)
            })
            .collect();
        let of_crowd = listed.iter().filter(|known| known.is_in_crowd).count();
        let unseen = crowd.without(&listed);
        prop_assert!(unseen.people <= crowd.people && unseen.raised_hands <= crowd.raised_hands);
        if of_crowd <= crowd.people as usize {
            prop_assert_eq!(unseen.people as usize + of_crowd, crowd.people as usize);
        }
    }
}

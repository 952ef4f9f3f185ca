//! What happens in a room, who may learn of it, and the state it leads to.

use domain::chat::ChatState;
use domain::live::{Participant, Reader, RoomEvent, RoomState, StreamMessage, may_be_lifted};
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::{InvitationId, ParticipantId, PersonId, PersonName, Refusal, Role, Timestamp};

const ANA: ParticipantId = ParticipantId::from_bits(1);
const BO: ParticipantId = ParticipantId::from_bits(2);
const NOBODY: ParticipantId = ParticipantId::from_bits(99);
const ANAS: InvitationId = InvitationId::from_bits(11);
const BOS: InvitationId = InvitationId::from_bits(12);

const SESSION: Session = Session {
    starts_at: Timestamp::from_millis(1_000),
    ends_at: Timestamp::from_millis(2_000),
    opened_at: None,
    ended_at: None,
    host_away_since: None,
};

const LOBBY: Reader = Reader {
    person: None,
    invitation: Some(ANAS),
    guest_link: None,
    link_guest: None,
    participant: None,
    role: None,
};

fn inside(role: Role) -> Reader {
    Reader {
        person: None,
        invitation: Some(ANAS),
        participant: Some(ANA),
        role: Some(role),
        ..Reader::default()
    }
}

fn details(title: &str) -> RoomDetails {
    RoomDetails {
        title: title.to_owned(),
        description: String::new(),
        speakers: Vec::new(),
        time_zone: "Europe/Berlin".to_owned(),
        collaboration: true,
        audience: Audience::Invited,
    }
}

fn participant(id: ParticipantId, role: Role) -> Participant {
    Participant {
        id,
        name: PersonName::parse("Some", "Body").expect("the test's name is one"),
        role,
        is_guest: true,
        entered_at: Timestamp::from_millis(0),
        is_on_stage: false,
        hand_raised_at: None,
        is_in_crowd: false,
    }
}

fn entered(id: ParticipantId) -> RoomEvent {
    RoomEvent::Entered { participant: participant(id, Role::Viewer) }
}

/// One of each event, all about Ana.
fn one_of_each() -> Vec<RoomEvent> {
    vec![
        RoomEvent::DetailsChanged { details: details("new") },
        RoomEvent::SessionChanged { session: SESSION },
        RoomEvent::RoomDeleted,
        RoomEvent::RoomRestored,
        RoomEvent::InvitationRemoved { invitation: ANAS },
        RoomEvent::InvitationChanged { invitation: ANAS, role: Role::Speaker },
        RoomEvent::DeviceReleased { invitation: ANAS },
        entered(ANA),
        RoomEvent::Left { participant: ANA, is_in_crowd: false },
        RoomEvent::RoleChanged { participant: ANA, role: Role::Speaker },
        RoomEvent::Removed { participant: ANA, is_in_crowd: false },
    ]
}

fn state() -> RoomState {
    RoomState {
        me: Some(ANA),
        backchannel: Some(ChatState::default()),
        ..RoomState::new(10, details("old"), SESSION)
    }
}

fn ids(state: &RoomState) -> Vec<ParticipantId> {
    state.participants.iter().map(|participant| participant.id).collect()
}

#[test]
fn a_lobby_reader_never_learns_who_is_inside() {
    for reader in [LOBBY, Reader { participant: Some(ANA), ..LOBBY }] {
        for event in one_of_each() {
            let is_about_people =
                serde_json::to_string(&event).expect("it can be written").contains("participant");
            assert_eq!(reader.may_learn(&event), !is_about_people, "{event:?}");
        }
    }
}

#[test]
fn a_changed_role_does_not_let_a_lobby_reader_in() {
    let waiting = Reader { participant: Some(ANA), ..LOBBY };
    let after = waiting.after(&RoomEvent::RoleChanged { participant: ANA, role: Role::Host });
    assert_eq!(after, waiting);
    assert!(!after.may_learn(&entered(BO)));
}

#[test]
fn everyone_inside_learns_who_comes_and_goes() {
    for role in Role::ALL {
        for event in one_of_each() {
            assert!(inside(*role).may_learn(&event), "{role}: {event:?}");
        }
    }
}

#[test]
fn invitations_of_others_are_told_to_hosts_only() {
    for event in [
        RoomEvent::InvitationRemoved { invitation: BOS },
        RoomEvent::InvitationChanged { invitation: BOS, role: Role::Speaker },
        RoomEvent::DeviceReleased { invitation: BOS },
    ] {
        assert!(!LOBBY.may_learn(&event), "{event:?}");
        for role in Role::ALL {
            assert_eq!(inside(*role).may_learn(&event), *role == Role::Host, "{role}: {event:?}");
        }
    }
}

#[test]
fn a_reader_without_an_invitation_is_nobodys_guest() {
    let member =
        Reader { person: None, invitation: None, participant: None, role: None, ..Reader::default() };
    assert!(!member.may_learn(&RoomEvent::InvitationRemoved { invitation: ANAS }));
    assert_eq!(member.refusal(&RoomEvent::InvitationRemoved { invitation: ANAS }), None);
    assert_eq!(member.refusal(&RoomEvent::Removed { participant: ANA, is_in_crowd: false }), None);
}

#[test]
fn a_new_role_counts_from_the_very_next_event() {
    let about_others = RoomEvent::InvitationChanged { invitation: BOS, role: Role::Speaker };
    let host = inside(Role::Host);
    let demoted = host.after(&RoomEvent::RoleChanged { participant: ANA, role: Role::Viewer });
    assert_eq!(demoted, inside(Role::Viewer));
    assert!(host.may_learn(&about_others) && !demoted.may_learn(&about_others));
}

#[test]
fn the_roles_of_others_change_nothing_for_a_reader() {
    let reader = inside(Role::Viewer);
    assert_eq!(reader.after(&RoomEvent::RoleChanged { participant: BO, role: Role::Host }), reader);
}

#[test]
fn the_reader_of_a_removed_invitation_is_refused() {
    let event = RoomEvent::InvitationRemoved { invitation: ANAS };
    for reader in [LOBBY, inside(Role::Speaker)] {
        assert_eq!(reader.refusal(&event), Some(Refusal::InvitationRemoved));
    }
}

#[test]
fn each_event_that_ends_a_stream_has_its_refusal_and_no_other_does() {
    for event in one_of_each() {
        let expected = match event {
            RoomEvent::RoomDeleted => Some(Refusal::RoomDeleted),
            RoomEvent::InvitationRemoved { .. } => Some(Refusal::InvitationRemoved),
            RoomEvent::Removed { .. } => Some(Refusal::Removed),
            _ => None,
        };
        assert_eq!(inside(Role::Viewer).refusal(&event), expected, "{event:?}");
    }
}

#[test]
fn what_happens_to_others_ends_no_stream() {
    for event in [
        RoomEvent::InvitationRemoved { invitation: BOS },
        RoomEvent::DeviceReleased { invitation: BOS },
        RoomEvent::StandingChanged { person: PersonId::from_bits(22) },
        RoomEvent::Removed { participant: BO, is_in_crowd: false },
    ] {
        let reader = Reader { person: Some(PersonId::from_bits(21)), ..inside(Role::Host) };
        assert_eq!(reader.refusal(&event), None, "{event:?}");
        assert!(!reader.must_ask_again(&event), "{event:?}");
    }
}

#[test]
fn whose_standing_or_device_has_changed_asks_the_door_again() {
    let person = PersonId::from_bits(21);
    let standing = RoomEvent::StandingChanged { person };
    let device = RoomEvent::DeviceReleased { invitation: ANAS };
    for reader in [LOBBY, inside(Role::Viewer), inside(Role::Host)] {
        assert!(reader.must_ask_again(&device), "{reader:?}");
        assert!(Reader { person: Some(person), ..reader }.must_ask_again(&standing), "{reader:?}");
        assert!(!reader.must_ask_again(&standing) && !reader.may_learn(&standing), "{reader:?}");
        let others: Vec<_> = one_of_each().into_iter().filter(|event| *event != device).collect();
        assert!(!others.iter().any(|event| reader.must_ask_again(event)), "{reader:?}");
    }
}

#[test]
fn who_is_shut_out_by_a_rule_waits_for_another_and_who_has_shown_no_link_does_not() {
    for refusal in [
        Refusal::DomainBlocked,
        Refusal::PlusAddress,
        Refusal::UsedOnOtherDevice { may_move_here: false },
        Refusal::GuestLinkOff,
    ] {
        assert!(may_be_lifted(refusal), "{refusal:?}");
    }
    for refusal in [
        Refusal::UnknownLink,
        Refusal::InvitationRemoved,
        Refusal::Removed,
        Refusal::NotInvited,
        Refusal::SessionEnded,
    ] {
        assert!(!may_be_lifted(refusal), "{refusal:?}");
    }
}

#[test]
fn who_is_shut_out_asks_the_door_after_what_may_have_opened_it_and_not_after_what_others_do() {
    for event in
        [RoomEvent::SettingsChanged, RoomEvent::DeviceReleased { invitation: ANAS }, RoomEvent::RoomDeleted]
    {
        assert!(LOBBY.may_find_open(&event), "{event:?}");
    }
    for event in [
        RoomEvent::DeviceReleased { invitation: BOS },
        RoomEvent::MailsChanged,
        entered(BO),
        RoomEvent::InvitationChanged { invitation: BOS, role: Role::Speaker },
    ] {
        assert!(!LOBBY.may_find_open(&event), "{event:?}");
    }
}

#[test]
fn people_are_listed_in_order_of_arrival() {
    let mut state = state();
    let entered = |id, millis| RoomEvent::Entered {
        participant: Participant {
            entered_at: Timestamp::from_millis(millis),
            ..participant(id, Role::Viewer)
        },
    };
    state.apply(11, entered(BO, 1));
    state.apply(12, entered(ANA, 2));
    assert_eq!(ids(&state), [BO, ANA]);
    state.apply(13, entered(BO, 3));
    assert_eq!(ids(&state), [ANA, BO], "whoever comes again stands last, and once");
    state.apply(14, RoomEvent::Left { participant: ANA, is_in_crowd: false });
    state.apply(15, RoomEvent::Removed { participant: BO, is_in_crowd: false });
    assert_eq!(ids(&state), []);
    assert_eq!(state.sequence, 15);
}

#[test]
fn people_who_arrive_at_the_same_moment_are_listed_as_the_server_lists_them() {
    let mut state = state();
    state.apply(11, entered(BO));
    state.apply(12, entered(ANA));
    assert_eq!(ids(&state), [ANA, BO], "by identifier");
}

#[test]
fn a_role_changes_for_one_person_only() {
    let mut state = state();
    state.apply(11, entered(ANA));
    state.apply(12, entered(BO));
    state.apply(13, RoomEvent::RoleChanged { participant: ANA, role: Role::Moderator });
    let role = |id| state.find(id).map(|participant| participant.role);
    assert_eq!(role(ANA), Some(Role::Moderator));
    assert_eq!(role(BO), Some(Role::Viewer));
    assert_eq!(role(NOBODY), None);
}

#[test]
fn details_and_session_are_replaced() {
    let mut state = state();
    let moved = Session { starts_at: Timestamp::from_millis(1_500), ..SESSION };
    state.apply(11, RoomEvent::DetailsChanged { details: details("new") });
    state.apply(12, RoomEvent::SessionChanged { session: moved });
    assert_eq!((state.details, state.session), (details("new"), moved));
}

#[test]
fn an_event_already_applied_changes_nothing() {
    let mut state = state();
    state.apply(11, entered(ANA));
    let before = state.clone();
    for sequence in [i64::MIN, 0, 10, 11] {
        state.apply(sequence, RoomEvent::Left { participant: ANA, is_in_crowd: false });
        assert_eq!(state, before);
    }
}

#[test]
fn events_about_unknown_people_are_harmless() {
    let mut state = state();
    state.apply(11, entered(ANA));
    let before = state.clone();
    for (sequence, event) in (12..).zip([
        RoomEvent::Left { participant: NOBODY, is_in_crowd: false },
        RoomEvent::Removed { participant: NOBODY, is_in_crowd: false },
        RoomEvent::RoleChanged { participant: NOBODY, role: Role::Host },
    ]) {
        state.apply(sequence, event);
        assert_eq!(state, RoomState { sequence, ..before.clone() });
    }
}

#[test]
fn gaps_in_the_sequence_are_harmless() {
    let mut state = state();
    state.apply(500, entered(ANA));
    assert_eq!((state.sequence, ids(&state)), (500, vec![ANA]));
}

#[test]
fn every_message_crosses_the_wire() {
    let others = [
        StreamMessage::Event { event: RoomEvent::StandingChanged { person: PersonId::from_bits(21) } },
        StreamMessage::Resync,
        StreamMessage::Beat { now: Timestamp::from_millis(-5) },
        StreamMessage::Refused { refusal: Refusal::Locked { until: Timestamp::from_millis(5) } },
        StreamMessage::Refused { refusal: Refusal::UsedOnOtherDevice { may_move_here: true } },
    ];
    let events = one_of_each().into_iter().map(|event| StreamMessage::Event { event });
    for message in events.chain(others) {
        let json = serde_json::to_string(&message).expect("it can be written");
        assert_eq!(serde_json::from_str::<StreamMessage>(&json).expect("it can be read"), message, "{json}");
    }
}

#[test]
fn a_state_crosses_the_wire() {
    let mut state = state();
    state.apply(11, entered(ANA));
    let json = serde_json::to_string(&state).expect("it can be written");
    assert_eq!(serde_json::from_str::<RoomState>(&json).expect("it can be read"), state);
}

#[test]
fn a_demotion_takes_the_backchannel_off_the_page_at_once() {
    let mut state = state();
    state.apply(11, RoomEvent::RoleChanged { participant: BO, role: Role::Viewer });
    assert!(state.backchannel.is_some(), "somebody else was demoted");
    state.apply(12, RoomEvent::RoleChanged { participant: ANA, role: Role::Speaker });
    assert!(state.backchannel.is_some());
    state.apply(13, RoomEvent::RoleChanged { participant: ANA, role: Role::Viewer });
    assert!(state.backchannel.is_none());
}

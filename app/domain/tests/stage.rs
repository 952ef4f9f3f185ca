//! Hands and the stage: who may do what, and the state it leads to.

use domain::command::{Actor, CommandDenied, RoomCommand, may_command};
use domain::live::{Participant, Reader, RoomEvent, RoomState};
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::stage::{StageCommand, StageEvent, is_on_stage_after, may_place};
use domain::{ParticipantId, PersonName, Role, Timestamp};

const ME: ParticipantId = ParticipantId::from_bits(1);
const OTHER: ParticipantId = ParticipantId::from_bits(2);
const AT: Timestamp = Timestamp::from_millis(7);

fn actor(role: Role) -> Actor {
    Actor { participant: ME, role, is_muted: false, has_collaboration: true }
}

fn participant(role: Role) -> Participant {
    Participant {
        id: ME,
        name: PersonName::parse("Ana", "Ruiz").expect("the test's name is one"),
        role,
        is_guest: true,
        entered_at: Timestamp::from_millis(0),
        is_on_stage: false,
        hand_raised_at: None,
        is_in_crowd: false,
    }
}

fn state(role: Role) -> RoomState {
    let details = RoomDetails {
        title: "Rehearsal".to_owned(),
        description: String::new(),
        speakers: Vec::new(),
        time_zone: "UTC".to_owned(),
        collaboration: true,
        audience: Audience::Invited,
    };
    let session = Session {
        starts_at: Timestamp::from_millis(0),
        ends_at: Timestamp::from_millis(9),
        opened_at: None,
        ended_at: None,
        host_away_since: None,
    };
    RoomState { participants: vec![participant(role)], ..RoomState::new(0, details, session) }
}

/// One of each command, and who may give it: guest, viewer, moderator, speaker, host.
fn commands() -> [(StageCommand, [bool; 5]); 7] {
    let everybody = [true; 5];
    let managers = [false, false, true, false, true];
    [
        (StageCommand::RaiseHand, everybody),
        (StageCommand::LowerHand, everybody),
        (StageCommand::LowerHandOf { participant: OTHER }, managers),
        (StageCommand::StepOn, [false, false, false, true, true]),
        (StageCommand::StepOff, everybody),
        (StageCommand::Bring { participant: OTHER }, managers),
        (StageCommand::TakeOff { participant: OTHER }, managers),
    ]
}

fn events() -> [StageEvent; 4] {
    [
        StageEvent::HandRaised { participant: ME, at: AT, is_in_crowd: false },
        StageEvent::HandLowered { participant: ME, is_in_crowd: false },
        StageEvent::SteppedOn { participant: ME },
        StageEvent::SteppedOff { participant: ME },
    ]
}

#[test]
fn each_role_may_give_the_commands_of_the_table_and_no_other() {
    for (command, row) in commands() {
        let command = RoomCommand::Stage(command);
        let may = Role::ALL.iter().map(|role| may_command(actor(*role), &command).is_ok());
        assert_eq!(may.collect::<Vec<_>>(), row, "{command:?}");
    }
}

#[test]
fn without_collaboration_no_hand_is_raised_but_the_stage_stays() {
    let host = Actor { has_collaboration: false, ..actor(Role::Host) };
    for (command, _) in commands() {
        let is_hand = command == StageCommand::RaiseHand;
        let expected = if is_hand { Err(CommandDenied::CollaborationOff) } else { Ok(()) };
        assert_eq!(may_command(host, &RoomCommand::Stage(command.clone())), expected, "{command:?}");
    }
}

#[test]
fn somebody_muted_may_still_raise_a_hand() {
    let muted = Actor { is_muted: true, ..actor(Role::Viewer) };
    assert_eq!(may_command(muted, &RoomCommand::Stage(StageCommand::RaiseHand)), Ok(()));
}

#[test]
fn only_hosts_place_hosts() {
    for by in [Role::Moderator, Role::Host] {
        for target in Role::ALL {
            let is_denied = by != Role::Host && *target == Role::Host;
            assert_eq!(may_place(by, *target).is_err(), is_denied, "{by} places {target}");
        }
    }
}

#[test]
fn everybody_inside_and_nobody_outside_learns_of_hands_and_the_stage() {
    for event in events().map(RoomEvent::Stage) {
        for role in Role::ALL {
            let reader = Reader {
                person: None,
                invitation: None,
                participant: Some(ME),
                role: Some(*role),
                ..Reader::default()
            };
            assert!(reader.may_learn(&event), "{role} {event:?}");
            assert!(!Reader { role: None, ..reader }.may_learn(&event), "{event:?}");
        }
    }
}

#[test]
fn a_hand_is_up_until_it_is_lowered_or_somebody_is_on_stage() {
    let hand = |state: &RoomState| state.find(ME).and_then(|me| me.hand_raised_at);
    for end in [
        StageEvent::HandLowered { participant: ME, is_in_crowd: false },
        StageEvent::SteppedOn { participant: ME },
    ] {
        let mut state = state(Role::Viewer);
        state.apply(
            1,
            RoomEvent::Stage(StageEvent::HandRaised { participant: ME, at: AT, is_in_crowd: false }),
        );
        assert_eq!(hand(&state), Some(AT));
        state.apply(2, RoomEvent::Stage(end));
        assert_eq!(hand(&state), None);
    }
}

#[test]
fn a_speaker_is_on_stage_by_their_role_and_all_others_stay_where_they_are() {
    for from in Role::ALL {
        for to in Role::ALL {
            let of_the_stage = |role: Role| matches!(role, Role::Speaker | Role::Host);
            for is_on in [false, true] {
                let expected =
                    if of_the_stage(*from) == of_the_stage(*to) { is_on } else { of_the_stage(*to) };
                assert_eq!(is_on_stage_after(*from, *to, is_on), expected, "{from} to {to}");
            }
        }
    }
    let mut state = state(Role::Viewer);
    let is_on_stage = |state: &RoomState| state.find(ME).is_some_and(|me| me.is_on_stage);
    state.apply(1, RoomEvent::RoleChanged { participant: ME, role: Role::Speaker });
    assert!(is_on_stage(&state));
    state.apply(2, RoomEvent::RoleChanged { participant: ME, role: Role::Moderator });
    assert!(!is_on_stage(&state));
}

#[test]
fn a_participant_written_before_there_was_a_stage_can_be_read() {
    let json = serde_json::to_string(&participant(Role::Viewer)).expect("it can be written");
    let old = json.replace(r#","is_on_stage":false,"hand_raised_at":null"#, "");
    assert_ne!(json, old);
    assert_eq!(serde_json::from_str::<Participant>(&old).expect("it can be read"), participant(Role::Viewer));
}

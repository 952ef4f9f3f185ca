//! A locked room: who answers those who wait, who learns of them, and the state it leads to.

use domain::command::{Actor, RoomCommand, may_command};
use domain::live::{Reader, RoomEvent};
use domain::lock::{Knocker, LockCommand, LockEvent, LockState, Waiting};
use domain::{InvitationId, ParticipantId, PersonId, PersonName, Role, Timestamp};

const MINE: InvitationId = InvitationId::from_bits(1);
const ME: PersonId = PersonId::from_bits(2);

fn waiting(number: i64) -> Waiting {
    Waiting {
        number,
        name: PersonName::parse("Bo", "Berg").expect("the test's name is one"),
        is_guest: true,
        since: Timestamp::from_millis(number),
    }
}

fn reader(role: Option<Role>) -> Reader {
    Reader { person: None, invitation: None, participant: None, role, ..Reader::default() }
}

/// Who may learn of it: guest, viewer, moderator, speaker, host; and somebody outside.
fn events() -> [(LockEvent, [bool; 5], bool); 6] {
    let managers = [false, false, true, false, true];
    let knocker = Knocker::Guest(InvitationId::from_bits(9));
    [
        (LockEvent::Changed { is_locked: true }, [true; 5], true),
        (LockEvent::Knocked { waiting: waiting(7) }, managers, false),
        (LockEvent::Settled { number: 7 }, managers, false),
        (LockEvent::Answered { knocker }, [false; 5], false),
        (LockEvent::MessageWritten { text: "Soon".to_owned() }, managers, false),
        (LockEvent::MessageChanged, [false; 5], true),
    ]
}

#[test]
fn only_those_who_manage_people_answer_at_the_door() {
    for command in [
        LockCommand::SetLocked { is_locked: true },
        LockCommand::Admit { number: 7 },
        LockCommand::AdmitAll,
        LockCommand::Decline { number: 7 },
        LockCommand::WriteMessage { text: String::new() },
    ] {
        let command = RoomCommand::Lock(command);
        let may = Role::ALL.iter().map(|role| {
            let participant = ParticipantId::from_bits(1);
            let actor = Actor { participant, role: *role, is_muted: true, has_collaboration: false };
            may_command(actor, &command).is_ok()
        });
        assert_eq!(may.collect::<Vec<_>>(), [false, false, true, false, true], "{command:?}");
    }
}

#[test]
fn each_event_reaches_those_of_the_table_and_nobody_else() {
    for (event, row, outside) in events() {
        let event = RoomEvent::Lock(event);
        let may = Role::ALL.iter().map(|role| reader(Some(*role)).may_learn(&event));
        assert_eq!(may.collect::<Vec<_>>(), row, "{event:?}");
        assert_eq!(reader(None).may_learn(&event), outside, "{event:?}");
    }
}

#[test]
fn an_answer_reaches_the_one_who_knocked() {
    let answered = |knocker| RoomEvent::Lock(LockEvent::Answered { knocker });
    let guest = Reader { invitation: Some(MINE), person: Some(ME), ..reader(None) };
    let member = Reader { person: Some(ME), ..reader(None) };
    assert!(guest.may_learn(&answered(Knocker::Guest(MINE))));
    assert!(member.may_learn(&answered(Knocker::Member(ME))));
    assert!(!guest.may_learn(&answered(Knocker::Member(ME))), "who came by a link is its guest");
    assert!(!member.may_learn(&answered(Knocker::Guest(MINE))));
}

#[test]
fn who_waits_is_listed_until_they_are_answered_or_the_room_is_unlocked() {
    let mut state = LockState::default();
    state.apply(LockEvent::Changed { is_locked: true });
    for number in [3, 5, 8] {
        state.apply(LockEvent::Knocked { waiting: waiting(number) });
    }
    state.apply(LockEvent::Settled { number: 5 });
    assert_eq!(state.waiting.iter().map(|waiting| waiting.number).collect::<Vec<_>>(), [3, 8]);
    state.apply(LockEvent::Changed { is_locked: false });
    assert_eq!(state, LockState::default());
}

#[test]
fn a_demotion_takes_who_waits_off_the_page() {
    let state = LockState { is_locked: true, waiting: vec![waiting(3)], message: "Soon".to_owned() };
    for role in Role::ALL {
        let seen = state.clone().for_role(*role);
        assert!(seen.is_locked);
        assert_eq!(seen == state, matches!(role, Role::Moderator | Role::Host), "{role}");
        assert_eq!(seen.waiting.is_empty(), seen.message.is_empty(), "{role}");
    }
}

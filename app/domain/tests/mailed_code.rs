//! Codes mailed to the invited address: when they are asked for, and what opens by them.

use core::time::Duration;

use domain::admission::{Link, Mailbox, Visit};
use domain::invitation::{DeviceStanding, Invitation, InvitationState};
use domain::link_policy::Tries;
use domain::lock::LockStanding;
use domain::mailed_code::{
    COUNTED_FOR, CodePolicy, DIGITS, MOST, MailedCode, PAUSE, TRIES, WORKS_FOR, may_ask, read, write,
};
use domain::session::Session;
use domain::{
    Admission, EmailAddress, InvitationId, PersonName, Refusal, Role, RoomId, Settings, Timestamp, admit,
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

/// A guest with this role at the door of an open session.
struct Door {
    policy: CodePolicy,
    role: Role,
    device: DeviceStanding,
    mailbox: Mailbox,
    signed_in: bool,
    is_inside: bool,
    locked_until: Option<Timestamp>,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            policy: CodePolicy::Everyone,
            role: Role::Viewer,
            device: DeviceStanding::Free,
            mailbox: Mailbox::Unknown,
            signed_in: false,
            is_inside: false,
            locked_until: None,
        }
    }
}

impl Door {
    fn says(self) -> Admission {
        let email = EmailAddress::parse("ana@example.org").expect("the test's address is one");
        let invitation = Invitation {
            id: InvitationId::from_bits(1),
            room: RoomId::from_bits(2),
            email: email.clone(),
            name: PersonName::parse("Ana", "Lima").expect("the test's name is one"),
            role: self.role,
            state: InvitationState::Open,
            generation: 1,
            expires_at: NOW + Duration::from_hours(1),
            tries: Tries { wrong: 0, locked_until: self.locked_until },
            link_requested_at: None,
            declined_at: None,
        };
        let session = Session {
            starts_at: NOW,
            ends_at: NOW + Duration::from_hours(1),
            opened_at: Some(NOW),
            ended_at: None,
            host_away_since: None,
        };
        let visit = Visit {
            settings: &Settings { mailed_code: self.policy, ..Settings::default() },
            invitation: &invitation,
            session: &session,
            room_deleted: false,
            link: Link::Current,
            device: self.device,
            mailbox: self.mailbox,
            signed_in_as: self.signed_in.then_some(&email),
            is_inside: self.is_inside,
            lock: LockStanding::Unlocked,
        };
        admit(visit, NOW)
    }
}

const CONFIRM_ADDRESS: Admission = Admission::ConfirmAddress { signed_in_as_other: false };

#[test]
fn the_policy_names_whom_it_asks() {
    let asked = |policy: CodePolicy| Role::INVITATION_TYPES.map(|role| policy.asks(role));
    assert_eq!(asked(CodePolicy::Nobody), [false; 3]);
    assert_eq!(asked(CodePolicy::Everyone), [true; 3]);
    for role in Role::INVITATION_TYPES {
        assert_eq!(CodePolicy::ModeratorsAndSpeakers.asks(role), role != Role::Viewer, "{role}");
    }
}

#[test]
fn the_address_comes_before_the_code() {
    assert_eq!(Door::default().says(), CONFIRM_ADDRESS);
    let named = Door { mailbox: Mailbox::CodeMailed, ..Door::default() };
    assert_eq!(named.says(), Admission::ConfirmCode);
}

#[test]
fn a_link_that_was_claimed_before_the_policy_changed_asks_for_a_code_at_the_next_join() {
    for policy in CodePolicy::ALL {
        let claimed = Door { policy: *policy, device: DeviceStanding::Claimed, ..Door::default() };
        let expected = match policy {
            CodePolicy::Everyone => Admission::ConfirmCode,
            CodePolicy::Nobody | CodePolicy::ModeratorsAndSpeakers => Admission::Enter(Role::Viewer),
        };
        assert_eq!(claimed.says(), expected, "{policy:?}");
    }
}

#[test]
fn a_code_that_was_told_is_not_asked_for_again() {
    let proven = Door { device: DeviceStanding::Claimed, mailbox: Mailbox::Proven, ..Door::default() };
    assert_eq!(proven.says(), Admission::Enter(Role::Viewer));
}

#[test]
fn people_inside_are_not_stopped_by_a_policy_or_a_promotion() {
    let inside = Door {
        policy: CodePolicy::ModeratorsAndSpeakers,
        role: Role::Speaker,
        device: DeviceStanding::Claimed,
        is_inside: true,
        ..Door::default()
    };
    assert_eq!(inside.says(), Admission::Enter(Role::Speaker));
}

#[test]
fn the_guests_own_sign_in_needs_no_code() {
    for device in [DeviceStanding::Free, DeviceStanding::Claimed] {
        let signed_in = Door { device, signed_in: true, ..Door::default() };
        assert_eq!(signed_in.says(), Admission::Enter(Role::Viewer), "{device:?}");
    }
}

#[test]
fn a_link_in_use_is_refused_whether_a_code_is_out_or_not_and_opens_by_it() {
    for mailbox in [Mailbox::Unknown, Mailbox::CodeMailed] {
        let taken = Door { device: DeviceStanding::TakenByOthers, mailbox, ..Door::default() };
        let said = taken.says();
        assert_eq!(said, Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: false }));
        assert!(said.opens_by_code());
    }
}

#[test]
fn a_code_lets_nobody_past_a_locked_link() {
    let until = NOW + Duration::from_mins(1);
    let locked = Door { mailbox: Mailbox::CodeMailed, locked_until: Some(until), ..Door::default() };
    assert_eq!(locked.says(), Admission::Refused(Refusal::Locked { until }));
}

#[test]
fn codes_are_for_nothing_else() {
    let wait = Admission::Wait(Role::Viewer);
    for admission in [CONFIRM_ADDRESS, wait, Admission::Refused(Refusal::LinkExpired)] {
        assert!(!admission.opens_by_code(), "{admission:?}");
    }
    assert!(!Admission::ConfirmCode.lets_in());
}

fn code() -> MailedCode {
    MailedCode { asked_at: NOW, wrong_tries: 0 }
}

#[test]
fn a_code_works_for_ten_minutes_and_five_tries() {
    assert!(code().works((NOW + WORKS_FOR).before(Duration::from_millis(1))));
    assert!(!code().works(NOW + WORKS_FOR));
    assert!(MailedCode { wrong_tries: TRIES - 1, ..code() }.works(NOW));
    assert!(!MailedCode { wrong_tries: TRIES, ..code() }.works(NOW));
    assert_eq!(code().left_after_wrong(), 4);
    assert_eq!(MailedCode { wrong_tries: TRIES - 1, ..code() }.left_after_wrong(), 0);
}

#[test]
fn a_device_waits_a_minute_between_two_codes() {
    assert_eq!(may_ask(Some(NOW), &[NOW], NOW), Err(NOW + PAUSE));
    assert_eq!(may_ask(Some(NOW), &[NOW], NOW + PAUSE), Ok(()));
}

#[test]
fn a_mailbox_gets_five_codes_an_hour_however_many_devices_ask() {
    let asked: Vec<_> = (0..5).map(|minute| NOW + Duration::from_mins(minute)).collect();
    let now = NOW + Duration::from_mins(10);
    assert_eq!(may_ask(None, &asked, now), Err(NOW + COUNTED_FOR));
    assert_eq!(may_ask(None, &asked[1..], now), Ok(()));
    assert_eq!(may_ask(None, &asked, NOW + COUNTED_FOR), Ok(()));
}

#[test]
fn a_pasted_code_is_read_with_whatever_stands_around_it() {
    for typed in ["123456", " 123 456 ", "123-456", "Code: 123456.", "１２３４５６", "۱۲۳۴۵۶", "१२३४५६"]
    {
        assert_eq!(read(typed).as_deref(), Some("123456"), "{typed}");
    }
    for typed in ["", "12345", "1234567", "abc"] {
        assert_eq!(read(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn every_code_is_six_digits_and_read_as_it_was_written(chance: u64, gap in 0_usize..=DIGITS) {
        let code = write(chance);
        let (before, after) = code.split_at(gap);
        prop_assert_eq!(read(&format!("{before} {after}")), Some(code.clone()));
    }

    #[test]
    fn who_waits_as_long_as_told_may_ask(minutes in prop::collection::vec(0_u64..120, 0..12), at in 0_u64..180) {
        let asked: Vec<_> = minutes.iter().map(|minute| NOW + Duration::from_mins(*minute)).collect();
        let (last, now) = (asked.iter().max().copied(), NOW + Duration::from_mins(at));
        if let Err(later) = may_ask(last, &asked, now) {
            prop_assert!(now < later);
            prop_assert_eq!(may_ask(last, &asked, later), Ok(()));
        }
    }

    #[test]
    fn no_hour_holds_more_than_five_codes(steps in prop::collection::vec(1_u64..40, 1..40)) {
        let mut asked = Vec::new();
        let mut now = NOW;
        for step in steps {
            now = now + Duration::from_mins(step);
            if may_ask(None, &asked, now).is_ok() {
                asked.push(now);
            }
        }
        for (place, first) in asked.iter().enumerate() {
            let within = asked[place..].iter().filter(|one| **one < *first + COUNTED_FOR).count();
            prop_assert!(within <= MOST);
        }
    }
}

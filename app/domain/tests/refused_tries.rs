//! Tries that the door has refused: what hosts learn of them, and what helps.

use domain::invitation::{Fix, Settlement, TOLD_EVERY, TryCause, is_worth_telling};
use domain::{Refusal, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

#[test]
fn hosts_learn_of_what_they_can_help_about() {
    let until = NOW;
    for (refusal, cause) in [
        (Refusal::InvitationRemoved, TryCause::Removed),
        (Refusal::LinkReplaced, TryCause::Replaced),
        (Refusal::DomainBlocked, TryCause::DomainBlocked),
        (Refusal::LinkExpired, TryCause::Expired),
        (Refusal::UsedOnOtherDevice { may_move_here: true }, TryCause::OtherDevice),
        (Refusal::UsedOnOtherDevice { may_move_here: false }, TryCause::OtherDevice),
        (Refusal::Locked { until }, TryCause::Locked),
    ] {
        assert_eq!(TryCause::of(refusal), Some(cause));
    }
    for refusal in [
        Refusal::UnknownLink,
        Refusal::RoomDeleted,
        Refusal::SessionEnded,
        Refusal::Removed,
        Refusal::NotInvited,
        Refusal::Declined,
    ] {
        assert_eq!(TryCause::of(refusal), None, "{refusal:?}");
    }
}

#[test]
fn each_cause_has_the_fix_that_helps() {
    let fixes = |can_mail| TryCause::ALL.iter().map(move |cause| cause.fix(can_mail)).collect::<Vec<_>>();
    let by_mail = [
        Fix::CorrectAddress,
        Fix::ReleaseDevice,
        Fix::Extend,
        Fix::AskAdministrator,
        Fix::SendLink,
        Fix::NewLink,
        Fix::Restore,
    ];
    assert_eq!(fixes(true), by_mail);
    let by_hand = by_mail.map(|fix| if fix == Fix::SendLink { Fix::CopyLink } else { fix });
    assert_eq!(fixes(false), by_hand);
}

/// What each fix comes to, when it is done.
const fn settlement_of(fix: Fix, cause: TryCause) -> Settlement {
    match fix {
        Fix::CorrectAddress => Settlement::AddressChanged,
        Fix::ReleaseDevice => Settlement::DeviceReleased,
        Fix::Extend => Settlement::Extended,
        Fix::SendLink => Settlement::LinkSent,
        Fix::NewLink => Settlement::NewLink,
        Fix::Restore => Settlement::Restored,
        Fix::CopyLink | Fix::AskAdministrator => Settlement::Dismissed(cause),
    }
}

#[test]
fn a_fix_settles_what_it_is_for() {
    for cause in TryCause::ALL {
        for can_mail in [true, false] {
            let settlement = settlement_of(cause.fix(can_mail), *cause);
            assert!(settlement.settles(*cause), "{settlement:?} leaves {cause:?}");
        }
        assert!(Settlement::Dismissed(*cause).settles(*cause));
    }
}

#[test]
fn who_comes_in_after_all_needs_no_help_but_another_device_may() {
    assert!(Settlement::Claimed.settles(TryCause::WrongAddress));
    assert!(!Settlement::Claimed.settles(TryCause::OtherDevice));
    assert!(!Settlement::NewLink.settles(TryCause::DomainBlocked), "no link helps against that");
    assert!(!Settlement::Dismissed(TryCause::Expired).settles(TryCause::Locked));
}

#[test]
fn hosts_are_told_once_a_minute_and_at_once_of_a_new_cause() {
    let told = [(TryCause::WrongAddress, NOW), (TryCause::Expired, NOW.before(TOLD_EVERY))];
    let soon = NOW + TOLD_EVERY.mul_f64(0.9);
    assert!(is_worth_telling(&[], TryCause::WrongAddress, NOW));
    assert!(!is_worth_telling(&told, TryCause::WrongAddress, soon));
    assert!(!is_worth_telling(&told, TryCause::Expired, soon), "the minute is the link's, not the cause's");
    assert!(is_worth_telling(&told, TryCause::Locked, soon));
    assert!(is_worth_telling(&told, TryCause::Expired, NOW + TOLD_EVERY));
}

//! What becomes of mails: which are still sent, which changes are told, what a removal does to them, and when they are
//! forgotten.

use core::time::Duration;

use domain::invitation::InvitationState::{self, Open, Removed};
use domain::mail::{
    AFTER_CHANGE, Change, KEPT_FOR, MailKind, MailState, OnRemoval, OnReturn, Progress, Settled, Untold,
    is_worth_telling, may_forget, on_removal, on_return, still_let_in, still_told, told_after,
};
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::settings::PlusRule;
use domain::{EmailAddress, Settings, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;

const HOUR: Duration = Duration::from_hours(1);
const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

fn session() -> Session {
    Session {
        starts_at: NOW + HOUR,
        ends_at: NOW + 2 * HOUR,
        opened_at: None,
        ended_at: None,
        host_away_since: None,
    }
}

fn details() -> RoomDetails {
    RoomDetails {
        title: "Optics".to_owned(),
        description: String::new(),
        speakers: vec!["Ana Ruiz".to_owned()],
        time_zone: "UTC".to_owned(),
        collaboration: true,
        audience: Audience::Invited,
    }
}

fn told(details_after: RoomDetails, session_after: Session, now: Timestamp) -> Option<Duration> {
    let (before, session_before) = (details(), session());
    let change = Change { details: (&before, &details_after), session: (&session_before, &session_after) };
    told_after(&change, now)
}

#[test]
fn a_link_is_mailed_while_it_works() {
    for kind in [MailKind::Invitation, MailKind::Update] {
        assert_eq!(still_told(kind, Open, false), Ok(()));
        assert_eq!(still_told(kind, Open, true), Err(Untold::RoomDeleted));
        assert_eq!(still_told(kind, Removed, false), Err(Untold::Changed));
        assert_eq!(still_told(kind, Removed, true), Err(Untold::Changed));
    }
}

#[test]
fn nothing_but_a_cancellation_is_mailed_to_an_address_that_is_not_let_in() {
    let address: EmailAddress = "bo+x@example.org".parse().expect("the test's address is one");
    let blocked = Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() };
    let no_tags = Settings { plus_addresses: PlusRule::Refused, ..Settings::default() };
    for kind in [MailKind::Invitation, MailKind::Update, MailKind::Code] {
        assert_eq!(still_let_in(kind, &Settings::default(), &address), Ok(()));
        assert_eq!(still_let_in(kind, &blocked, &address), Err(Untold::DomainBlocked));
        assert_eq!(still_let_in(kind, &no_tags, &address), Err(Untold::PlusAddress));
    }
    assert_eq!(still_let_in(MailKind::Cancellation, &blocked, &address), Ok(()));
}

#[test]
fn a_cancellation_is_mailed_while_the_invitation_or_the_room_is_gone() {
    assert_eq!(still_told(MailKind::Cancellation, Open, false), Err(Untold::Changed));
    for (state, is_deleted) in [(Open, true), (Removed, false), (Removed, true)] {
        assert_eq!(still_told(MailKind::Cancellation, state, is_deleted), Ok(()));
    }
}

#[test]
fn a_mail_that_was_taken_and_has_no_problem_is_under_way() {
    assert_eq!(Progress::of(MailState::Queued, 0, false), Progress::Waiting);
    assert_eq!(Progress::of(MailState::Queued, 1, false), Progress::UnderWay);
    assert_eq!(Progress::of(MailState::Queued, 1, true), Progress::Waiting, "to be tried again");
    assert_eq!(Progress::of(MailState::Sent, 1, false), Progress::Sent);
    assert_eq!(Progress::of(MailState::Failed, 1, true), Progress::Failed);
}

#[test]
fn who_was_told_is_told_of_the_removal() {
    assert_eq!(on_removal(true, true), OnRemoval::Cancel);
    assert_eq!(on_removal(false, true), OnRemoval::Hold);
    assert_eq!(on_removal(true, false), OnRemoval::Hold, "nobody can be told");
}

#[test]
fn a_cancellation_is_taken_back_unless_it_may_have_left() {
    let back = |progress| on_return(Some((MailKind::Cancellation, progress)), true);
    assert_eq!(back(Progress::Waiting), OnReturn::TakeBack);
    assert_eq!(back(Progress::UnderWay), OnReturn::InviteAgain);
    assert_eq!(back(Progress::Sent), OnReturn::InviteAgain);
    assert_eq!(back(Progress::Failed), OnReturn::Nothing, "the calendar still holds it");
    assert_eq!(on_return(Some((MailKind::Cancellation, Progress::Sent)), false), OnReturn::Nothing);
    assert_eq!(on_return(Some((MailKind::Invitation, Progress::Sent)), true), OnReturn::Nothing);
    assert_eq!(on_return(None, true), OnReturn::Nothing);
}

#[test]
fn a_moved_session_is_told_at_once() {
    let moved = Session { starts_at: NOW + 3 * HOUR, ends_at: NOW + 4 * HOUR, ..session() };
    assert_eq!(told(details(), moved, NOW), Some(Duration::ZERO));
    let other_words = RoomDetails { title: "Fine optics".to_owned(), ..details() };
    assert_eq!(told(other_words, moved, NOW), Some(Duration::ZERO), "both in one mail");
}

#[test]
fn another_title_and_other_speakers_are_told_after_a_while_and_nothing_else() {
    let title = RoomDetails { title: "Fine optics".to_owned(), ..details() };
    let speakers = RoomDetails { speakers: Vec::new(), ..details() };
    let others = RoomDetails {
        description: "New.".to_owned(),
        collaboration: false,
        audience: Audience::Site,
        time_zone: "Europe/Berlin".to_owned(),
        ..details()
    };
    assert_eq!(told(title, session(), NOW), Some(AFTER_CHANGE));
    assert_eq!(told(speakers, session(), NOW), Some(AFTER_CHANGE));
    assert_eq!(told(others, session(), NOW), None);
    assert_eq!(told(details(), session(), NOW), None);
}

#[test]
fn an_open_session_or_one_that_is_over_gets_its_new_title_without_a_mail() {
    let title = || RoomDetails { title: "Fine optics".to_owned(), ..details() };
    assert_eq!(told(title(), session(), NOW + HOUR), None);
    assert_eq!(told(title(), session(), NOW + 2 * HOUR), None);
}

#[test]
fn a_mail_is_kept_for_a_month_and_what_is_shown_until_the_session_is_over() {
    let settled = Settled { at: NOW, is_last: false, session: session() };
    assert!(!may_forget(&settled, (NOW + KEPT_FOR).before(Duration::from_millis(1))));
    assert!(may_forget(&settled, NOW + KEPT_FOR));
    let ahead = Session { starts_at: NOW + 2 * KEPT_FOR, ends_at: NOW + 2 * KEPT_FOR + HOUR, ..session() };
    let last = Settled { is_last: true, session: ahead, ..settled };
    assert!(!may_forget(&last, NOW + KEPT_FOR));
    assert!(!may_forget(&last, NOW + 2 * KEPT_FOR + HOUR / 2), "while it is open, too");
    assert!(may_forget(&last, NOW + 2 * KEPT_FOR + HOUR));
    let ended = Session { ended_at: Some(NOW + KEPT_FOR), ..ahead };
    assert!(may_forget(&Settled { session: ended, ..last }, NOW + KEPT_FOR));
    assert!(may_forget(&Settled { is_last: false, ..last }, NOW + KEPT_FOR));
}

proptest! {
    #[test]
    fn a_mail_with_a_link_and_a_cancellation_are_never_both_to_be_told(
        kind in select(MailKind::ALL),
        state in select(InvitationState::ALL),
        is_deleted: bool,
    ) {
        let is_told = still_told(kind, state, is_deleted).is_ok();
        let is_gone = state == Removed || is_deleted;
        prop_assert_eq!(is_told, is_gone == (kind == MailKind::Cancellation));
    }

    #[test]
    fn what_is_forgotten_stays_forgotten(
        at in 0..10_000_i64, is_last: bool, ends in 1..10_000_i64, now in 0..20_000_i64, later in 0..20_000_i64,
    ) {
        let hours = |hours: i64| NOW + Duration::from_hours(hours.unsigned_abs());
        let session = Session { starts_at: NOW, ends_at: hours(ends), ..session() };
        let mail = Settled { at: hours(at), is_last, session };
        prop_assert!(!may_forget(&mail, hours(now)) || may_forget(&mail, hours(now + later)));
    }
}

#[test]
fn nobody_is_told_of_a_session_that_is_over() {
    let at = |minutes: i64| Timestamp::from_millis(1_800_000_000_000 + minutes * 60_000);
    let planned =
        Session { starts_at: at(0), ends_at: at(60), opened_at: None, ended_at: None, host_away_since: None };
    let ended = Session { opened_at: Some(at(0)), ended_at: Some(at(30)), ..planned };
    assert!(is_worth_telling(&planned, at(-10)));
    assert!(is_worth_telling(&planned, at(30)));
    assert!(!is_worth_telling(&planned, at(60)));
    assert!(!is_worth_telling(&ended, at(31)));
}

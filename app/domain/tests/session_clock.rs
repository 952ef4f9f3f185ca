//! When a session is planned, open and over.

use core::time::Duration;

use domain::session::ScheduleProblem::{EndInPast, EndNotAfterStart, StartInPast, TooLong};
use domain::session::SessionRefused::{AlreadyEnded, AlreadyOpen, NotOpen, TooEarly};
use domain::session::{MOST_WITHOUT_HOST, Phase, START_TOLERANCE, Session, UNNOTICED_WITHOUT_HOST};
use domain::{Settings, Timestamp};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Minutes from an arbitrary zero.
const fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_800_000_000_000 + minutes * 60_000)
}

fn just_before(moment: Timestamp) -> Timestamp {
    moment.before(Duration::from_millis(1))
}

fn just_after(moment: Timestamp) -> Timestamp {
    moment + Duration::from_millis(1)
}

/// From minute 60 to minute 120, planned at minute 0.
fn planned() -> Session {
    Session::plan(at(60), at(120), at(0)).expect("the schedule is fine")
}

fn opened_early() -> Session {
    planned().open(&Settings::default(), at(50)).expect("it may be opened")
}

fn ended_by_host() -> Session {
    planned().end(at(90)).expect("it is open")
}

#[test]
fn the_clock_opens_and_ends_a_session() {
    let session = planned();
    for (moment, phase) in [
        (at(0), Phase::Planned),
        (just_before(at(60)), Phase::Planned),
        (at(60), Phase::Open),
        (just_before(at(120)), Phase::Open),
        (at(120), Phase::Ended),
        (at(9_999), Phase::Ended),
    ] {
        assert_eq!(session.phase(moment), phase, "{moment:?}");
    }
}

#[test]
fn a_host_opens_early_within_the_advance_entry_only() {
    let settings = Settings::default();
    assert_eq!(planned().may_open_from(&settings), at(45));
    let too_early = Err(TooEarly { advance_minutes: 15 });
    assert_eq!(planned().open(&settings, at(0)), too_early);
    assert_eq!(planned().open(&settings, just_before(at(45))), too_early);
    let opened = planned().open(&settings, at(45)).expect("it may be opened");
    assert_eq!(opened, Session { opened_at: Some(at(45)), ..planned() });
    assert_eq!(opened.phase(at(45)), Phase::Open);
}

#[test]
fn without_advance_entry_only_the_clock_opens() {
    let settings = Settings { advance_entry_minutes: 0, ..Settings::default() };
    let too_early = Err(TooEarly { advance_minutes: 0 });
    assert_eq!(planned().open(&settings, just_before(at(60))), too_early);
    assert_eq!(planned().phase(at(60)), Phase::Open);
}

#[test]
fn an_open_session_is_not_opened_again() {
    let settings = Settings::default();
    assert_eq!(opened_early().open(&settings, at(51)), Err(AlreadyOpen));
    assert_eq!(planned().open(&settings, at(60)), Err(AlreadyOpen), "the clock was faster");
}

#[test]
fn an_ended_session_is_neither_opened_nor_ended_again() {
    let settings = Settings::default();
    for (session, now) in [(ended_by_host(), at(91)), (planned(), at(120))] {
        assert_eq!(session.open(&settings, now), Err(AlreadyEnded));
        assert_eq!(session.end(now), Err(AlreadyEnded));
    }
}

#[test]
fn a_host_ends_an_open_session() {
    let ended = opened_early().end(at(55)).expect("it is open");
    assert_eq!((ended.opened_at, ended.ended_at), (Some(at(50)), Some(at(55))));
    assert_eq!(ended.phase(at(55)), Phase::Ended);
}

#[test]
fn a_session_the_clock_opened_is_said_to_have_opened_at_its_start() {
    assert_eq!(ended_by_host().opened_at, Some(at(60)));
}

#[test]
fn a_planned_session_cannot_be_ended() {
    assert_eq!(planned().end(just_before(at(60))), Err(NotOpen));
}

#[test]
fn a_session_opened_early_ends_with_the_clock_all_the_same() {
    assert_eq!(opened_early().phase(at(120)), Phase::Ended);
}

#[test]
fn bad_schedules_are_refused_with_the_reason() {
    for (starts, ends, problem) in [
        (at(60), at(60), EndNotAfterStart),
        (at(60), at(30), EndNotAfterStart),
        (at(-30), at(-40), EndNotAfterStart),
        (at(-60), at(-30), EndInPast),
        (at(-60), at(0), EndInPast),
        (at(60), just_after(at(60 + 7 * DAY)), TooLong),
        (at(-6), at(60), StartInPast),
    ] {
        assert_eq!(Session::plan(starts, ends, at(0)), Err(problem), "{starts:?} to {ends:?}");
    }
}

#[test]
fn a_session_may_last_seven_days() {
    assert!(Session::plan(at(60), at(60 + 7 * DAY), at(0)).is_ok());
}

#[test]
fn a_start_a_few_minutes_ago_counts_as_now() {
    let slow = at(0) + START_TOLERANCE;
    let session = Session::plan(at(0), at(60), slow).expect("the form took five minutes");
    assert_eq!(session.phase(slow), Phase::Open);
    assert_eq!(Session::plan(at(0), at(60), just_after(slow)), Err(StartInPast));
}

#[test]
fn a_planned_session_is_moved() {
    let moved = planned().reschedule(at(DAY), at(DAY + 30), at(10)).expect("the schedule is fine");
    assert_eq!(moved, Session { starts_at: at(DAY), ends_at: at(DAY + 30), ..planned() });
    assert_eq!(moved.phase(at(60)), Phase::Planned, "the old start means nothing any more");
}

#[test]
fn an_open_session_is_extended_and_stays_open() {
    let extended = opened_early().reschedule(at(60), at(180), at(90)).expect("the schedule is fine");
    assert_eq!(extended, Session { ends_at: at(180), ..opened_early() });
    assert_eq!(extended.phase(at(150)), Phase::Open);
}

#[test]
fn a_session_opened_early_stays_open_when_only_its_end_moves() {
    let shortened = opened_early().reschedule(at(60), at(70), at(55)).expect("the schedule is fine");
    assert_eq!(shortened.phase(at(55)), Phase::Open);
}

#[test]
fn an_open_session_cannot_be_shortened_into_the_past() {
    assert_eq!(planned().reschedule(at(60), at(80), at(90)), Err(EndInPast));
    assert_eq!(planned().reschedule(at(60), at(90), at(90)), Err(EndInPast));
    assert_eq!(planned().reschedule(at(60), at(60), at(90)), Err(EndNotAfterStart));
}

#[test]
fn an_open_session_cannot_be_extended_beyond_seven_days() {
    let end = at(60 + 7 * DAY);
    assert!(planned().reschedule(at(60), end, at(90)).is_ok());
    assert_eq!(planned().reschedule(at(60), just_after(end), at(90)), Err(TooLong));
}

#[test]
fn an_open_session_moved_into_the_future_is_planned_again() {
    let moved = opened_early().reschedule(at(75), at(120), at(55)).expect("the schedule is fine");
    assert_eq!((moved.opened_at, moved.phase(at(55))), (None, Phase::Planned));
}

#[test]
fn an_open_session_whose_new_start_has_passed_stays_open() {
    let moved = planned().reschedule(at(88), at(120), at(90)).expect("the start is almost now");
    assert_eq!(moved.phase(at(90)), Phase::Open);
}

#[test]
fn an_open_session_is_not_said_to_have_started_long_ago() {
    assert_eq!(planned().reschedule(at(30), at(120), at(90)), Err(StartInPast));
}

#[test]
fn an_ended_session_is_repeated() {
    for (session, now) in [(ended_by_host(), at(95)), (planned(), at(200))] {
        let again = session.reschedule(at(DAY), at(DAY + HOUR), now).expect("the schedule is fine");
        assert_eq!(again, Session { starts_at: at(DAY), ends_at: at(DAY + HOUR), ..planned() });
        assert_eq!(again.phase(now), Phase::Planned);
    }
}

#[test]
fn an_ended_session_does_not_come_back_with_its_old_start() {
    assert_eq!(ended_by_host().reschedule(at(60), at(180), at(95)), Err(StartInPast));
}

/// Open from minute 60 to minute 120, without its hosts since minute 70.
fn deserted() -> Session {
    planned().follow_hosts(false, at(70)).expect("that is news")
}

#[test]
fn a_session_without_its_hosts_ends_after_a_quarter_of_an_hour() {
    assert_eq!(deserted().closes_at(), at(85));
    assert_eq!(deserted().phase(just_before(at(85))), Phase::Open);
    assert_eq!(deserted().phase(at(85)), Phase::Ended);
    let ended = deserted().follow_clock(at(99)).expect("the clock has ended it");
    assert_eq!((ended.ended_at, ended.host_away_since), (Some(at(85)), Some(at(70))), "it tells why");
    assert!(ended.ended_without_host());
    assert!(!ended_by_host().ended_without_host());
    assert_eq!(ended.follow_hosts(true, at(99)), None);
}

#[test]
fn a_host_who_comes_back_in_time_saves_the_session() {
    let back = deserted().follow_hosts(true, just_before(at(85))).expect("that is news");
    assert_eq!(back, planned());
    assert_eq!(back.follow_hosts(true, at(86)), None, "it is news once");
}

#[test]
fn the_time_without_hosts_counts_from_the_first_moment() {
    assert_eq!(deserted().follow_hosts(false, at(80)), None);
}

#[test]
fn a_session_before_its_start_needs_no_host() {
    assert_eq!(planned().follow_hosts(false, at(59)), None);
    assert_eq!(planned().closes_at(), at(120), "nor does one that no host has come to yet");
}

#[test]
fn everybody_is_warned_once_a_host_is_missed_for_longer_than_a_broken_connection() {
    let noticed = at(70) + UNNOTICED_WITHOUT_HOST;
    assert_eq!(deserted().host_missed_until(just_before(noticed)), None);
    assert_eq!(deserted().host_missed_until(noticed), Some(at(85)));
    assert_eq!(deserted().host_missed_until(at(85)), None, "it is over");
    assert_eq!(planned().host_missed_until(at(90)), None);
    let late = planned().follow_hosts(false, at(110)).expect("that is news");
    assert_eq!(late.host_missed_until(at(112)), None, "it ends as planned anyway");
    assert_eq!(late.closes_at(), at(120));
    assert!(UNNOTICED_WITHOUT_HOST < MOST_WITHOUT_HOST);
}

#[test]
fn a_host_who_extends_the_session_from_outside_is_not_away() {
    let longer = deserted().reschedule(at(60), at(180), at(80)).expect("it may be extended");
    assert_eq!(longer.closes_at(), at(95));
    let again = deserted().reschedule(at(200), at(260), at(80)).expect("it may be moved");
    assert_eq!(again.host_away_since, None);
}

//! How long a link lives, how many devices and how many tries it has.

use core::time::Duration;

use domain::invitation::DeviceStanding::{Claimed, Free, TakenByOthers};
use domain::invitation::device_standing;
use domain::link_policy::{LOCKED_FOR, TRIES_BEFORE_LOCK, Tries, expires_at};
use domain::{Settings, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

fn hours(hours: u64) -> Duration {
    Duration::from_hours(hours)
}

fn tries_after(wrong: u16, now: Timestamp) -> Tries {
    (0..wrong).fold(Tries::default(), |tries, _| tries.after_wrong(now))
}

#[test]
fn a_link_for_a_session_soon_lives_as_long_as_the_administrator_said() {
    assert_eq!(expires_at(&Settings::default(), NOW + hours(2), NOW), NOW + hours(24));
    let short = Settings { link_duration_minutes: 300, ..Settings::default() };
    assert_eq!(expires_at(&short, NOW + hours(2), NOW), NOW + hours(5));
}

#[test]
fn a_link_for_a_session_days_ahead_lives_until_an_hour_after_its_end() {
    assert_eq!(expires_at(&Settings::default(), NOW + hours(240), NOW), NOW + hours(241));
}

#[test]
fn the_longer_of_the_two_lives_counts() {
    assert_eq!(expires_at(&Settings::default(), NOW + hours(23), NOW), NOW + hours(24));
    let later = NOW + hours(23) + Duration::from_millis(1);
    assert_eq!(expires_at(&Settings::default(), later, NOW), later + hours(1));
}

#[test]
fn the_longest_possible_life_does_not_overflow() {
    let endless = Settings { link_duration_minutes: u32::MAX, ..Settings::default() };
    let end_of_time = Timestamp::from_millis(i64::MAX);
    assert_eq!(expires_at(&endless, end_of_time, end_of_time), end_of_time);
}

#[test]
fn four_wrong_addresses_do_not_lock() {
    for wrong in 0..TRIES_BEFORE_LOCK {
        let tries = tries_after(wrong, NOW);
        assert_eq!(tries.locked_until(NOW), None);
        assert_eq!(tries.left(), 5 - wrong);
    }
}

#[test]
fn the_fifth_wrong_address_locks_for_15_minutes() {
    let tries = tries_after(5, NOW);
    let until = NOW + Duration::from_mins(15);
    assert_eq!(tries.locked_until(NOW), Some(until));
    assert_eq!(tries.locked_until(until.before(Duration::from_millis(1))), Some(until));
    assert_eq!(tries.locked_until(until), None);
}

#[test]
fn after_the_lock_there_are_five_tries_again() {
    let later = NOW + LOCKED_FOR;
    let once_more = tries_after(5, NOW).after_wrong(later);
    assert_eq!((once_more.left(), once_more.locked_until(later)), (4, None));
    let locked_again = (0..4).fold(once_more, |tries, _| tries.after_wrong(later));
    assert_eq!(locked_again.locked_until(later), Some(later + LOCKED_FOR));
}

#[test]
fn a_try_under_way_when_the_link_locked_does_not_unlock_it() {
    let locked = tries_after(5, NOW);
    let late = NOW + Duration::from_secs(1);
    assert_eq!(locked.after_wrong(late), locked);
}

#[test]
fn a_count_beyond_all_bounds_locks() {
    let tries = Tries { wrong: u16::MAX, locked_until: None };
    assert_eq!(tries.left(), 0);
    assert!(tries.after_wrong(NOW).locked_until(NOW).is_some());
}

#[test]
fn a_second_device_is_refused() {
    assert_eq!(device_standing(false, 0, Some(1)), Free);
    assert_eq!(device_standing(false, 1, Some(1)), TakenByOthers);
}

#[test]
fn the_device_that_claimed_a_link_keeps_it() {
    for allowed in [None, Some(0), Some(1), Some(5)] {
        assert_eq!(device_standing(true, 5, allowed), Claimed, "even when fewer are allowed by now");
    }
}

#[test]
fn as_many_devices_are_let_in_as_the_administrator_allows() {
    assert_eq!(device_standing(false, 2, Some(3)), Free);
    assert_eq!(device_standing(false, 3, Some(3)), TakenByOthers);
    assert_eq!(device_standing(false, 4, Some(3)), TakenByOthers);
    assert_eq!(device_standing(false, u16::MAX, None), Free);
}

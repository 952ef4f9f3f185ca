//! The parts of a countdown, and the server's clock.

use core::time::Duration;

use domain::Timestamp;
use domain::countdown::{ClockOffset, Countdown, announcement};

const fn ms(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn parts(left: i64) -> (u64, u64, u64, u64) {
    let Countdown { days, hours, minutes, seconds } = Countdown::until(ms(left), ms(0));
    (days, hours, minutes, seconds)
}

#[test]
fn time_left_is_shown_in_four_parts() {
    assert_eq!(parts(1_000 * (2 * 86_400 + 3 * 3_600 + 4 * 60 + 5)), (2, 3, 4, 5));
    assert_eq!(parts(86_399_000), (0, 23, 59, 59));
    assert_eq!(parts(86_400_000), (1, 0, 0, 0));
}

#[test]
fn a_part_of_a_second_counts_as_a_whole_one() {
    assert_eq!(parts(1), (0, 0, 0, 1));
    assert_eq!(parts(1_000), (0, 0, 0, 1));
    assert_eq!(parts(59_001), (0, 0, 1, 0));
}

#[test]
fn zero_means_now_or_past() {
    assert!(Countdown::until(ms(0), ms(0)).is_over());
    assert!(Countdown::until(ms(0), ms(5_000)).is_over());
    assert!(!Countdown::until(ms(1), ms(0)).is_over());
    assert!(!Countdown::until(ms(86_400_000), ms(0)).is_over());
}

#[test]
fn the_offset_is_measured_from_the_middle_of_the_exchange() {
    let offset = ClockOffset::measured(ms(1_000), ms(11_100), ms(1_200));
    assert_eq!(offset.server_time(ms(2_000)), ms(12_000));
    let behind = ClockOffset::measured(ms(11_000), ms(1_100), ms(11_200));
    assert_eq!(behind.server_time(ms(12_000)), ms(2_000));
}

#[test]
fn without_a_measurement_the_device_is_believed() {
    assert_eq!(ClockOffset::default().server_time(ms(42)), ms(42));
}

#[test]
fn only_a_few_moments_are_said_aloud() {
    let spoken = (0..=3_600).filter(|left| announcement(Duration::from_secs(*left)).is_some());
    assert_eq!(spoken.collect::<Vec<_>>(), [60, 300, 600]);
    let words =
        |left| announcement(Duration::from_secs(left)).map(|words| words.in_english()).unwrap_or_default();
    assert!(words(600).contains("10 minutes") && words(300).contains("5 minutes"));
    assert!(words(60).contains("one minute"));
}

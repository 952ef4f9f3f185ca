//! Spans of time in words.

use core::time::Duration;

use domain::language::Sentence;
use domain::say_count;

use crate::language::said;
use crate::t;

/// As tables tell it: `45 s`, `47 min`, `1 h 02 min`.
pub fn short_span(span: Duration) -> String {
    let (hours, minutes, seconds) = parts(span);
    match (hours, minutes) {
        (0, 0) => t!("{seconds}\u{a0}s", seconds),
        (0, _) => t!("{minutes}\u{a0}min", minutes),
        _ => t!("{hours}\u{a0}h {minutes}\u{a0}min", hours, minutes = format!("{minutes:02}")),
    }
}

/// As sentences tell it: `1 hour 2 minutes`.
pub fn long_span(span: Duration) -> String {
    let (hours, minutes, _) = parts(span);
    match (hours, minutes) {
        (0, 0) => t!("less than a minute").to_owned(),
        (0, _) => said(&in_minutes(minutes)),
        (_, 0) => said(&in_hours(hours)),
        _ => t!("{hours} {minutes}", hours = in_hours(hours), minutes = in_minutes(minutes)),
    }
}

const fn parts(span: Duration) -> (u64, u64, u64) {
    let seconds = span.as_secs();
    (seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn in_hours(hours: u64) -> Sentence {
    say_count!(hours, "{count}\u{a0}hour", "{count}\u{a0}hours")
}

fn in_minutes(minutes: u64) -> Sentence {
    say_count!(minutes, "{count}\u{a0}minute", "{count}\u{a0}minutes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_its_largest_parts() {
        for (seconds, short, long) in [
            (0, "0\u{a0}s", "less than a minute"),
            (59, "59\u{a0}s", "less than a minute"),
            (60, "1\u{a0}min", "1\u{a0}minute"),
            (2_820, "47\u{a0}min", "47\u{a0}minutes"),
            (3_600, "1\u{a0}h 00\u{a0}min", "1\u{a0}hour"),
            (7_325, "2\u{a0}h 02\u{a0}min", "2\u{a0}hours 2\u{a0}minutes"),
        ] {
            let span = Duration::from_secs(seconds);
            assert_eq!((short_span(span).as_str(), long_span(span).as_str()), (short, long));
        }
    }
}

//! Points in time as text without a time zone database: in UTC, for machines and for readers whose own zone is
//! not known yet.

use domain::Timestamp;
use domain::language::{LocalTime, TimeStyle, moment_in_utc};

use crate::language::locale;

/// A date and time of day in UTC.
struct Civil {
    year: i64,
    /// From 1.
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Since the first of January 1970.
    days: i64,
}

/// As `datetime` attributes want it: `2026-11-22T18:30:00Z`.
pub fn iso(at: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second, .. } = civil(at);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// For people: `22 Nov 2026, 18:30 UTC`.
pub fn in_utc(at: Timestamp, style: TimeStyle) -> String {
    let Civil { year, month, day, hour, minute, days, .. } = civil(at);
    // All but the year of a civil date are small, and the year is one that people live in.
    let small = |number: i64| u8::try_from(number).unwrap_or_default();
    let local = LocalTime {
        year: i16::try_from(year).unwrap_or_default(),
        month: small(month),
        day: small(day),
        // The first of January 1970 was a Thursday.
        weekday: small((days + 3).rem_euclid(7)),
        hour: small(hour),
        minute: small(minute),
    };
    moment_in_utc(locale(), style, local)
}

/// Days to year, month and day by Howard Hinnant's `civil_from_days`.
fn civil(at: Timestamp) -> Civil {
    let seconds = at.as_millis().div_euclid(1000);
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    Civil {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month,
        day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
        hour: of_day / 3600,
        minute: of_day / 60 % 60,
        second: of_day % 60,
        days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_points_are_written_as_known() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_372_200, "2026-11-22T18:30:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(iso(Timestamp::from_millis(seconds * 1000)), text);
        }
        let at = Timestamp::from_millis(1_795_372_200_000);
        assert_eq!(in_utc(at, TimeStyle::Full), "Sunday, 22 November 2026 at 18:30 UTC");
        assert_eq!(in_utc(at, TimeStyle::Short), "22 Nov 2026, 18:30 UTC");
        assert_eq!(in_utc(at, TimeStyle::Time), "18:30 UTC");
    }
}

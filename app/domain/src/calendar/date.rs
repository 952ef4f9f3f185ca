//! Points in time as calendars write them.

use crate::time::Timestamp;

const MILLIS_PER_SECOND: i64 = 1_000;
const SECONDS_PER_DAY: i64 = 86_400;
const DAYS_PER_ERA: i64 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;
/// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds: years have four digits.
const FIRST_SECOND: i64 = -62_167_219_200;
const LAST_SECOND: i64 = 253_402_300_799;

/// A point in time in the form `20261126T090000Z` (RFC 5545, 3.3.5, form 2). Parts of a second are dropped; times
/// outside the years 0 to 9999 become the nearest one inside.
///
/// ```
/// # use domain::{Timestamp, calendar::utc};
/// assert_eq!(utc(Timestamp::from_millis(1_795_683_600_000)), "20261126T090000Z");
/// ```
pub fn utc(at: Timestamp) -> String {
    let seconds = at.as_millis().div_euclid(MILLIS_PER_SECOND).clamp(FIRST_SECOND, LAST_SECOND);
    let (year, month, day) = civil_date(seconds.div_euclid(SECONDS_PER_DAY));
    let second = seconds.rem_euclid(SECONDS_PER_DAY);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
///
/// Years are counted from the first of March, so that the leap day is the last day of its year; 400 of them are an
/// era, and each era has the same days (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil_date(day: i64) -> (i64, i64, i64) {
    let day = day + DAYS_TO_EPOCH;
    let era = day.div_euclid(DAYS_PER_ERA);
    let day_of_era = day.rem_euclid(DAYS_PER_ERA);
    let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day_of_month)
}

//! A day of the calendar, as `<input type="date">` has it.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;
use crate::words::UnknownValue;

const DAY: i64 = 86_400_000;

/// A day between the years 1970 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// When it begins in UTC.
    pub fn start(self) -> Timestamp {
        Timestamp::from_millis(
            days_from_civil(i64::from(self.year), self.month.into(), self.of_month.into()) * DAY,
        )
    }

    /// When it is over in UTC.
    pub fn end(self) -> Timestamp {
        self.start() + Duration::from_hours(24)
    }
}

impl FromStr for Day {
    type Err = UnknownValue;

    /// Reads `2026-11-26`.
    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let mut parts = text.splitn(3, '-');
        let mut part = |length: usize| {
            let digits = parts.next().filter(|part| part.len() == length)?;
            digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse::<u16>().ok())?
        };
        let (year, month, day) = (part(4), part(2), part(2));
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(UnknownValue) };
        let is_day = year >= 1970 && (1..=12).contains(&month) && (1..=length_of(year, month)).contains(&day);
        match (is_day, u8::try_from(month), u8::try_from(day)) {
            (true, Ok(month), Ok(day)) => Ok(Self { year, month, of_month: day }),
            _ => Err(UnknownValue),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

const fn length_of(year: u16, month: u16) -> u16 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01, by Howard Hinnant's `days_from_civil`.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

//! Times as people type them: local to a time zone.

use core::ops::Range;

use app::error::AppError;
use domain::audit::Day;
use domain::language::{self, LocalTime, WallTime};
use domain::say;
use domain::{Language, Timestamp};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The moment that `local` (`2026-11-22T18:30`) names in `time_zone`. A time that the clocks skip counts as
/// the same span later; one that they repeat, as the first.
///
/// # Errors
/// Names the wrong field: `field` or `time_zone`.
pub fn moment(field: &str, local: &str, time_zone: &str) -> Result<Timestamp, AppError> {
    let zone = find_zone(time_zone)?;
    let local: DateTime =
        local.trim().parse().map_err(|_| AppError::field(field, say!("Enter a date and a time.")))?;
    let zoned = local
        .to_zoned(zone)
        .map_err(|_| AppError::field(field, say!("This time does not exist in the time zone.")))?;
    Ok(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
}

/// From when to when a day lasts on the clocks of a time zone: not always 24 hours. In UTC without a zone, and where
/// nobody knows it.
pub fn span_of_day(day: Day, time_zone: Option<&str>) -> Range<Timestamp> {
    let there = || {
        let zone = find_zone(time_zone?).ok()?;
        let midnight = |date: Date| {
            let zoned = date.to_zoned(zone.clone()).ok()?;
            Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
        };
        let date: Date = day.to_string().parse().ok()?;
        Some(midnight(date)?..midnight(date.tomorrow().ok()?)?)
    };
    there().unwrap_or_else(|| day.start()..day.end())
}

/// A moment as a form's input wants it, local to `time_zone`.
pub fn local(moment: Timestamp, time_zone: &str) -> String {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    jiff::Timestamp::from_millisecond(moment.as_millis())
        .map(|moment| moment.to_zoned(zone).datetime().strftime("%Y-%m-%dT%H:%M").to_string())
        .unwrap_or_default()
}

/// A moment as files tell it: ISO 8601, local to `time_zone`, with that zone's offset (`2026-11-22T19:30:00+01:00`).
pub fn with_offset(moment: Timestamp, time_zone: &str) -> String {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    jiff::Timestamp::from_millisecond(moment.as_millis())
        .map(|moment| moment.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
        .unwrap_or_default()
}

/// A moment's day in words, as in `Thursday, 26 November 2026`.
pub fn date_in_words(language: Language, moment: Timestamp, time_zone: &str) -> String {
    zoned(moment, time_zone).map(|zoned| language::date_in_words(language, wall(&zoned))).unwrap_or_default()
}

/// From when to when, with the zone and what it differs from UTC then: `18:30 – 20:00 (Europe/Berlin, UTC+01:00)`.
pub fn times_in_words(
    language: Language,
    starts_at: Timestamp,
    ends_at: Timestamp,
    time_zone: &str,
) -> String {
    let (Some(starts), Some(ends)) = (zoned(starts_at, time_zone), zoned(ends_at, time_zone)) else {
        return String::new();
    };
    let offset = starts.strftime("%:z").to_string();
    language::times_in_words(language, (wall(&starts), wall(&ends)), time_zone, &offset)
}

/// What a clock on the wall there shows.
fn wall(zoned: &jiff::Zoned) -> LocalTime {
    // None of them is ever negative.
    let number = i8::unsigned_abs;
    LocalTime {
        year: zoned.year(),
        month: number(zoned.month()),
        day: number(zoned.day()),
        weekday: number(zoned.weekday().to_monday_zero_offset()),
        hour: number(zoned.hour()),
        minute: number(zoned.minute()),
    }
}

/// What the clocks of a zone show; `None` where there is no such zone.
pub fn wall_time(moment: Timestamp, time_zone: &str) -> Option<WallTime> {
    let zone = find_zone(time_zone).ok()?;
    let zoned = jiff::Timestamp::from_millisecond(moment.as_millis()).ok()?.to_zoned(zone);
    Some(WallTime { local: wall(&zoned), offset_minutes: zoned.offset().seconds() / 60 })
}

fn zoned(moment: Timestamp, time_zone: &str) -> Option<jiff::Zoned> {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    Some(jiff::Timestamp::from_millisecond(moment.as_millis()).ok()?.to_zoned(zone))
}

/// The time zones a schedule may be made in, by name.
pub fn time_zones() -> Vec<String> {
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| name.contains('/') || name == "UTC")
        .collect();
    names.sort_unstable();
    names
}

/// A time zone's name as the list of them has it.
///
/// # Errors
/// Names the field `time_zone`.
pub fn zone_name(time_zone: &str) -> Result<String, AppError> {
    find_zone(time_zone).map(|zone| zone.iana_name().unwrap_or("UTC").to_owned())
}

fn find_zone(time_zone: &str) -> Result<TimeZone, AppError> {
    TimeZone::get(time_zone.trim())
        .ok()
        .filter(|zone| zone.iana_name().is_some_and(|name| name.contains('/') || name == "UTC"))
        .ok_or(())
        .map_err(|()| {
            AppError::field("time_zone", say!("Choose a time zone from the list, as in Europe/Berlin."))
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::language::{Locale, TimeStyle, grouped, moment_in_words};

    use super::*;

    #[test]
    fn a_local_time_comes_back_as_typed() {
        for zone in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"] {
            let moment = moment("starts", "2026-11-22T18:30", zone).unwrap();
            assert_eq!(local(moment, zone), "2026-11-22T18:30", "{zone}");
        }
    }

    #[test]
    fn a_day_lasts_as_long_as_its_clocks_say() {
        for (day, zone, starts, hours) in [
            ("2026-12-24", None, "2026-12-24T00:00:00+00:00", 24),
            ("2026-12-24", Some("Moon/Tycho"), "2026-12-24T00:00:00+00:00", 24),
            ("2026-12-24", Some("Asia/Kolkata"), "2026-12-23T18:30:00+00:00", 24),
            ("2026-09-27", Some("Pacific/Auckland"), "2026-09-26T12:00:00+00:00", 23),
            ("2026-11-01", Some("America/Los_Angeles"), "2026-11-01T07:00:00+00:00", 25),
            // The clocks skip midnight: the day begins at one.
            ("2024-03-10", Some("America/Havana"), "2024-03-10T05:00:00+00:00", 23),
            ("2011-12-30", Some("Pacific/Apia"), "2011-12-30T10:00:00+00:00", 0),
        ] {
            let span = span_of_day(day.parse().unwrap(), zone);
            let expected: jiff::Timestamp = starts.parse().unwrap();
            assert_eq!(span.start.as_millis(), expected.as_millisecond(), "{day} {zone:?}");
            assert_eq!(span.end.since(span.start).as_secs(), hours * 3600, "{day} {zone:?}");
        }
        // Later than any time that zones are known for.
        let last: Day = "9999-12-31".parse().unwrap();
        assert_eq!(span_of_day(last, Some("America/Los_Angeles")), last.start()..last.end());
    }

    #[test]
    fn a_moment_of_a_file_names_its_offset() {
        let moment = moment("starts", "2026-11-22T18:30", "UTC").unwrap();
        for (zone, text) in [
            ("UTC", "2026-11-22T18:30:00+00:00"),
            ("Europe/Berlin", "2026-11-22T19:30:00+01:00"),
            ("America/St_Johns", "2026-11-22T15:00:00-03:30"),
        ] {
            assert_eq!(with_offset(moment, zone), text);
        }
    }

    #[test]
    fn a_session_is_told_in_the_words_of_its_zone_summer_and_winter() {
        let at = |local: &str| moment("starts", local, "Europe/Berlin").unwrap();
        let (starts, ends) = (at("2026-11-26T18:30"), at("2026-11-26T20:00"));
        let date = |language| date_in_words(language, starts, "Europe/Berlin");
        assert_eq!(date(Language::English), "Thursday, 26 November 2026");
        assert_eq!(date(Language::Spanish), "jueves, 26 de noviembre de 2026");
        let times = |language, starts, ends| times_in_words(language, starts, ends, "Europe/Berlin");
        assert_eq!(times(Language::English, starts, ends), "18:30 – 20:00 (Europe/Berlin, UTC+01:00)");
        let (starts, ends) = (at("2026-07-01T23:30"), at("2026-07-02T01:00"));
        assert_eq!(
            times(Language::English, starts, ends),
            "23:30 – Thursday, 2 July 2026, 01:00 (Europe/Berlin, UTC+02:00)"
        );
    }

    #[test]
    fn a_time_skipped_by_the_clocks_is_moved_later() {
        let skipped = moment("starts", "2026-03-29T02:30", "Europe/Berlin").unwrap();
        assert_eq!(local(skipped, "Europe/Berlin"), "2026-03-29T03:30");
    }

    #[test]
    fn each_wrong_part_names_its_field() {
        let error = moment("starts", "tomorrow", "Europe/Berlin").unwrap_err();
        assert!(error.for_field("starts").is_some());
        let error = moment("starts", "2026-11-22T18:30", "Moon/Tycho").unwrap_err();
        assert!(error.for_field("time_zone").is_some());
    }

    /// What `Intl` makes of numbers and times. A test in a browser holds the file to what that browser makes of them.
    #[derive(serde::Deserialize)]
    struct Intl {
        numbers: Vec<u64>,
        moments: Vec<(i64, String)>,
        locales: BTreeMap<String, InLocale>,
    }

    #[derive(serde::Deserialize)]
    struct InLocale {
        numbers: Vec<String>,
        moments: BTreeMap<String, Vec<String>>,
    }

    fn style_of(name: &str) -> TimeStyle {
        match name {
            "Full" => TimeStyle::Full,
            "Day" => TimeStyle::Day,
            "Short" => TimeStyle::Short,
            "ShortDate" => TimeStyle::ShortDate,
            "Date" => TimeStyle::Date,
            "Time" => TimeStyle::Time,
            other => panic!("there is no style {other}"),
        }
    }

    #[test]
    fn the_server_writes_numbers_and_times_as_intl_does() {
        let intl: Intl = serde_json::from_str(include_str!("../../../end2end/fixtures/intl.json")).unwrap();
        assert_eq!(intl.locales.len(), 5);
        for (tag, written) in &intl.locales {
            let locale = Locale::of_tag(tag);
            assert_eq!(locale.tag(), tag);
            let numbers: Vec<_> =
                intl.numbers.iter().map(|number| grouped(locale.language(), *number)).collect();
            assert_eq!(numbers, written.numbers, "{tag}");
            assert_eq!(written.moments.len(), 6, "all styles");
            for (style, texts) in &written.moments {
                for ((at, zone), text) in intl.moments.iter().zip(texts) {
                    let there = wall_time(Timestamp::from_millis(*at), zone).unwrap();
                    let words = moment_in_words(locale, style_of(style), there);
                    assert_eq!(&words, text, "{tag} {style} {at} {zone}");
                }
            }
        }
    }
}

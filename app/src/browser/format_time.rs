//! Times as the reader writes them, in the reader's time zone and the page's language.
//!
//! On the server every function answers `None`: it knows neither the reader's zone nor their habits.

use domain::{Language, Timestamp};
use js_sys::Intl::{
    DateTimeFormat, DateTimeFormatOptions, DayFormat, MonthFormat, NumericFormat, TimeZoneNameFormat,
    WeekdayFormat, YearFormat,
};
use js_sys::{Array, Date, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

use super::clock::now;
use crate::language::language;

/// How much of a time is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeStyle {
    /// Weekday, date, time and zone: for the one time a page is about.
    #[default]
    Full,
    /// Short date and time: for lists.
    Short,
    Date,
    Time,
    /// The time, with a short date when the day is not today: for what is near, most often.
    Brief,
}

/// A point in time, in `zone` or, without one, in the reader's.
pub fn format_time(at: Timestamp, style: TimeStyle, zone: Option<&str>) -> Option<String> {
    if cfg!(feature = "ssr") {
        return None;
    }
    let style = if style == TimeStyle::Brief { brief(at, zone) } else { style };
    let formatter = formatter(style, zone)?;
    formatter.format().call1(&JsValue::UNDEFINED, &date(at)).ok()?.as_string()
}

fn brief(at: Timestamp, zone: Option<&str>) -> TimeStyle {
    let day = |at| format_time(at, TimeStyle::Date, zone);
    if day(at) == day(now()) { TimeStyle::Time } else { TimeStyle::Short }
}

/// A span with what both ends share told once, in `zone` or in the reader's.
pub fn format_range(from: Timestamp, to: Timestamp, style: TimeStyle, zone: Option<&str>) -> Option<String> {
    if cfg!(feature = "ssr") {
        return None;
    }
    formatter(style, zone)?.format_range(&date(from), &date(to)).ok().map(String::from)
}

/// The reader's time zone, as IANA names it.
pub fn time_zone() -> Option<String> {
    if cfg!(feature = "ssr") {
        return None;
    }
    let options = DateTimeFormat::new(&Array::new(), &js_sys::Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// Whether two zones show the same wall clock at this moment.
pub fn is_same_wall_clock(at: Timestamp, zone: &str) -> bool {
    format_time(at, TimeStyle::Short, None) == format_time(at, TimeStyle::Short, Some(zone))
}

fn date(at: Timestamp) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "a date's milliseconds fit into 53 bits")]
    Date::new(&JsValue::from_f64(at.as_millis() as f64))
}

fn formatter(style: TimeStyle, zone: Option<&str>) -> Option<DateTimeFormat> {
    let options = DateTimeFormatOptions::new();
    if style != TimeStyle::Time {
        options.set_day(DayFormat::Numeric);
        options.set_month(if style == TimeStyle::Short { MonthFormat::Short } else { MonthFormat::Long });
        options.set_year(YearFormat::Numeric);
    }
    if style == TimeStyle::Full {
        options.set_weekday(WeekdayFormat::Long);
        options.set_time_zone_name(TimeZoneNameFormat::Short);
    }
    if style != TimeStyle::Date {
        options.set_hour(NumericFormat::TwoDigit);
        options.set_minute(NumericFormat::TwoDigit);
    }
    if let Some(zone) = zone {
        options.set_time_zone(zone);
    }
    // An unknown zone makes the constructor throw; the plain constructor of js-sys would not survive that.
    let arguments = Array::of2(&locale(), options.as_ref());
    let constructor = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor = Reflect::get(&constructor, &"DateTimeFormat".into()).ok()?;
    Reflect::construct(constructor.dyn_ref::<js_sys::Function>()?, &arguments).ok()?.dyn_into().ok()
}

/// The reader's own kind of the page's language, as Austria's German.
fn locale() -> JsValue {
    let language = language();
    let own = window().navigator().language().filter(|own| own.starts_with(language.word()));
    let usual = if language == Language::English { "en-GB" } else { language.word() };
    own.as_deref().unwrap_or(usual).into()
}

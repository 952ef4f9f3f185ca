//! Times as the reader writes them, in the reader's time zone: by `Intl` in the browser, and in the same words by the
//! server, which answers `None` as long as it does not know the reader's zone.

use domain::Timestamp;
pub use domain::language::TimeStyle;
use domain::language::range_in_words;

use side::{today, write};

/// A point in time, in `zone` or, without one, in the reader's.
pub fn format_time(at: Timestamp, style: TimeStyle, zone: Option<&str>) -> Option<String> {
    let style = match style {
        TimeStyle::Brief if is_same_day(at, today(), zone) => TimeStyle::Time,
        TimeStyle::Brief => TimeStyle::Short,
        style => style,
    };
    write(at, style, zone)
}

/// A span with what both ends share told once, in `zone` or in the reader's.
pub fn format_range(from: Timestamp, to: Timestamp, style: TimeStyle, zone: Option<&str>) -> Option<String> {
    let write = |at| move |style| format_time(at, style, zone).unwrap_or_default();
    // Knows the zone or nothing.
    format_time(from, TimeStyle::Date, zone)?;
    Some(range_in_words(style, is_same_day(from, to, zone), (write(from), write(to))))
}

fn is_same_day(one: Timestamp, other: Timestamp, zone: Option<&str>) -> bool {
    write(one, TimeStyle::Date, zone) == write(other, TimeStyle::Date, zone)
}

pub use side::time_zone;

/// Whether two zones show the same wall clock at this moment.
pub fn is_same_wall_clock(at: Timestamp, zone: &str) -> bool {
    format_time(at, TimeStyle::Short, None) == format_time(at, TimeStyle::Short, Some(zone))
}

#[cfg(feature = "ssr")]
mod side {
    pub use crate::language::wall_clock::{now as today, time_zone, write};
}

#[cfg(not(feature = "ssr"))]
mod side {
    use domain::Timestamp;
    use domain::language::TimeStyle;
    use js_sys::Intl::{
        DateTimeFormat, DateTimeFormatOptions, DayFormat, MonthFormat, NumericFormat, TimeZoneNameFormat,
        WeekdayFormat, YearFormat,
    };
    use js_sys::{Array, Date, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    pub use crate::browser::clock::now as today;
    use crate::language::locale;

    pub fn write(at: Timestamp, style: TimeStyle, zone: Option<&str>) -> Option<String> {
        formatter(style, zone)?.format().call1(&JsValue::UNDEFINED, &date(at)).ok()?.as_string()
    }

    /// The reader's time zone, as IANA names it.
    pub fn time_zone() -> Option<String> {
        let options = DateTimeFormat::new(&Array::new(), &js_sys::Object::new()).resolved_options();
        Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
    }

    fn date(at: Timestamp) -> Date {
        #[expect(clippy::cast_precision_loss, reason = "a date's milliseconds fit into 53 bits")]
        Date::new(&JsValue::from_f64(at.as_millis() as f64))
    }

    fn formatter(style: TimeStyle, zone: Option<&str>) -> Option<DateTimeFormat> {
        let options = DateTimeFormatOptions::new();
        let (is_short, has_time) = match style {
            TimeStyle::Full => (false, true),
            TimeStyle::Day | TimeStyle::Date => (false, false),
            TimeStyle::Short | TimeStyle::Brief | TimeStyle::Time => (true, true),
            TimeStyle::ShortDate => (true, false),
        };
        if style != TimeStyle::Time {
            options.set_day(DayFormat::Numeric);
            options.set_month(if is_short { MonthFormat::Short } else { MonthFormat::Long });
            options.set_year(YearFormat::Numeric);
        }
        if matches!(style, TimeStyle::Full | TimeStyle::Day) {
            options.set_weekday(WeekdayFormat::Long);
        }
        if style == TimeStyle::Full {
            options.set_time_zone_name(TimeZoneNameFormat::ShortOffset);
        }
        if has_time {
            options.set_hour(NumericFormat::TwoDigit);
            options.set_minute(NumericFormat::TwoDigit);
        }
        if let Some(zone) = zone {
            options.set_time_zone(zone);
        }
        // An unknown zone makes the constructor throw; the plain constructor of js-sys would not survive that.
        let arguments = Array::of2(&locale().tag().into(), options.as_ref());
        let constructor = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor = Reflect::get(&constructor, &"DateTimeFormat".into()).ok()?;
        Reflect::construct(constructor.dyn_ref::<js_sys::Function>()?, &arguments).ok()?.dyn_into().ok()
    }
}

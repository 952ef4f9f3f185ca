//! The values of `datetime-local` inputs: `2026-11-22T18:30`, on a clock that does not say which zone it is in.
//!
//! On the server every function answers `None`.

use domain::Timestamp;
use js_sys::Date;
use wasm_bindgen::JsValue;

const HOUR: f64 = 3_600_000.0;

/// The start of the reader's next hour but one: a session needs a little preparation.
pub fn next_full_hour() -> Option<String> {
    if cfg!(feature = "ssr") {
        return None;
    }
    let date = Date::new(&JsValue::from_f64(Date::now() + 2.0 * HOUR));
    date.set_minutes(0);
    Some(value(&date))
}

/// One hour after `start`, if that is a time.
pub fn an_hour_after(start: &str) -> Option<String> {
    if cfg!(feature = "ssr") {
        return None;
    }
    let millis = Date::new(&start.into()).get_time();
    (!millis.is_nan()).then(|| value(&Date::new(&JsValue::from_f64(millis + HOUR))))
}

/// A moment on the reader's clock.
pub fn value_of(at: Timestamp) -> Option<String> {
    if cfg!(feature = "ssr") {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a date's milliseconds fit into 53 bits")]
    Some(value(&Date::new(&JsValue::from_f64(at.as_millis() as f64))))
}

/// The moment that a value names on the reader's clock, if it is one.
pub fn moment(value: &str) -> Option<Timestamp> {
    if cfg!(feature = "ssr") {
        return None;
    }
    let millis = Date::new(&value.into()).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "dates are whole milliseconds that fit")]
    (!millis.is_nan()).then(|| Timestamp::from_millis(millis as i64))
}

fn value(date: &Date) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
    )
}

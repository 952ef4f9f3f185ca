//! This device's clocks.

use domain::Timestamp;
use leptos::prelude::window;

/// What this device shows as the time of day; people can set it. On the server: the beginning of time.
pub fn now() -> Timestamp {
    if cfg!(feature = "ssr") {
        return Timestamp::from_millis(0);
    }
    whole_millis(js_sys::Date::now())
}

/// Milliseconds since the page was opened: never set, never jumps back. On the server: zero.
pub fn monotonic() -> Timestamp {
    if cfg!(feature = "ssr") {
        return Timestamp::from_millis(0);
    }
    match window().performance() {
        Some(performance) => whole_millis(performance.now()),
        None => now(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a clock fit for 290 million years")]
fn whole_millis(millis: f64) -> Timestamp {
    Timestamp::from_millis(millis as i64)
}

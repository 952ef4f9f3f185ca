//! What clocks show where the reader is, as far as the server knows.
//!
//! A browser tells its time zone by a cookie, so that from its second page on times stand in the HTML as the browser
//! itself will write them.

use std::sync::Arc;

use domain::Timestamp;
use domain::language::{TimeStyle, WallTime, moment_in_words};
use http::HeaderMap;
use leptos::prelude::use_context;

use super::locale;
use crate::backend::cookie;

/// Holds the browser's time zone, as IANA names it; written by the browser.
pub const ZONE_COOKIE: &str = "__Host-greenroom-zone";

/// Knows all time zones, and which one the reader of this request is in.
#[derive(Clone)]
pub struct WallClock {
    zone: Option<String>,
    now: Timestamp,
    /// What a clock shows at that moment in that zone; `None` where there is no such zone.
    read: fn(Timestamp, &str) -> Option<WallTime>,
}

impl WallClock {
    pub fn of_request(
        headers: &HeaderMap,
        now: Timestamp,
        read: fn(Timestamp, &str) -> Option<WallTime>,
    ) -> Arc<Self> {
        // A zone nobody knows is none.
        let zone = cookie(headers, ZONE_COOKIE).filter(|zone| read(now, zone).is_some());
        Arc::new(Self { zone: zone.map(str::to_owned), now, read })
    }
}

/// When the request came.
pub fn now() -> Timestamp {
    use_context::<Arc<WallClock>>().map_or(Timestamp::from_millis(0), |clock| clock.now)
}

/// The reader's time zone, as IANA names it.
pub fn time_zone() -> Option<String> {
    use_context::<Arc<WallClock>>()?.zone.clone()
}

/// A moment in `zone`, or in the reader's; `None` when that is not known.
pub fn write(at: Timestamp, style: TimeStyle, zone: Option<&str>) -> Option<String> {
    let clock = use_context::<Arc<WallClock>>()?;
    let there = (clock.read)(at, zone.or(clock.zone.as_deref())?)?;
    Some(moment_in_words(locale(), style, there))
}

//! Times in the reader's own words. The server draws them in UTC; the browser redraws them when it is alive.

use domain::Timestamp;
use leptos::prelude::*;

use super::utc_text::{iso, readable, time_of_day};
use crate::browser::format_time::{TimeStyle, format_range, format_time};

/// A point in time.
#[component]
pub fn LocalTime(
    #[prop(into)] at: Signal<Timestamp>,
    #[prop(optional)] style: TimeStyle,
    /// An IANA name; without one it is the reader's zone.
    #[prop(optional, into)]
    zone: Option<String>,
) -> impl IntoView {
    let local = RwSignal::new(None);
    Effect::new(move || local.set(format_time(at.get(), style, zone.as_deref())));
    let neutral = move || if style == TimeStyle::Time { time_of_day(at.get()) } else { readable(at.get()) };
    view! {
        <time datetime=move || {
            iso(at.get())
        }>{move || local.get().unwrap_or_else(neutral)}</time>
    }
}

/// A span of time, with what both ends share told once.
#[component]
pub fn LocalTimeRange(
    #[prop(into)] from: Signal<Timestamp>,
    #[prop(into)] to: Signal<Timestamp>,
    #[prop(optional)] style: TimeStyle,
    /// An IANA name; without one it is the reader's zone.
    #[prop(optional, into)]
    zone: Option<String>,
) -> impl IntoView {
    let local = RwSignal::new(None);
    Effect::new(move || local.set(format_range(from.get(), to.get(), style, zone.as_deref())));
    let neutral = move || format!("{} – {}", readable(from.get()), readable(to.get()));
    view! {
        <time datetime=move || iso(from.get())>{move || local.get().unwrap_or_else(neutral)}</time>
    }
}

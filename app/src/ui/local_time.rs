//! Times in the reader's own words. The server draws them in UTC until it knows the reader's zone; the browser redraws
//! them when it is alive.

use domain::Timestamp;
use leptos::prelude::*;

use super::utc_text::{in_utc, iso};
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
    let local = RwSignal::new(on_server(|| format_time(at.get_untracked(), style, zone.as_deref())));
    Effect::new(move || local.set(format_time(at.get(), style, zone.as_deref())));
    let neutral = move || in_utc(at.get(), style);
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
    let local = RwSignal::new(on_server(|| {
        format_range(from.get_untracked(), to.get_untracked(), style, zone.as_deref())
    }));
    Effect::new(move || local.set(format_range(from.get(), to.get(), style, zone.as_deref())));
    let neutral = move || format!("{} – {}", in_utc(from.get(), style), in_utc(to.get(), style));
    view! {
        <time datetime=move || iso(from.get())>{move || local.get().unwrap_or_else(neutral)}</time>
    }
}

/// The server's words. In the browser nothing, so that what the server has drawn is looked at anew.
fn on_server(words: impl FnOnce() -> Option<String>) -> Option<String> {
    if cfg!(feature = "ssr") { words() } else { None }
}

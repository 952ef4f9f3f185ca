//! The time left until the start: the largest thing on its page, in four calm blocks.
//!
//! It counts on the server's clock and never opens a door: at zero it says *Opening…* and the server's word is
//! waited for.

use domain::Timestamp;
use domain::countdown::{Countdown as Left, announcement};
use leptos::prelude::*;

use crate::language::said;
use crate::live::ServerClock;
use crate::t;

#[component]
pub fn Countdown(#[prop(into)] starts_at: Signal<Timestamp>, clock: ServerClock) -> impl IntoView {
    let left = Memo::new(move |_| Left::until(starts_at.get(), clock.now()));
    let is_over = Memo::new(move |_| left.get().is_over());
    view! {
        <div class="countdown" role="timer" aria-label=t!("Time until the session starts") data-over=move || is_over.get().to_string()>
            <Part value=Signal::derive(move || left.get().days) unit="days" label=t!("days") />
            <Part value=Signal::derive(move || left.get().hours) unit="hours" label=t!("hours") />
            <Part value=Signal::derive(move || left.get().minutes) unit="minutes" label=t!("minutes") />
            <Part value=Signal::derive(move || left.get().seconds) unit="seconds" label=t!("seconds") />
            <p class="countdown-over" hidden=move || !is_over.get()>{t!("Opening…")}</p>
        </div>
        <SaidAloud starts_at=starts_at clock=clock />
    }
}

/// One of the four numbers. A leading part that is zero steps back on a small screen.
#[component]
fn Part(#[prop(into)] value: Signal<u64>, unit: &'static str, label: &'static str) -> impl IntoView {
    let digits = move || format!("{:02}", value.get());
    let is_none = move || (unit == "days" && value.get() == 0).to_string();
    view! {
        <p class="countdown-part" data-unit=unit data-none=is_none>
            <span class="countdown-number">{digits}</span>
            " "
            <span class="countdown-unit">{label}</span>
        </p>
    }
}

/// Says the time left at the few moments that matter; a timer that speaks each second helps nobody.
#[component]
fn SaidAloud(starts_at: Signal<Timestamp>, clock: ServerClock) -> impl IntoView {
    let words = Memo::new(move |last: Option<&String>| {
        let left = starts_at.get().since(clock.now());
        announcement(left).map(|sentence| said(&sentence)).or_else(|| last.cloned()).unwrap_or_default()
    });
    view! { <p class="visually-hidden" aria-live="polite">{move || words.get()}</p> }
}

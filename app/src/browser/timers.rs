//! Waiting, and chance. A timer that is dropped is stopped.

use core::time::Duration;

use gloo_timers::callback::{Interval, Timeout};

/// A call that will be made once.
pub struct Timer(#[expect(dead_code, reason = "kept for its drop, which stops it")] Option<Timeout>);

/// A call that is made again and again.
pub struct Ticker(#[expect(dead_code, reason = "kept for its drop, which stops it")] Option<Interval>);

/// Calls once, after `delay`. On the server: never.
pub fn after(delay: Duration, call: impl FnOnce() + 'static) -> Timer {
    Timer((!cfg!(feature = "ssr")).then(|| Timeout::new(millis(delay), call)))
}

/// Calls again and again, each time after `period`. On the server: never.
pub fn every(period: Duration, call: impl FnMut() + 'static) -> Ticker {
    Ticker((!cfg!(feature = "ssr")).then(|| Interval::new(millis(period), call)))
}

/// Waits. On the server: not at all.
pub async fn sleep(delay: Duration) {
    if !cfg!(feature = "ssr") {
        gloo_timers::future::TimeoutFuture::new(millis(delay)).await;
    }
}

/// A number from 0 to 1, for spreading many devices over a span. On the server: zero.
pub fn chance() -> f64 {
    if cfg!(feature = "ssr") { 0.0 } else { js_sys::Math::random() }
}

fn millis(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

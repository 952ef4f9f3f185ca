//! Waiting, and chance. A timer that is dropped is stopped; one that is kept goes with its owner.

use core::time::Duration;

use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::StoredValue;

/// How often an unreachable server is asked.
const TRIES: u32 = 5;

/// On average; each pause is between half and one and a half of it.
const BETWEEN_TRIES: Duration = Duration::from_secs(2);

/// A call that will be made once.
pub struct Timer(#[expect(dead_code, reason = "kept for its drop, which stops it")] Option<Timeout>);

/// A call that is made again and again.
pub struct Ticker(#[expect(dead_code, reason = "kept for its drop, which stops it")] Option<Interval>);

impl Timer {
    /// Until the page is left or the effect around it runs again.
    pub fn keep(self) {
        keep(self);
    }
}

impl Ticker {
    /// Until the page is left or the effect around it runs again.
    pub fn keep(self) {
        keep(self);
    }
}

/// The server must never own what belongs to one thread: it draws a page in several, and breaks when the last one
/// lets go of what another has made.
fn keep(timer: impl Sized + 'static) {
    if !cfg!(feature = "ssr") {
        StoredValue::new_local(timer);
    }
}

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

/// Asks until there is an answer (`Some`), some seconds apart and spread by chance, and gives up in the end: whoever
/// has a stream is told by that when the server is back.
pub async fn retry<Answer>(mut ask: impl AsyncFnMut() -> Option<Answer>) -> Option<Answer> {
    for _ in 0..TRIES {
        let answer = ask().await;
        if answer.is_some() {
            return answer;
        }
        sleep(BETWEEN_TRIES.mul_f64(0.5 + chance())).await;
    }
    None
}

/// A number from 0 to 1, for spreading many devices over a span. On the server: zero.
pub fn chance() -> f64 {
    if cfg!(feature = "ssr") { 0.0 } else { js_sys::Math::random() }
}

fn millis(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn asking_ends_with_the_first_answer() {
        let mut asked = 0;
        let answer = retry(async || {
            asked += 1;
            (asked == 3).then_some("here")
        })
        .await;
        assert_eq!((answer, asked), (Some("here"), 3));
    }

    #[tokio::test]
    async fn asking_gives_up() {
        let mut asked = 0;
        let answer: Option<()> = retry(async || {
            asked += 1;
            None
        })
        .await;
        assert_eq!((answer, asked), (None, TRIES));
    }
}

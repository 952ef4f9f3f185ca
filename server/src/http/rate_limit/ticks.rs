//! The time as the limiters count it.

use std::time::Instant;

use governor::clock::{Clock as _, MonotonicClock};
use governor::nanos::Nanos;

use crate::clock::Clock;

/// A limiter must not close a door for a day because an administrator sets the system's clock back: it follows a
/// clock that only goes forward, and ours only where a test turns it.
#[derive(Clone)]
pub enum Ticks {
    Since(Instant),
    Manual(Clock),
}

impl Ticks {
    pub fn of(clock: &Clock) -> Self {
        match clock {
            Clock::System => Self::Since(MonotonicClock.now()),
            Clock::Manual(_) => Self::Manual(clock.clone()),
        }
    }
}

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        match self {
            Self::Since(start) => MonotonicClock.now().duration_since(*start).into(),
            Self::Manual(clock) => {
                let millis = u64::try_from(clock.now().as_millis()).unwrap_or(0);
                Nanos::new(millis.saturating_mul(1_000_000))
            }
        }
    }
}

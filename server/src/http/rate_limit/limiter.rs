//! One limit, counted apart for each key.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::error::AppError;
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::{Rate, ticks::Ticks};
use crate::clock::Clock;

/// Keys are told apart by 20 bits of a hash that nobody outside can foresee: at most a million small entries
/// whoever comes, and two in a thousand busy strangers share a limit when two thousand are busy at once.
const BUCKET_BITS: u32 = 20;

/// Below so many keys nothing is forgotten.
const FEW: usize = 1024;

pub struct Limiter {
    buckets: RateLimiter<u32, DashMapStateStore<u32>, Ticks, NoOpMiddleware<Nanos>>,
    whole_budget: NonZeroU32,
    hasher: RandomState,
    /// How many keys make it worth while to look for idle ones.
    sweep_at: AtomicUsize,
}

impl Limiter {
    pub fn new(rate: Rate, clock: &Clock) -> Self {
        let one_in = rate.per / rate.count.get();
        let quota = Quota::with_period(one_in)
            .unwrap_or_else(|| Quota::per_second(NonZeroU32::MAX))
            .allow_burst(rate.count);
        Self {
            buckets: RateLimiter::new(quota, DashMapStateStore::default(), Ticks::of(clock)),
            whole_budget: rate.count,
            hasher: RandomState::new(),
            sweep_at: AtomicUsize::new(FEW),
        }
    }

    /// Takes `count` from what `key` has left, or nothing.
    pub fn take(&self, key: &str, count: u32) -> Result<(), AppError> {
        let Some(count) = NonZeroU32::new(count) else { return Ok(()) };
        self.forget_idle();
        match self.buckets.check_key_n(&self.bucket(key), count.min(self.whole_budget)) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(not_yet)) => Err(too_many(not_yet.wait_time_from(self.buckets.clock().now()))),
            Err(_) => Err(too_many(std::time::Duration::ZERO)),
        }
    }

    fn bucket(&self, key: &str) -> u32 {
        let hash = self.hasher.hash_one(key);
        u32::try_from(hash >> (u64::BITS - BUCKET_BITS)).unwrap_or(u32::MAX)
    }

    /// Who has their whole budget again is forgotten; looked for each time the number of keys has doubled.
    fn forget_idle(&self) {
        if self.buckets.len() >= self.sweep_at.load(Ordering::Relaxed) {
            self.buckets.retain_recent();
            self.sweep_at.store((self.buckets.len() * 2).max(FEW), Ordering::Relaxed);
        }
    }
}

fn too_many(wait: std::time::Duration) -> AppError {
    let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
    AppError::TooMany { retry_after_seconds: seconds }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::Timestamp;

    use super::*;

    #[test]
    fn idle_keys_are_forgotten() {
        let clock = Clock::manual(Timestamp::from_millis(1_800_000_000_000));
        let limiter = Limiter::new(Rate::new(10, Duration::from_mins(1)), &clock);
        for minute in 0..20 {
            for stranger in 0..1_000 {
                assert_eq!(limiter.take(&format!("{minute}/{stranger}"), 1), Ok(()));
            }
            clock.advance(Duration::from_mins(1));
        }
        assert!(limiter.buckets.len() <= 3_000, "{} keys are kept", limiter.buckets.len());
    }

    #[test]
    fn a_very_fast_rate_is_a_rate() {
        let clock = Clock::manual(Timestamp::from_millis(0));
        let limiter = Limiter::new(Rate::new(u32::MAX, Duration::from_millis(1)), &clock);
        assert_eq!(limiter.take("ann", 1), Ok(()));
    }
}

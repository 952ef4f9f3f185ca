//! Limits on the doors that invite guessing, flooding and harvesting.

mod limiter;
mod numbers;
mod ticks;

use app::error::AppError;

use crate::clock::Clock;

pub use numbers::{LimitNumbers, Rate};

use limiter::Limiter;

/// How much each address or person may do; what was used up comes back with the time.
pub struct Limits {
    sign_ins: Limiter,
    claims: Limiter,
    suggested_people: Limiter,
    writes: Limiter,
    commands: Limiter,
}

impl Limits {
    pub fn new(clock: Clock) -> Self {
        Self::with_numbers(clock, &LimitNumbers::default())
    }

    pub fn with_numbers(clock: Clock, numbers: &LimitNumbers) -> Self {
        Self {
            sign_ins: Limiter::new(numbers.sign_ins, &clock),
            claims: Limiter::new(numbers.claims, &clock),
            suggested_people: Limiter::new(numbers.suggested_people, &clock),
            writes: Limiter::new(numbers.writes, &clock),
            commands: Limiter::new(numbers.commands, &clock),
        }
    }

    /// One try of a password from this address.
    ///
    /// # Errors
    /// [`AppError::TooMany`], as for all limits.
    pub fn sign_in(&self, address: &str) -> Result<(), AppError> {
        self.sign_ins.take(address, 1)
    }

    /// One try to claim a link from this address.
    pub fn claim(&self, address: &str) -> Result<(), AppError> {
        self.claims.take(address, 1)
    }

    /// `people` rows that are about to be shown to the person of this key: what can be harvested is counted, not
    /// how often somebody types.
    pub fn suggest(&self, key: &str, people: u32) -> Result<(), AppError> {
        self.suggested_people.take(key, people)
    }

    /// One write by the person, or else the device or the address, of this key.
    pub fn write(&self, key: &str) -> Result<(), AppError> {
        self.writes.take(key, 1)
    }

    /// One command inside a room by the person, or else the device, of this key.
    pub fn command(&self, key: &str) -> Result<(), AppError> {
        self.commands.take(key, 1)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::Timestamp;

    use super::*;

    fn limits() -> (Clock, Limits) {
        let clock = Clock::manual(Timestamp::from_millis(1_800_000_000_000));
        (clock.clone(), Limits::new(clock))
    }

    #[test]
    fn the_eleventh_password_in_a_minute_must_wait() {
        let (clock, limits) = limits();
        for _ in 0..10 {
            assert_eq!(limits.sign_in("192.0.2.1"), Ok(()));
        }
        let Err(AppError::TooMany { retry_after_seconds }) = limits.sign_in("192.0.2.1") else {
            panic!("the eleventh try was let through");
        };
        assert_eq!(limits.sign_in("192.0.2.2"), Ok(()), "others are not held up");
        clock.advance(Duration::from_secs(u64::from(retry_after_seconds)));
        assert_eq!(limits.sign_in("192.0.2.1"), Ok(()), "waiting as told is enough");
        assert!(limits.sign_in("192.0.2.1").is_err());
    }

    #[test]
    fn suggestions_are_counted_by_people_shown() {
        let (clock, limits) = limits();
        for _ in 0..75 {
            assert_eq!(limits.suggest("ann", 8), Ok(()));
        }
        assert!(limits.suggest("ann", 8).is_err());
        assert_eq!(limits.suggest("ann", 0), Ok(()), "an empty answer costs nothing");
        clock.advance(Duration::from_hours(1));
        assert_eq!(limits.suggest("ann", 600), Ok(()));
    }

    #[test]
    fn more_than_a_whole_budget_costs_the_whole_budget() {
        let (_, limits) = limits();
        assert_eq!(limits.suggest("ann", 10_000), Ok(()));
        assert!(limits.suggest("ann", 1).is_err());
    }

    #[test]
    fn a_host_may_script_two_thousand_invitations() {
        let (_, limits) = limits();
        for _ in 0..2_000 {
            assert_eq!(limits.write("ann"), Ok(()));
        }
        assert!(limits.write("ann").is_err());
    }
}

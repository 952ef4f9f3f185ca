//! The parts of a countdown, and the server's clock as the browser knows it.

use core::time::Duration;

use crate::language::Sentence;
use crate::say;
use crate::time::Timestamp;

/// What is left, in the four parts that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    pub days: u64,
    pub hours: u64,
    pub minutes: u64,
    pub seconds: u64,
}

impl Countdown {
    /// What is left until `target`; all zero when it has passed. Rounded up, so that zero means *now*.
    pub fn until(target: Timestamp, now: Timestamp) -> Self {
        let seconds = target.since(now).as_millis().div_ceil(1000);
        let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
        Self {
            days: seconds / 86_400,
            hours: seconds / 3_600 % 24,
            minutes: seconds / 60 % 60,
            seconds: seconds % 60,
        }
    }

    pub fn is_over(self) -> bool {
        self == Self { days: 0, hours: 0, minutes: 0, seconds: 0 }
    }
}

/// How far the server's clock is ahead of this device's, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockOffset(i64);

impl ClockOffset {
    /// From one exchange: the server said `server_now` somewhere between `asked_at` and `answered_at`; the
    /// middle is the best guess.
    pub fn measured(asked_at: Timestamp, server_now: Timestamp, answered_at: Timestamp) -> Self {
        let middle = i64::midpoint(asked_at.as_millis(), answered_at.as_millis());
        Self(server_now.as_millis() - middle)
    }

    /// The server's time when this device's clock shows `device_now`.
    pub fn server_time(self, device_now: Timestamp) -> Timestamp {
        Timestamp::from_millis(device_now.as_millis() + self.0)
    }
}

/// The moments at which the time left is said aloud: a countdown that speaks each second is silence's enemy.
pub fn announcement(left: Duration) -> Option<Sentence> {
    match left.as_secs() {
        600 => Some(say!("The session starts in 10 minutes.")),
        300 => Some(say!("The session starts in 5 minutes.")),
        60 => Some(say!("The session starts in one minute.")),
        _ => None,
    }
}

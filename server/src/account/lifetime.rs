//! How long a sign-in lasts.

use std::time::Duration;

use domain::Timestamp;

/// A sign-in ends when it has not been used for so long.
const IDLE_LIMIT: Duration = Duration::from_hours(14 * 24);

/// A sign-in ends after so long, used or not.
pub const ABSOLUTE_LIMIT: Duration = Duration::from_hours(90 * 24);

/// Its last use is written down at most this often.
const NOTED_EVERY: Duration = Duration::from_mins(5);

/// A sign-in last seen at or before this has ended.
pub fn idle_since(now: Timestamp) -> Timestamp {
    now.before(IDLE_LIMIT)
}

/// A sign-in last seen at or before this is noted again when it is used.
pub fn noted_before(now: Timestamp) -> Timestamp {
    now.before(NOTED_EVERY)
}

pub fn is_alive(last_seen_at: Timestamp, expires_at: Timestamp, now: Timestamp) -> bool {
    now < expires_at && last_seen_at > idle_since(now)
}

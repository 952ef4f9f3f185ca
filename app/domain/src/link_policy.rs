//! How long a link lives, and how many tries it has.

use core::time::Duration;

use crate::settings::Settings;
use crate::time::Timestamp;

/// How long links outlive the session's planned end, so that they still work when it is extended.
pub const GRACE_AFTER_END: Duration = Duration::from_hours(1);

/// Wrong addresses that one link takes before it locks.
pub const TRIES_BEFORE_LOCK: u16 = 5;

/// How long a link stays locked after too many wrong addresses.
pub const LOCKED_FOR: Duration = Duration::from_mins(15);

/// When a link made now stops letting people in: `max(now + LinkDuration, session end + 1 h)`, so that a link
/// for a session days ahead does not die before the session starts.
pub fn expires_at(settings: &Settings, session_ends_at: Timestamp, now: Timestamp) -> Timestamp {
    (now + settings.link_duration()).max(session_ends_at + GRACE_AFTER_END)
}

/// The wrong tries at one link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    pub wrong: u16,
    pub locked_until: Option<Timestamp>,
}

impl Tries {
    /// When the link may be tried again; `None` is now.
    pub fn locked_until(self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|until| now < *until)
    }

    /// One more wrong address. The fifth locks the link, and the count starts again after that. A locked link
    /// stays as it is: a try that was under way when it locked neither opens it nor locks it for longer.
    #[must_use]
    pub fn after_wrong(self, now: Timestamp) -> Self {
        let wrong = self.wrong.saturating_add(1);
        if self.locked_until(now).is_some() {
            self
        } else if wrong >= TRIES_BEFORE_LOCK {
            Self { wrong: 0, locked_until: Some(now + LOCKED_FOR) }
        } else {
            Self { wrong, locked_until: None }
        }
    }

    /// Tries left before the link locks.
    pub fn left(self) -> u16 {
        TRIES_BEFORE_LOCK.saturating_sub(self.wrong)
    }
}

//! How long a link lives, and how many tries it has.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::say;
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

/// Hosts may let a link live so long at most.
pub const LONGEST_AHEAD: Duration = Duration::from_hours(366 * 24);

/// Why a link cannot be given an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndDenied {
    Past,
    TooFar,
}

impl Say for EndDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::Past => say!("This moment has passed. Choose a later one."),
            Self::TooFar => say!("Links work for one year at most. Choose an earlier moment."),
        }
    }
}

says_english!(EndDenied);

/// Whether hosts may let a link work until then. Sooner than before is allowed.
///
/// # Errors
/// When that is not later than now, or more than a year ahead.
pub fn check_end(until: Timestamp, now: Timestamp) -> Result<(), EndDenied> {
    if until <= now {
        Err(EndDenied::Past)
    } else if until > now + LONGEST_AHEAD {
        Err(EndDenied::TooFar)
    } else {
        Ok(())
    }
}

/// The ends that are offered before others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    Day,
    Week,
    /// As long as a link made for the session lives at least.
    SessionEnd,
}

impl Extension {
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::SessionEnd];

    /// When a link ends that is extended so. A day or a week is added to what is left of a link; `expires_at` is `None`
    /// for several links, which are extended from now. `None` when that may not be chosen, because it has passed.
    pub fn until(
        self,
        expires_at: Option<Timestamp>,
        session_ends_at: Timestamp,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let from = expires_at.map_or(now, |expires_at| expires_at.max(now));
        let until = match self {
            Self::Day => from + Duration::from_hours(24),
            Self::Week => from + Duration::from_hours(7 * 24),
            Self::SessionEnd => session_ends_at + GRACE_AFTER_END,
        };
        check_end(until, now).is_ok().then_some(until)
    }
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

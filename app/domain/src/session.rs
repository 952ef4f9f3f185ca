//! When a session is planned, open and over.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::say;
use crate::settings::Settings;
use crate::time::Timestamp;

/// The longest session.
pub const MAX_LENGTH: Duration = Duration::from_hours(7 * 24);

/// A start this far in the past still counts as now: people fill in forms slowly.
pub const START_TOLERANCE: Duration = Duration::from_mins(5);

/// An open session ends so long after its last host has gone, unless one comes back.
pub const MOST_WITHOUT_HOST: Duration = Duration::from_mins(15);

/// A host who is back within this time was not away: connections break.
pub const UNNOTICED_WITHOUT_HOST: Duration = Duration::from_mins(1);

/// One scheduled run of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Set when a host or the clock has opened it.
    pub opened_at: Option<Timestamp>,
    /// Set when a host or the clock has ended it.
    pub ended_at: Option<Timestamp>,
    /// Since when the open session has been without any of the hosts who had been inside. One that no host has come
    /// to yet is not without them: it goes on to its end.
    #[serde(default)]
    pub host_away_since: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Planned,
    Open,
    Ended,
}

/// Why a schedule is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScheduleProblem {
    EndNotAfterStart,
    StartInPast,
    EndInPast,
    TooLong,
}

impl Say for ScheduleProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::EndNotAfterStart => say!("The end must be after the start."),
            Self::StartInPast => say!("The start is in the past. Choose a time to come."),
            Self::EndInPast => say!("The end is in the past. Choose a time to come."),
            Self::TooLong => say!("A session lasts at most seven days."),
        }
    }
}

/// Why a session cannot be opened or ended now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionRefused {
    TooEarly { advance_minutes: u32 },
    AlreadyOpen,
    AlreadyEnded,
    NotOpen,
    Locked,
}

impl Say for SessionRefused {
    fn say(&self) -> Sentence {
        match self {
            Self::TooEarly { advance_minutes } => say!(
                "The session can be opened at most {advance_minutes} minutes before its start.",
                advance_minutes = *advance_minutes
            ),
            Self::AlreadyOpen => say!("The session is open already."),
            Self::AlreadyEnded => say!("The session has ended."),
            Self::NotOpen => say!("The session is not open."),
            Self::Locked => say!("The room is locked. Wait until somebody lets you in."),
        }
    }
}

says_english!(ScheduleProblem, SessionRefused);

impl Session {
    /// A session that has not been opened.
    ///
    /// # Errors
    /// See [`check_schedule`]; the start must not be in the past.
    pub fn plan(starts_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> Result<Self, ScheduleProblem> {
        check_schedule(starts_at, ends_at, now)?;
        if starts_at + START_TOLERANCE < now {
            return Err(ScheduleProblem::StartInPast);
        }
        Ok(Self { starts_at, ends_at, opened_at: None, ended_at: None, host_away_since: None })
    }

    /// The clock opens and ends a session even if nobody has written it down yet.
    pub fn phase(&self, now: Timestamp) -> Phase {
        if self.ended_at.is_some() || now >= self.closes_at() {
            Phase::Ended
        } else if self.opened_at.is_some() || now >= self.starts_at {
            Phase::Open
        } else {
            Phase::Planned
        }
    }

    /// Whether those who have it in their calendar must be told that it is at another time. Hosts who make a session
    /// longer while it is open tell those inside.
    pub fn is_moved_by(&self, next: &Self, now: Timestamp) -> bool {
        let is_other_end = next.ends_at != self.ends_at && self.phase(now) != Phase::Open;
        next.starts_at != self.starts_at || is_other_end
    }

    /// When the clock ends it: as planned, or earlier when no host comes back.
    pub fn closes_at(&self) -> Timestamp {
        let without_host = self.host_away_since.map(|since| since + MOST_WITHOUT_HOST);
        without_host.map_or(self.ends_at, |closes_at| closes_at.min(self.ends_at))
    }

    /// When it ended, once it has.
    pub fn over_since(&self, now: Timestamp) -> Option<Timestamp> {
        (self.phase(now) == Phase::Ended).then(|| self.ended_at.unwrap_or_else(|| self.closes_at()))
    }

    /// Whether it has ended because its hosts stayed away.
    pub fn ended_without_host(&self) -> bool {
        let without_host = self.host_away_since.map(|since| since + MOST_WITHOUT_HOST);
        self.ended_at.is_some() && self.ended_at == without_host && self.ended_at != Some(self.ends_at)
    }

    /// When the session ends for want of a host, once that is to be told.
    pub fn host_missed_until(&self, now: Timestamp) -> Option<Timestamp> {
        let since = self.host_away_since.filter(|since| now >= *since + UNNOTICED_WITHOUT_HOST)?;
        let is_early = self.phase(now) == Phase::Open && since + MOST_WITHOUT_HOST < self.ends_at;
        is_early.then(|| self.closes_at())
    }

    /// The session once a host has come in or gone, when that changes it.
    pub fn follow_hosts(self, is_host_inside: bool, now: Timestamp) -> Option<Self> {
        let host_away_since = match self.phase(now) {
            Phase::Open if !is_host_inside => self.host_away_since.or(Some(now)),
            // What has ended tells why.
            Phase::Ended => self.host_away_since,
            Phase::Open | Phase::Planned => None,
        };
        (host_away_since != self.host_away_since).then_some(Self { host_away_since, ..self })
    }

    /// A host opens the session, early by at most the advance entry.
    ///
    /// # Errors
    /// When it is too early, or not planned any more.
    pub fn open(self, settings: &Settings, now: Timestamp) -> Result<Self, SessionRefused> {
        match self.phase(now) {
            Phase::Ended => Err(SessionRefused::AlreadyEnded),
            Phase::Open => Err(SessionRefused::AlreadyOpen),
            Phase::Planned if now < self.may_open_from(settings) => {
                Err(SessionRefused::TooEarly { advance_minutes: settings.advance_entry_minutes })
            }
            Phase::Planned => Ok(Self { opened_at: Some(now), ..self }),
        }
    }

    /// The earliest moment a host may open it.
    pub fn may_open_from(&self, settings: &Settings) -> Timestamp {
        self.starts_at.before(Duration::from_mins(u64::from(settings.advance_entry_minutes)))
    }

    /// A host ends the session.
    ///
    /// # Errors
    /// When it is not open.
    pub fn end(self, now: Timestamp) -> Result<Self, SessionRefused> {
        match self.phase(now) {
            Phase::Planned => Err(SessionRefused::NotOpen),
            Phase::Ended => Err(SessionRefused::AlreadyEnded),
            Phase::Open => {
                Ok(Self { opened_at: self.opened_at.or(Some(self.starts_at)), ended_at: Some(now), ..self })
            }
        }
    }

    /// The session as the clock has changed it, when that is not written down yet.
    pub fn follow_clock(self, now: Timestamp) -> Option<Self> {
        match self.phase(now) {
            Phase::Ended if self.ended_at.is_none() => {
                Some(Self { ended_at: Some(self.closes_at()), ..self })
            }
            Phase::Open if self.opened_at.is_none() => Some(Self { opened_at: Some(self.starts_at), ..self }),
            _ => None,
        }
    }

    /// A host moves, extends or repeats the session. An open one stays open when its start is kept or passed;
    /// moved into the future it is planned again, and so is one that had ended. Hosts who do this are not away.
    ///
    /// # Errors
    /// See [`check_schedule`]; a changed start must not be in the past.
    pub fn reschedule(
        self,
        starts_at: Timestamp,
        ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<Self, ScheduleProblem> {
        let was_open = self.phase(now) == Phase::Open;
        if was_open && starts_at == self.starts_at {
            check_schedule(starts_at, ends_at, now)?;
            return Ok(Self { ends_at, host_away_since: self.host_away_since.map(|_| now), ..self });
        }
        Self::plan(starts_at, ends_at, now)
    }
}

fn check_schedule(starts_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> Result<(), ScheduleProblem> {
    if ends_at <= starts_at {
        Err(ScheduleProblem::EndNotAfterStart)
    } else if ends_at <= now {
        Err(ScheduleProblem::EndInPast)
    } else if ends_at.since(starts_at) > MAX_LENGTH {
        Err(ScheduleProblem::TooLong)
    } else {
        Ok(())
    }
}

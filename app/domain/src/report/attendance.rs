//! Who was inside while a room was open, and when.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::ids::ParticipantId;
use crate::name::PersonName;
use crate::role::Role;
use crate::time::Timestamp;

/// One time that a room was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The place among the room's runs, from 1.
    pub number: u32,
    pub opened_at: Timestamp,
    /// `None` while it is open.
    pub ended_at: Option<Timestamp>,
}

impl Run {
    pub const fn is_open(&self) -> bool {
        self.ended_at.is_none()
    }

    /// Its end; of an open one, as far as it has come at `now`.
    pub fn until(&self, now: Timestamp) -> Timestamp {
        self.ended_at.unwrap_or(now).max(self.opened_at)
    }

    pub fn lasted_for(&self, now: Timestamp) -> Duration {
        self.until(now).since(self.opened_at)
    }
}

/// The moments whose words belong to a run: after the end of the run before, since hosts prepare a room before they
/// open it, up to its own end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub after: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

impl Span {
    /// The span of the run with this number among all runs of its room.
    pub fn of(number: u32, runs: &[Run]) -> Self {
        let ended_at = |number: u32| runs.iter().find(|run| run.number == number)?.ended_at;
        Self { after: number.checked_sub(1).and_then(ended_at), until: ended_at(number) }
    }

    pub fn has(&self, at: Timestamp) -> bool {
        self.after.is_none_or(|after| at > after) && self.until.is_none_or(|until| at <= until)
    }
}

/// A stay inside, within its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub from: Timestamp,
    /// `None` while it lasts.
    pub to: Option<Timestamp>,
}

impl Visit {
    pub fn lasted_for(&self, now: Timestamp) -> Duration {
        self.to.unwrap_or(now).since(self.from)
    }
}

/// Somebody who was inside during a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    pub participant: ParticipantId,
    pub name: PersonName,
    /// Came with an invitation, not with a place on this site.
    pub is_guest: bool,
    /// All roles they had during the run, in the order they got them.
    pub roles: Vec<Role>,
    /// At least one, in order; no two overlap.
    pub visits: Vec<Visit>,
}

impl Attendee {
    pub fn first_entered(&self) -> Option<Timestamp> {
        self.visits.first().map(|visit| visit.from)
    }

    /// `None` while they are inside.
    pub fn last_left(&self) -> Option<Timestamp> {
        self.visits.last().and_then(|visit| visit.to)
    }

    pub fn is_inside(&self) -> bool {
        self.visits.last().is_some_and(|visit| visit.to.is_none())
    }

    /// All visits together.
    pub fn present_for(&self, now: Timestamp) -> Duration {
        self.visits.iter().map(|visit| visit.lasted_for(now)).sum()
    }
}

/// A run and who was inside during it, in order of arrival.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub run: Run,
    pub attendees: Vec<Attendee>,
}

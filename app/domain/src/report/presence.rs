//! How many people were inside, over time.

use core::time::Duration;

use super::Attendance;
use crate::time::Timestamp;

/// More cannot be told apart on a phone, and nobody reads a longer table.
pub const MOST_SLOTS: u32 = 32;

/// The lengths of a slot, in minutes: those that people count in.
const LENGTHS: [u64; 10] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360];

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub from: Timestamp,
    /// How many were inside at once during it, at most.
    pub most: u32,
}

impl Attendance {
    /// The run in slots of one length, the last of which may be cut short by its end.
    pub fn presence(&self, now: Timestamp) -> Vec<Slot> {
        let length = slot_length(self.run.lasted_for(now));
        let until = self.run.until(now);
        let mut changes = changes(self).into_iter().peekable();
        let mut slots = Vec::new();
        let (mut from, mut inside) = (self.run.opened_at, 0_u32);
        loop {
            let to = from + length;
            while let Some((_, has_come)) = changes.next_if(|(at, _)| *at <= from) {
                inside = after(inside, has_come);
            }
            let mut most = inside;
            while let Some((_, has_come)) = changes.next_if(|(at, _)| *at < to) {
                inside = after(inside, has_come);
                most = most.max(inside);
            }
            slots.push(Slot { from, most });
            from = to;
            if from >= until {
                return slots;
            }
        }
    }
}

fn slot_length(run: Duration) -> Duration {
    let fits = |length: &Duration| *length * MOST_SLOTS >= run;
    let usual = LENGTHS.into_iter().map(Duration::from_mins).find(fits);
    usual.unwrap_or_else(|| run / MOST_SLOTS + Duration::from_millis(1))
}

/// How many are inside after one more coming or going.
pub(super) const fn after(inside: u32, has_come: bool) -> u32 {
    if has_come { inside.saturating_add(1) } else { inside.saturating_sub(1) }
}

/// Every coming (true) and going in order of time; of what happens at the same moment, the going first: a place that
/// one leaves and another takes is one place. A stay without length is none.
pub(super) fn changes(attendance: &Attendance) -> Vec<(Timestamp, bool)> {
    let visits = attendance.attendees.iter().flat_map(|attendee| &attendee.visits);
    let mut changes: Vec<_> = visits
        .filter(|visit| visit.to != Some(visit.from))
        .flat_map(|visit| [Some((visit.from, true)), visit.to.map(|to| (to, false))])
        .flatten()
        .collect();
    changes.sort_unstable();
    changes
}

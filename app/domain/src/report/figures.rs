//! Attendance in few numbers.

use core::time::Duration;

use super::Attendance;
use super::presence::{after, changes};
use crate::time::Timestamp;

/// A run at one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// How many people came.
    pub came: usize,
    /// How many were inside at once, at most.
    pub most: u32,
    /// When that was so first.
    pub most_at: Option<Timestamp>,
    /// How long somebody who came was inside, on average.
    pub average: Duration,
}

impl Attendance {
    /// The numbers of this run; of an open one, as they are at `now`.
    pub fn figures(&self, now: Timestamp) -> Figures {
        let (mut most, mut most_at, mut inside) = (0, None, 0_u32);
        for (at, has_come) in changes(self) {
            inside = after(inside, has_come);
            if inside > most {
                (most, most_at) = (inside, Some(at));
            }
        }
        let came = self.attendees.len();
        let total: Duration = self.attendees.iter().map(|attendee| attendee.present_for(now)).sum();
        let average = u32::try_from(came).ok().and_then(|came| total.checked_div(came)).unwrap_or_default();
        Figures { came, most, most_at, average }
    }
}

//! Which changes guests who have a mail are written about.

use core::time::Duration;

use crate::room::RoomDetails;
use crate::session::{Phase, Session};
use crate::time::Timestamp;

/// What has become of a room by one act of a host.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub details: (&'a RoomDetails, &'a RoomDetails),
    pub session: (&'a Session, &'a Session),
}

/// A change in words waits so long: whoever saves often sees a slip of the pen, and mends it, after saving. A session
/// that is moved is told at once.
pub const AFTER_CHANGE: Duration = Duration::from_mins(1);

/// How long the mail about a change waits; `None` when nobody is written to. Those inside an open session see its new
/// title, and nobody cares for that of one which is over.
pub fn told_after(change: &Change<'_>, now: Timestamp) -> Option<Duration> {
    let (before, after) = change.session;
    if before.is_moved_by(after, now) {
        return Some(Duration::ZERO);
    }
    let is_ahead = after.phase(now) == Phase::Planned;
    (is_ahead && says_other_words(change.details)).then_some(AFTER_CHANGE)
}

/// What mails say of a room, besides its times.
fn says_other_words((before, after): (&RoomDetails, &RoomDetails)) -> bool {
    before.title != after.title || before.speakers != after.speakers
}

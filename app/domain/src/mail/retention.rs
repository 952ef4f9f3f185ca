//! How long mails are remembered that need no more doing.

use core::time::Duration;

use crate::session::{Phase, Session};
use crate::time::Timestamp;

/// How long a mail that was sent or given up is kept, and the file that it became.
pub const KEPT_FOR: Duration = Duration::from_hours(30 * 24);

/// A mail that was sent or given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    pub at: Timestamp,
    /// No later mail of the same invitation ended the same way.
    pub is_last: bool,
    pub session: Session,
}

/// Whether nobody needs it any more. While the session is ahead, the hosts' list shows what became of the last mail,
/// and one that was sent says that the guest is to be told of changes.
pub fn may_forget(mail: &Settled, now: Timestamp) -> bool {
    let is_needed = mail.is_last && mail.session.phase(now) != Phase::Ended;
    now >= mail.at + KEPT_FOR && !is_needed
}

//! When a mail that did not go out is tried again, by itself or by hand.

use core::time::Duration;

use super::{MailKind, MailState};
use crate::time::Timestamp;

/// What the mail server, or the way to it, said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// No connection, no answer in time, or a 4yz (RFC 5321, 4.2.1): another time it may work.
    Temporary,
    /// A 5yz, or a mail that cannot be written: it will never work.
    Permanent,
}

/// How long a mail is tried, from its first try on. After a day the host had better know.
pub const TRIED_FOR: Duration = Duration::from_hours(24);

/// The waits after the first tries; the last of them repeats.
const WAITS: [Duration; 5] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(15),
    Duration::from_hours(1),
    Duration::from_hours(3),
];

/// When to try again after `attempts` tries, the last of which failed at `now` in this way; `None` when never. Waits are
/// counted, not the time that the tries themselves took: there are 12 tries, the last one 22 h 21 min after the first.
pub fn next_try(attempts: u32, failure: Failure, now: Timestamp) -> Option<Timestamp> {
    let failed = attempts.max(1);
    let is_in_time = waited_after(failed) <= TRIED_FOR;
    (failure == Failure::Temporary && is_in_time).then(|| now + wait_after(failed))
}

/// How an administrator has a mail tried that did not go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TryByHand {
    /// It was given up.
    OnceMore,
    /// It waits for its next try, and is tried now.
    AtOnce,
}

/// How a mail can be tried by hand; `None` when it cannot, or need not be. `is_delayed`: its last try has failed, and
/// the next one is ahead.
pub const fn try_by_hand(kind: MailKind, state: MailState, is_delayed: bool) -> Option<TryByHand> {
    // The code in it is dead by the time it is given up; its guest asks for another.
    let is_worth_it = !matches!(kind, MailKind::Code);
    match state {
        MailState::Failed if is_worth_it => Some(TryByHand::OnceMore),
        MailState::Queued if is_delayed => Some(TryByHand::AtOnce),
        MailState::Failed | MailState::Queued | MailState::Sent => None,
    }
}

fn wait_after(attempts: u32) -> Duration {
    let place = usize::try_from(attempts - 1).unwrap_or(usize::MAX);
    WAITS[place.min(WAITS.len() - 1)]
}

/// All waits up to and with the one after so many tries; long after the day is over, at least as much as the day.
fn waited_after(attempts: u32) -> Duration {
    (1..=attempts.min(100)).map(wait_after).sum()
}

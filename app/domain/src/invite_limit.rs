//! How many people may be invited in a day.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::invite_policy::InviteDenied;
use crate::settings::Settings;
use crate::time::Timestamp;

/// Invitations count for so long: the limits are of any 24 hours, not of a calendar's day.
pub const COUNTED_FOR: Duration = Duration::from_hours(24);

/// Whose limit has been reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitOf {
    Host,
    Room,
}

/// When the invitations that count were given, as far as the limits need to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GivenLately {
    /// The last but so many of the host's, as many as the host may give; `None` when they have given fewer.
    pub by_host: Option<Timestamp>,
    /// The same of the room's.
    pub in_room: Option<Timestamp>,
}

/// Whether an invitation still counts that was given then. One that does is not counted once more when it comes back
/// under its old link: a removal that was a mistake can be taken back whatever the limit.
pub fn counts_still(given_at: Timestamp, now: Timestamp) -> bool {
    now < given_at + COUNTED_FOR
}

/// Whether one more may be invited now.
///
/// # Errors
/// [`InviteDenied::DailyLimit`], with when it is possible again.
pub fn check_limits(settings: &Settings, given: GivenLately, now: Timestamp) -> Result<(), InviteDenied> {
    let of_host = reached(LimitOf::Host, settings.invitations_per_host, given.by_host, now);
    let of_room = reached(LimitOf::Room, settings.invitations_per_room, given.in_room, now);
    // Whoever has reached both waits for the one that takes longer.
    [of_host, of_room]
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, again_at)| *again_at)
        .map_or(Ok(()), |(of, most, again_at)| Err(InviteDenied::DailyLimit { of, most, again_at }))
}

fn reached(
    of: LimitOf,
    most: Option<u32>,
    given: Option<Timestamp>,
    now: Timestamp,
) -> Option<(LimitOf, u32, Timestamp)> {
    let again_at = given? + COUNTED_FOR;
    (now < again_at).then_some((of, most?, again_at))
}

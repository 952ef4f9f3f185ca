//! The numbers behind the limits.

use std::num::NonZeroU32;
use std::time::Duration;

/// So many in so long a time; all of them may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub count: NonZeroU32,
    pub per: Duration,
}

/// One rate for each limited door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitNumbers {
    pub sign_ins: Rate,
    pub claims: Rate,
    pub suggested_people: Rate,
    pub writes: Rate,
    pub commands: Rate,
}

impl Rate {
    /// A count of zero is read as one.
    pub const fn new(count: u32, per: Duration) -> Self {
        Self { count: NonZeroU32::MIN.saturating_add(count.saturating_sub(1)), per }
    }
}

impl Default for LimitNumbers {
    fn default() -> Self {
        Self {
            sign_ins: Rate::new(10, Duration::from_mins(1)),
            // A whole class may sit behind one address; each link counts its own wrong tries besides.
            claims: Rate::new(600, Duration::from_mins(1)),
            suggested_people: Rate::new(600, Duration::from_hours(1)),
            // Twenty a second in the long run, and a whole list of guests at once.
            writes: Rate::new(2_000, Duration::from_secs(100)),
            // Three a second in the long run: nobody types faster, a loop does.
            commands: Rate::new(60, Duration::from_secs(20)),
        }
    }
}

impl LimitNumbers {
    /// Limits that nobody reaches, for load tests.
    pub fn generous() -> Self {
        let plenty = Rate::new(1_000_000, Duration::from_secs(1));
        Self { sign_ins: plenty, claims: plenty, suggested_people: plenty, writes: plenty, commands: plenty }
    }
}

//! When a lost stream is opened again.

use core::time::Duration;

/// Two beats are missed: the connection is dead, even if nobody has said so.
pub const SILENCE: Duration = Duration::from_secs(35);

const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

/// How long to wait before the next opening, after `failures` in a row that did not even open. Doubles each
/// time; `chance` (0 to 1) takes up to half of it away, so that a restarted server does not meet everybody at
/// once.
pub fn pause(failures: u32, chance: f64) -> Duration {
    let doubled = SHORTEST.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST);
    doubled.mul_f64(1.0 - chance.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute() {
        let pauses: Vec<_> = (0..7).map(|failures| pause(failures, 0.0).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(pause(u32::MAX, 0.0), LONGEST);
    }

    #[test]
    fn chance_spreads_over_the_second_half() {
        assert_eq!(pause(2, 1.0), Duration::from_secs(2));
        assert_eq!(pause(2, 0.5), Duration::from_secs(3));
        assert_eq!(pause(2, 7.0), Duration::from_secs(2));
    }
}

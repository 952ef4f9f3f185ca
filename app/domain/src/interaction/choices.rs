//! Which options are chosen, or right.

use serde::{Deserialize, Serialize};

/// A set of options by their places: 0, 1 … 7. On the wire a list of places, in a database one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Vec<u8>", from = "Vec<u8>")]
pub struct Choices(u8);

impl Choices {
    pub const NONE: Self = Self(0);

    /// One option alone. A place that no option can have is nowhere in the set.
    pub const fn one(place: usize) -> Self {
        Self::NONE.with(place, true)
    }

    /// The set whose bits these are; `None` when the number is too large for one.
    pub fn from_bits(bits: i64) -> Option<Self> {
        u8::try_from(bits).ok().map(Self)
    }

    /// The option in place n as the bit 2ⁿ.
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    #[must_use]
    pub const fn with(self, place: usize, is_in: bool) -> Self {
        if place >= 8 {
            return self;
        }
        let bit = 1 << place;
        Self(if is_in { self.0 | bit } else { self.0 & !bit })
    }

    pub const fn has(self, place: usize) -> bool {
        place < 8 && self.0 & (1 << place) != 0
    }

    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether all of them are among the first `count` places.
    pub const fn is_within(self, count: usize) -> bool {
        count >= 8 || self.0 >> count == 0
    }
}

impl From<Choices> for Vec<u8> {
    fn from(choices: Choices) -> Self {
        (0..8).filter(|place| choices.has(usize::from(*place))).collect()
    }
}

impl From<Vec<u8>> for Choices {
    fn from(places: Vec<u8>) -> Self {
        // A place that no option can have becomes the last one, which no rule lets pass.
        places.into_iter().fold(Self::NONE, |set, place| set.with(usize::from(place).min(7), true))
    }
}

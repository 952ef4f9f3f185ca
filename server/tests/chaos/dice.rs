//! Chance that can be had again: the same seed throws the same.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

pub struct Dice(StdRng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn any<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.below(of.len())])
    }

    /// One of the latest, where most things happen.
    pub fn late<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let from = if self.once_in(4) { 0 } else { of.len().saturating_sub(8) };
        self.any(&of[from..])
    }
}

//! How much of what must change nothing has happened.

use std::ops::Add;

/// What a screen has been through, so that a run can tell that it was wild enough.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trouble {
    pub cuts: usize,
    pub repeats: usize,
    pub resyncs: usize,
    pub comings_back: usize,
    pub new_roles: usize,
}

impl Trouble {
    /// Whether each kind of it has happened.
    pub const fn is_plenty(self) -> bool {
        let Self { cuts, repeats, resyncs, comings_back, new_roles } = self;
        cuts >= 20 && repeats >= 20 && resyncs >= 2 && comings_back >= 1 && new_roles >= 3
    }
}

impl Add for Trouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            cuts: self.cuts + other.cuts,
            repeats: self.repeats + other.repeats,
            resyncs: self.resyncs + other.resyncs,
            comings_back: self.comings_back + other.comings_back,
            new_roles: self.new_roles + other.new_roles,
        }
    }
}

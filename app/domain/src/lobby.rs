//! Who waits before a session's start, as its hosts see it.

use serde::{Deserialize, Serialize};

use crate::live::Reader;
use crate::name::PersonName;
use crate::role::Role;

/// So many who wait are named; the others are counted.
pub const NAMED: usize = 20;

/// Who is before the door and has shown who they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lobby {
    pub waiting: u32,
    /// The first [`NAMED`] of them, by name.
    pub names: Vec<PersonName>,
}

impl Lobby {
    /// Whether this reader may learn who waits: hosts, wherever they are.
    pub fn may_be_learnt_by(reader: &Reader) -> bool {
        reader.role == Some(Role::Host)
    }

    /// The same lobby with those who wait on another node.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut names = [self.names, other.names].concat();
        names.sort_by_key(ToString::to_string);
        names.dedup();
        names.truncate(NAMED);
        Self { waiting: self.waiting.saturating_add(other.waiting), names }
    }
}

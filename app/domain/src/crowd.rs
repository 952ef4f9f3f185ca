//! Who is known to everybody by name, and who is one of a crowd.
//!
//! If everybody were told of everybody, a room of a thousand would cost a million messages before anybody has said
//! a word. So the first [`KNOWN_BY_NAME`] people are known to all, and so is whoever does more than watch. Further
//! viewers are one of the crowd: those who manage people know them by name, all others how many they are.

use serde::{Deserialize, Serialize};

use crate::ids::ParticipantId;
use crate::live::{Participant, Reader};
use crate::role::{Permission, Role};

/// People inside whom everybody knows by name, before further viewers are one of the crowd.
pub const KNOWN_BY_NAME: u32 = 100;

/// How many are in the crowd, themselves and their raised hands. Told once a second at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crowd {
    pub people: u32,
    pub raised_hands: u32,
}

/// Whether somebody who comes in with this role is one of the crowd, when so many inside are known by name.
pub const fn joins_crowd(role: Role, known: u32) -> bool {
    role.is_audience() && known >= KNOWN_BY_NAME
}

/// Whether this role knows the people of the crowd by name.
pub fn knows_crowd(role: Role) -> bool {
    role.can(Permission::ManagePeople)
}

/// Whether a reader may learn what happens to this participant: everybody inside, but of the crowd only those who
/// know it, and whoever it happens to.
pub fn may_learn_of(reader: &Reader, participant: ParticipantId, is_in_crowd: bool) -> bool {
    let is_known = |role| !is_in_crowd || knows_crowd(role) || reader.participant == Some(participant);
    reader.role.is_some_and(is_known)
}

impl Crowd {
    /// How many of the crowd are not among `listed`, the people that somebody sees by name.
    #[must_use]
    pub fn without(self, listed: &[Participant]) -> Self {
        let seen = || listed.iter().filter(|person| person.is_in_crowd);
        let hands = seen().filter(|person| person.hand_raised_at.is_some()).count();
        Self { people: less(self.people, seen().count()), raised_hands: less(self.raised_hands, hands) }
    }
}

fn less(all: u32, seen: usize) -> u32 {
    all.saturating_sub(u32::try_from(seen).unwrap_or(u32::MAX))
}

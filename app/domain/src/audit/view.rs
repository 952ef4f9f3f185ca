//! What of the log somebody looks at.

use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{ActorKind, AuditAct, AuditArea, Day};
use crate::ids::RoomId;
use crate::words::UnknownValue;

/// Acts that are looked for: all of an area, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    Area(AuditArea),
    Act(AuditAct),
}

impl FromStr for Chosen {
    type Err = UnknownValue;

    fn from_str(word: &str) -> Result<Self, UnknownValue> {
        word.parse().map(Self::Act).or_else(|UnknownValue| word.parse().map(Self::Area))
    }
}

impl Chosen {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Area(area) => area.word(),
            Self::Act(act) => act.word(),
        }
    }
}

/// The entries that are shown. Nothing chosen is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AuditView {
    /// A part of a name, an address or a room's title.
    pub query: String,
    pub what: Option<Chosen>,
    pub who: Option<ActorKind>,
    /// The actor with this identifier.
    pub actor: Option<String>,
    /// What has this identifier.
    pub subject: Option<String>,
    pub room: Option<RoomId>,
    /// The first day and the last.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// On whose clocks these days begin and end: an IANA name. Without one they are days of UTC.
    pub zone: Option<String>,
}

impl AuditView {
    /// Whether something is chosen.
    pub fn is_narrow(&self) -> bool {
        *self != Self::default()
    }

    /// Whether a day is chosen, so that it matters whose days they are.
    pub const fn has_days(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

//! Which invitation types each kind of host may give.

use serde::{Deserialize, Serialize};

use crate::role::{HostKind, Role};

/// The types that a kind of host may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct GivenTypes {
    pub viewer: bool,
    pub moderator: bool,
    pub speaker: bool,
}

impl Default for GivenTypes {
    fn default() -> Self {
        Self { viewer: true, moderator: true, speaker: true }
    }
}

impl GivenTypes {
    pub const NONE: Self = Self { viewer: false, moderator: false, speaker: false };

    pub const fn has(self, role: Role) -> bool {
        match role {
            Role::Viewer => self.viewer,
            Role::Moderator => self.moderator,
            Role::Speaker => self.speaker,
            Role::Guest | Role::Host => false,
        }
    }

    /// The types in the order in which they are offered.
    pub fn list(self) -> Vec<Role> {
        Role::INVITATION_TYPES.into_iter().filter(|role| self.has(*role)).collect()
    }

    /// The same with this type, or without it.
    #[must_use]
    pub const fn with(self, role: Role, is_given: bool) -> Self {
        match role {
            Role::Viewer => Self { viewer: is_given, ..self },
            Role::Moderator => Self { moderator: is_given, ..self },
            Role::Speaker => Self { speaker: is_given, ..self },
            Role::Guest | Role::Host => self,
        }
    }
}

/// What each kind of host may give. A type that nobody may give is not offered on the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Grants {
    pub owner: GivenTypes,
    pub co_owner: GivenTypes,
    pub co_editor: GivenTypes,
    pub co_publisher: GivenTypes,
}

impl Grants {
    pub const fn of(self, kind: HostKind) -> GivenTypes {
        match kind {
            HostKind::Owner => self.owner,
            HostKind::CoOwner => self.co_owner,
            HostKind::CoEditor => self.co_editor,
            HostKind::CoPublisher => self.co_publisher,
        }
    }

    /// The same with other types for one kind.
    #[must_use]
    pub const fn with(self, kind: HostKind, types: GivenTypes) -> Self {
        match kind {
            HostKind::Owner => Self { owner: types, ..self },
            HostKind::CoOwner => Self { co_owner: types, ..self },
            HostKind::CoEditor => Self { co_editor: types, ..self },
            HostKind::CoPublisher => Self { co_publisher: types, ..self },
        }
    }

    /// Whether some kind of host may give this type.
    pub fn offers(self, role: Role) -> bool {
        HostKind::ALL.iter().any(|kind| self.of(*kind).has(role))
    }
}

//! The record behind a link, its states, the devices that use it, and what hosts see of it and do about it.

mod act;
mod listing;
mod refused_try;
mod request;

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::ids::{InvitationId, RoomId};
use crate::language::Language;
use crate::link_policy::Tries;
use crate::name::PersonName;
use crate::role::Role;
use crate::time::Timestamp;
use crate::words::words;

pub use act::{ActDenied, InvitationAct, MOST_AT_ONCE, Taken, check_address};
pub use listing::{
    Arranged, Filter, FilterCounts, ListView, Listed, MOST_LISTED, Order, Standing, StandingFacts, arrange,
};
pub use refused_try::{Fix, RefusedTry, Settlement, TOLD_EVERY, TryCause, is_worth_telling};
pub use request::{RequestAct, RequestAnswer, answer_request};

/// Stored states. *Expired* is not one: it follows from the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Its link works until it expires.
    Open,
    /// A host has removed it; its link is dead unless the removal is taken back.
    Removed,
}

words!(InvitationState { Open => "open", Removed => "removed" });

impl InvitationState {
    /// The type that a guest has and keeps who is invited with it, expired or not: whoever is removed has none any more.
    pub fn kept_type(self, role: Role) -> Option<Role> {
        (self == Self::Open).then_some(role)
    }
}

/// An invitation of one address to one room. There is at most one for each pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub room: RoomId,
    pub email: EmailAddress,
    pub name: PersonName,
    pub role: Role,
    pub state: InvitationState,
    /// Raised by *New link*, which kills the links made before.
    pub generation: u32,
    pub expires_at: Timestamp,
    pub tries: Tries,
    /// Since when the guest asks for a new link, if they do.
    pub link_requested_at: Option<Timestamp>,
    /// Since when the guest says that they will not come, if they do. Coming takes it back.
    pub declined_at: Option<Timestamp>,
}

impl Invitation {
    pub fn has_expired(&self, now: Timestamp) -> bool {
        now >= self.expires_at
    }

    /// The type that its guest has and keeps.
    pub fn kept_type(&self) -> Option<Role> {
        self.state.kept_type(self.role)
    }

    /// What inviting its address once more makes of it.
    pub fn invited_again(&self, now: Timestamp) -> InvitedAgain {
        if self.state == InvitationState::Removed {
            InvitedAgain::ComesBack
        } else if self.has_expired(now) {
            InvitedAgain::Renewed
        } else {
            InvitedAgain::Changed
        }
    }

    /// Whether `address` is the invited one.
    pub fn is_for(&self, address: &EmailAddress) -> bool {
        self.email == *address
    }
}

/// Somebody who is to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    pub email: EmailAddress,
    pub name: PersonName,
    pub role: Role,
    /// What they are written to in; `None` keeps what is there.
    pub language: Option<Language>,
}

/// What becomes of an invitation whose address is invited once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitedAgain {
    /// It is alive, and changes only when the host says so.
    Changed,
    /// It has expired, and lives on under the same link.
    Renewed,
    /// It was removed, and comes back under a new link, because the old one stays dead.
    ComesBack,
}

/// How a visitor's device stands to the devices that have claimed a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceStanding {
    /// No claim yet from this device, and there is room for one.
    Free,
    /// This device has claimed the link and re-enters freely.
    Claimed,
    /// Others have claimed it, and there is no room for one more.
    TakenByOthers,
}

/// How a device stands, given whether it has claimed the link, how many have, and how many may
/// (`None` is unlimited).
pub fn device_standing(is_claimed_here: bool, claimed: u16, allowed: Option<u16>) -> DeviceStanding {
    if is_claimed_here {
        DeviceStanding::Claimed
    } else if allowed.is_none_or(|allowed| claimed < allowed) {
        DeviceStanding::Free
    } else {
        DeviceStanding::TakenByOthers
    }
}

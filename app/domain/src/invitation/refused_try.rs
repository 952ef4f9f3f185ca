//! Tries to come in that the door has refused, as hosts see them, and what helps.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::admission::Refusal;
use crate::language::{Say, Sentence, says_english};
use crate::say;
use crate::time::Timestamp;
use crate::words::words;

/// Hosts are told of the tries at one link so often at most, unless they are refused for a new cause.
pub const TOLD_EVERY: Duration = Duration::from_mins(1);

/// Why tries were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TryCause {
    /// Another address than the invited one was typed.
    WrongAddress,
    /// The link is used on another device.
    OtherDevice,
    Expired,
    /// Addresses of the guest's domain are not let in.
    DomainBlocked,
    /// A newer link has been made.
    Replaced,
    /// Too many wrong addresses were typed.
    Locked,
    /// The invitation was removed.
    Removed,
}

words!(TryCause {
    WrongAddress => "wrong_address", OtherDevice => "other_device", Expired => "expired",
    DomainBlocked => "domain_blocked", Replaced => "replaced", Locked => "locked", Removed => "removed",
});

impl Say for TryCause {
    fn say(&self) -> Sentence {
        match self {
            Self::WrongAddress => say!("Wrong address"),
            Self::OtherDevice => say!("Used on another device"),
            Self::Expired => say!("Link expired"),
            Self::DomainBlocked => say!("Domain not let in"),
            Self::Replaced => say!("Old link"),
            Self::Locked => say!("Too many wrong addresses"),
            Self::Removed => say!("Removed from the list"),
        }
    }
}

says_english!(TryCause);

/// All tries at one link that were refused for one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedTry {
    pub cause: TryCause,
    pub count: u32,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// What the browser of the last one calls itself.
    pub user_agent: String,
}

/// The one thing that helps, as a button beside the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    CorrectAddress,
    ReleaseDevice,
    Extend,
    /// Sends the link that works by mail.
    SendLink,
    /// Shows the link that works, to be copied.
    CopyLink,
    NewLink,
    Restore,
    /// Only administrators change which domains are let in.
    AskAdministrator,
}

impl TryCause {
    /// The cause that hosts learn of; `None` for what no host can help about one invitation.
    pub const fn of(refusal: Refusal) -> Option<Self> {
        match refusal {
            Refusal::InvitationRemoved => Some(Self::Removed),
            Refusal::LinkReplaced => Some(Self::Replaced),
            Refusal::DomainBlocked => Some(Self::DomainBlocked),
            Refusal::LinkExpired => Some(Self::Expired),
            Refusal::UsedOnOtherDevice { .. } => Some(Self::OtherDevice),
            Refusal::Locked { .. } => Some(Self::Locked),
            Refusal::UnknownLink
            | Refusal::RoomDeleted
            | Refusal::SessionEnded
            | Refusal::Removed
            | Refusal::NotInvited
            | Refusal::PlusAddress
            | Refusal::GuestLinkOff
            | Refusal::GuestLinkFull
            | Refusal::GuestLinkEnded
            | Refusal::GuestLinkDeleted
            | Refusal::Declined => None,
        }
    }

    pub const fn fix(self, can_mail: bool) -> Fix {
        match self {
            Self::WrongAddress => Fix::CorrectAddress,
            Self::OtherDevice => Fix::ReleaseDevice,
            Self::Expired => Fix::Extend,
            Self::DomainBlocked => Fix::AskAdministrator,
            Self::Replaced if can_mail => Fix::SendLink,
            Self::Replaced => Fix::CopyLink,
            Self::Locked => Fix::NewLink,
            Self::Removed => Fix::Restore,
        }
    }
}

impl Fix {
    /// Whether it takes the right to invite.
    pub const fn needs_right_to_invite(self) -> bool {
        !matches!(self, Self::ReleaseDevice | Self::AskAdministrator)
    }
}

/// What makes tries a thing of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The guest has come in after all, on this device.
    Claimed,
    NewLink,
    LinkSent,
    Extended,
    DeviceReleased,
    Restored,
    AddressChanged,
    /// The host has put the guest's request aside, and what led to it.
    RequestDismissed,
    Dismissed(TryCause),
}

impl Settlement {
    pub fn settles(self, cause: TryCause) -> bool {
        use TryCause::{Expired, Locked, OtherDevice, Replaced, WrongAddress};
        match self {
            Self::Claimed => matches!(cause, WrongAddress | Locked | Expired | Replaced),
            Self::NewLink => matches!(cause, WrongAddress | Locked | Expired | Replaced | OtherDevice),
            Self::LinkSent => matches!(cause, Expired | Replaced),
            Self::Extended => cause == Expired,
            Self::DeviceReleased => cause == OtherDevice,
            Self::Restored => cause == TryCause::Removed,
            Self::AddressChanged | Self::RequestDismissed => true,
            Self::Dismissed(dismissed) => cause == dismissed,
        }
    }
}

/// Whether hosts are told at once of one more try, given what they have been told of this link and when. A page that
/// tries again and again must not fill the room's log.
pub fn is_worth_telling(told: &[(TryCause, Timestamp)], cause: TryCause, now: Timestamp) -> bool {
    let is_new = told.iter().all(|(known, _)| *known != cause);
    is_new || told.iter().all(|(_, at)| now >= *at + TOLD_EVERY)
}

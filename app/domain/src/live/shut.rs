//! Pages on which the door is shut, though not for good.

use crate::admission::Refusal;
use crate::live::{Reader, RoomEvent};

/// Whether the page of somebody who is refused so goes on listening: an administrator's change of policy, or a host, may
/// let them in at any moment. Whoever is refused for another reason comes again by themselves, and nobody who has not
/// shown a link that was made is kept waiting.
pub const fn may_be_lifted(refusal: Refusal) -> bool {
    match refusal {
        Refusal::DomainBlocked
        | Refusal::PlusAddress
        | Refusal::UsedOnOtherDevice { .. }
        | Refusal::GuestLinkOff => true,
        Refusal::UnknownLink
        | Refusal::RoomDeleted
        | Refusal::InvitationRemoved
        | Refusal::LinkReplaced
        | Refusal::SessionEnded
        | Refusal::LinkExpired
        | Refusal::Locked { .. }
        | Refusal::GuestLinkFull
        | Refusal::GuestLinkEnded
        | Refusal::GuestLinkDeleted
        | Refusal::Removed
        | Refusal::NotInvited
        | Refusal::Declined => false,
    }
}

impl Reader {
    /// Whether the door may say something else after the event to this reader, who is shut out: it is to be asked.
    pub fn may_find_open(&self, event: &RoomEvent) -> bool {
        self.must_ask_again(event) || self.may_learn(event)
    }
}

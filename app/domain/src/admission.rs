//! The one door into a room.
//!
//! [`admit`] is for whoever comes with a link, [`admit_member`] for signed-in people without one, and
//! [`crate::guest_link::admit_link_guest`] for whoever comes by a link for many. The order of
//! the checks is the order in which a visitor is told; each refusal has its own screen.

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::invitation::{DeviceStanding, Invitation, InvitationState};
use crate::language::{Say, Sentence, says_english};
use crate::lock::{LockStanding, pass};
use crate::role::{HostKind, Role};
use crate::room::Audience;
use crate::say;
use crate::session::{Phase, Session};
use crate::settings::Settings;
use crate::time::Timestamp;

/// Whoever opens a link, unproven, and everything the door looks at.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    pub settings: &'a Settings,
    pub invitation: &'a Invitation,
    pub session: &'a Session,
    pub room_deleted: bool,
    /// Who has claimed the link, or is signed in with the invited address, needs none any more.
    pub link: Link,
    pub device: DeviceStanding,
    pub mailbox: Mailbox,
    pub signed_in_as: Option<&'a EmailAddress>,
    /// Is in the room already: expiry and a lock stop new entry, not people inside.
    pub is_inside: bool,
    pub lock: LockStanding,
}

/// What the link is that a visitor has opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Current,
    /// A newer one has been made.
    Replaced,
    /// None, or one that was never made.
    Unknown,
}

/// How far a device has shown that the invited mailbox is read there ([`crate::mailed_code`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailbox {
    Unknown,
    /// The device has been mailed a code lately, which it has not told yet.
    CodeMailed,
    Proven,
}

/// What the door says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// The visitor must show that they know the invited address.
    ConfirmAddress {
        /// They are signed in, with another address.
        signed_in_as_other: bool,
    },
    /// The visitor must say who they are: the link is for many.
    Introduce,
    /// The invited address has been named, and a code that is mailed to it is still asked for.
    ConfirmCode,
    /// All is proven; the door opens by itself when the session does.
    Wait(Role),
    /// All is proven, but the room is locked: the door opens when somebody inside lets the visitor in.
    Knock(Role),
    Enter(Role),
    Refused(Refusal),
}

/// Why the door stays shut. Each has its own screen with a cause and a next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    UnknownLink,
    RoomDeleted,
    InvitationRemoved,
    LinkReplaced,
    DomainBlocked,
    PlusAddress,
    SessionEnded,
    LinkExpired,
    UsedOnOtherDevice {
        /// Signed in with the invited address, the visitor may bring the link over to this device.
        may_move_here: bool,
    },
    Locked {
        until: Timestamp,
    },
    GuestLinkOff,
    GuestLinkFull,
    GuestLinkEnded,
    GuestLinkDeleted,
    Removed,
    NotInvited,
    Declined,
}

impl Say for Refusal {
    fn say(&self) -> Sentence {
        match self {
            Self::UnknownLink => say!("This link is not complete, or was never made."),
            Self::RoomDeleted => say!("The room has been deleted."),
            Self::InvitationRemoved => say!("The invitation has been removed."),
            Self::LinkReplaced => say!("A newer link has been made for you."),
            Self::DomainBlocked => say!("Addresses of this domain are not let in."),
            Self::PlusAddress => say!("Addresses with a plus and a tag are not let in."),
            Self::SessionEnded => say!("The session has ended."),
            Self::LinkExpired => say!("This link has expired."),
            Self::UsedOnOtherDevice { .. } => say!("This link is already used on another device."),
            Self::Locked { .. } => say!("Too many wrong addresses were entered."),
            Self::GuestLinkOff => say!("This guest link is switched off."),
            Self::GuestLinkFull => say!("This guest link has been used as often as it may be."),
            Self::GuestLinkEnded => say!("This guest link has ended."),
            Self::GuestLinkDeleted => say!("This guest link has been deleted."),
            Self::Removed => say!("You have been removed from this room."),
            Self::NotInvited => say!("This room is for invited people."),
            Self::Declined => say!("You were not let in."),
        }
    }
}

says_english!(Refusal);

impl Admission {
    /// Whether all is proven.
    pub const fn lets_in(self) -> bool {
        matches!(self, Self::Wait(_) | Self::Knock(_) | Self::Enter(_))
    }

    /// Whether a code may be mailed to the invited address, and what it opens if it is right.
    pub const fn opens_by_code(self) -> bool {
        matches!(self, Self::ConfirmCode | Self::Refused(Refusal::UsedOnOtherDevice { .. }))
    }

    /// Whether a code opens it that has been mailed to this device before. That is so, too, where the link has got room
    /// for one more device meanwhile, so that the address alone would do: whoever has the code has shown more.
    pub const fn opens_by_known_code(self) -> bool {
        self.opens_by_code() || matches!(self, Self::ConfirmAddress { .. })
    }

    /// Whether the guest may say that they will not come, and take it back.
    pub const fn may_decline(self) -> bool {
        !matches!(self, Self::Refused(_))
    }

    /// Whether the visitor may be shown which room it is about. A link that is dead for good tells nothing of it.
    pub const fn may_preview(self) -> bool {
        !matches!(
            self,
            Self::Refused(
                Refusal::UnknownLink
                    | Refusal::RoomDeleted
                    | Refusal::InvitationRemoved
                    | Refusal::LinkReplaced
                    | Refusal::GuestLinkOff
                    | Refusal::GuestLinkDeleted
            )
        )
    }
}

impl Refusal {
    /// Whether the guest may ask the hosts for a new link. Where nobody is known, or no link would help, there is nothing
    /// to ask for.
    pub const fn may_ask_for_link(self) -> bool {
        match self {
            Self::InvitationRemoved
            | Self::LinkReplaced
            | Self::DomainBlocked
            | Self::PlusAddress
            | Self::LinkExpired
            | Self::UsedOnOtherDevice { .. }
            | Self::Locked { .. } => true,
            Self::UnknownLink
            | Self::RoomDeleted
            | Self::SessionEnded
            | Self::GuestLinkOff
            | Self::GuestLinkFull
            | Self::GuestLinkEnded
            | Self::GuestLinkDeleted
            | Self::Removed
            | Self::NotInvited
            | Self::Declined => false,
        }
    }
}

/// Whether guests with this address are let in, now.
///
/// # Errors
/// [`Refusal::DomainBlocked`] or [`Refusal::PlusAddress`].
pub fn check_let_in(settings: &Settings, address: &EmailAddress) -> Result<(), Refusal> {
    if !settings.allows_domain_of(address) {
        Err(Refusal::DomainBlocked)
    } else if settings.refuses_tag_of(address) {
        Err(Refusal::PlusAddress)
    } else {
        Ok(())
    }
}

/// Decides over a visit with a link.
pub fn admit(visit: Visit<'_>, now: Timestamp) -> Admission {
    let Visit { settings, invitation, session, .. } = visit;
    let is_signed_in_guest =
        visit.signed_in_as.is_some_and(|address| settings.are_same_person(address, &invitation.email));
    let link = match visit.device {
        DeviceStanding::Claimed => Link::Current,
        _ if is_signed_in_guest => Link::Current,
        _ => visit.link,
    };
    let phase = session.phase(now);
    // Whoever can sign in with the address has shown more than its mailbox.
    let asks_for_code =
        settings.mailed_code.asks(invitation.role) && !is_signed_in_guest && visit.mailbox != Mailbox::Proven;

    if link == Link::Unknown {
        Admission::Refused(Refusal::UnknownLink)
    } else if visit.room_deleted {
        Admission::Refused(Refusal::RoomDeleted)
    } else if invitation.state == InvitationState::Removed {
        Admission::Refused(Refusal::InvitationRemoved)
    } else if link == Link::Replaced {
        Admission::Refused(Refusal::LinkReplaced)
    } else if let Err(refusal) = check_let_in(settings, &invitation.email) {
        Admission::Refused(refusal)
    } else if phase == Phase::Ended {
        Admission::Refused(Refusal::SessionEnded)
    } else if invitation.has_expired(now) && !visit.is_inside {
        Admission::Refused(Refusal::LinkExpired)
    } else if visit.device == DeviceStanding::TakenByOthers {
        Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: is_signed_in_guest })
    } else if visit.device == DeviceStanding::Free && !is_signed_in_guest {
        match invitation.tries.locked_until(now) {
            Some(until) => Admission::Refused(Refusal::Locked { until }),
            None if asks_for_code && visit.mailbox == Mailbox::CodeMailed => Admission::ConfirmCode,
            None => Admission::ConfirmAddress { signed_in_as_other: visit.signed_in_as.is_some() },
        }
    } else if asks_for_code && !visit.is_inside {
        Admission::ConfirmCode
    } else if phase == Phase::Planned {
        Admission::Wait(invitation.role)
    } else {
        pass(visit.lock, invitation.role, visit.is_inside)
    }
}

/// An invitation that somebody has, who comes without naming it.
#[derive(Clone, Copy, Debug)]
pub struct OwnInvitation {
    /// It is for the address they are signed in with, or they are signed in nowhere.
    pub is_theirs: bool,
    /// What the door says to its guest.
    pub admission: Admission,
}

/// Whether somebody who names no invitation comes as the guest of the one they have: hosts come as hosts, and a
/// colleague's link that somebody has looked at does not shut them out where they may come by themselves.
pub fn comes_as_guest(host: Option<HostKind>, invitation: OwnInvitation, audience: Audience) -> bool {
    host.is_none() && (invitation.is_theirs || invitation.admission.lets_in() || audience != Audience::Site)
}

/// A signed-in person who comes without a link.
#[derive(Clone, Copy, Debug)]
pub struct MemberVisit<'a> {
    pub host: Option<HostKind>,
    pub audience: Audience,
    pub session: &'a Session,
    pub room_deleted: bool,
    /// A host has removed them from this room.
    pub was_removed: bool,
    /// The role they have been given inside, if any. A host's counts only while they are a host.
    pub role_inside: Option<Role>,
    /// Is in the room already.
    pub is_inside: bool,
    pub lock: LockStanding,
}

/// Decides over a visit without a link. Hosts come in before the session opens, to prepare it.
pub fn admit_member(visit: MemberVisit<'_>, now: Timestamp) -> Admission {
    let phase = visit.session.phase(now);
    let role = visit.role_inside.filter(|role| *role != Role::Host).unwrap_or(Role::Viewer);
    if visit.room_deleted {
        Admission::Refused(Refusal::RoomDeleted)
    } else if visit.host.is_none() && visit.was_removed {
        Admission::Refused(Refusal::Removed)
    } else if visit.host.is_none() && visit.audience == Audience::Invited {
        Admission::Refused(Refusal::NotInvited)
    } else if phase == Phase::Ended {
        Admission::Refused(Refusal::SessionEnded)
    } else if visit.host.is_some() {
        Admission::Enter(Role::Host)
    } else if phase == Phase::Planned {
        Admission::Wait(role)
    } else {
        pass(visit.lock, role, visit.is_inside)
    }
}

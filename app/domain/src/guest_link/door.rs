//! What the door says to whoever comes by a guest link.

use super::GuestLink;
use crate::admission::{Admission, Refusal, check_let_in};
use crate::email::EmailAddress;
use crate::lock::{LockStanding, pass};
use crate::role::Role;
use crate::session::{Phase, Session};
use crate::settings::Settings;
use crate::time::Timestamp;

/// Whoever comes by a guest link, and everything the door looks at.
#[derive(Clone, Copy, Debug)]
pub struct GuestVisit<'a> {
    pub settings: &'a Settings,
    /// The link that this browser has opened; `None` for one that was never made.
    pub link: Option<&'a GuestLink>,
    /// The place that this browser holds in the room, whichever of its guest links it came by.
    pub place: Option<Place<'a>>,
    pub session: &'a Session,
    pub room_deleted: bool,
    /// Is in the room already: a lock stops new entry, not people inside.
    pub is_inside: bool,
    pub lock: LockStanding,
}

/// Somebody who has said who they are.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// As typed: nobody has proven it.
    pub email: &'a EmailAddress,
    /// What they have been made inside; a guest at first. See [`Place::role_for`].
    pub role: Role,
    /// A moderator or a host has removed them from this room.
    pub was_removed: bool,
}

impl Place<'_> {
    /// What they are when they come in. They are asked for no code, because nobody knows whether the address is theirs: so
    /// where the site asks for one from people of their role, they have been made it for as long as they stay, and
    /// come back as a guest.
    pub const fn role_for(&self, settings: &Settings, is_inside: bool) -> Role {
        if is_inside || !settings.mailed_code.asks(self.role) { self.role } else { Role::Guest }
    }
}

/// Decides over a visit by a guest link. What becomes of the link is nothing to whoever holds a place.
pub fn admit_link_guest(visit: GuestVisit<'_>, now: Timestamp) -> Admission {
    let GuestVisit { settings, place, .. } = visit;
    let phase = visit.session.phase(now);
    let newcomer = match (visit.link, place) {
        (_, Some(_)) => Ok(()),
        (Some(link), None) => link.lets_new_in(settings, now),
        (None, None) => return Admission::Refused(Refusal::UnknownLink),
    };
    if visit.room_deleted {
        Admission::Refused(Refusal::RoomDeleted)
    } else if place.is_some_and(|place| place.was_removed) {
        Admission::Refused(Refusal::Removed)
    } else if let Some(Err(refusal)) = place.map(|place| check_let_in(settings, place.email)) {
        Admission::Refused(refusal)
    } else if let Err(refusal @ (Refusal::GuestLinkDeleted | Refusal::GuestLinkOff)) = newcomer {
        // A dead link tells nothing of the room, not even that its session has ended.
        Admission::Refused(refusal)
    } else if phase == Phase::Ended {
        Admission::Refused(Refusal::SessionEnded)
    } else if let Err(refusal) = newcomer {
        Admission::Refused(refusal)
    } else {
        match place {
            None => Admission::Introduce,
            Some(place) => {
                let role = place.role_for(settings, visit.is_inside);
                match phase {
                    Phase::Planned => Admission::Wait(role),
                    _ => pass(visit.lock, role, visit.is_inside),
                }
            }
        }
    }
}

/// Somebody as a guest link knows them: nobody has proven their address, so their device counts, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkBearer {
    /// As typed.
    pub email: EmailAddress,
    /// A fingerprint of the device's secret.
    pub device: String,
}

/// Whether somebody who says who they are gets a place: not with an address or a device of somebody who has been
/// removed from the room.
///
/// # Errors
/// [`Refusal::Removed`].
pub fn check_not_removed(
    settings: &Settings,
    newcomer: &LinkBearer,
    removed: &[LinkBearer],
) -> Result<(), Refusal> {
    let is_them = |known: &LinkBearer| {
        known.device == newcomer.device || settings.are_same_person(&known.email, &newcomer.email)
    };
    if removed.iter().any(is_them) { Err(Refusal::Removed) } else { Ok(()) }
}

/// Whether somebody comes by a guest link, given what the door says to them without it: not where they come in by
/// themselves, with more rights, nor where they have been shut out in person.
pub const fn comes_by_guest_link(otherwise: Option<Admission>) -> bool {
    match otherwise {
        None => true,
        Some(Admission::Refused(refusal)) => {
            !matches!(refusal, Refusal::Removed | Refusal::InvitationRemoved | Refusal::Declined)
        }
        Some(admission) => !admission.lets_in(),
    }
}

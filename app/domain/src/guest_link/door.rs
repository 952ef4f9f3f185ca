//! What the door says to whoever comes by a guest link.

use super::GuestLink;
use crate::admission::{Admission, Refusal};
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
    /// What they have been made inside; a guest at first.
    pub role: Role,
    /// A moderator or a host has removed them from this room.
    pub was_removed: bool,
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
    } else if place.is_some_and(|place| !settings.allows_domain_of(place.email)) {
        Admission::Refused(Refusal::DomainBlocked)
    } else if place.is_some_and(|place| settings.refuses_tag_of(place.email)) {
        Admission::Refused(Refusal::PlusAddress)
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
            Some(place) if phase == Phase::Planned => Admission::Wait(place.role),
            Some(place) => pass(visit.lock, place.role, visit.is_inside),
        }
    }
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

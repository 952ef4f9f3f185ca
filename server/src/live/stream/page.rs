//! The page that a stream belongs to: what it reads, how its reader stands to the room, and whom it shows to be there.

use app::backend::Caller;
use app::error::AppError;
use domain::invitation::DeviceStanding;
use domain::{Admission, GuestLinkId, InvitationId, Refusal, RoomId};

use crate::failure::Outcome;
use crate::guest_link;
use crate::join::standing::{self, Standing};
use crate::live::hub::{Presence, Present};
use crate::live::open_streams::Listener;
use crate::site::Site;

/// The page a stream belongs to.
#[derive(Clone, Copy)]
pub(super) enum Page {
    Room(RoomId, Option<InvitationId>),
    /// A page about the room, for members of the site.
    About(RoomId),
    Lobby(InvitationId),
    /// The page behind a guest link.
    Entry(GuestLinkId),
}

impl Page {
    /// `watching` a room is not being in it.
    pub(super) const fn room(room: RoomId, invitation: Option<InvitationId>, watching: bool) -> Self {
        if watching { Self::About(room) } else { Self::Room(room, invitation) }
    }
}

pub(super) async fn find_room_of(site: &Site, page: Page) -> Outcome<RoomId> {
    match page {
        Page::Room(room, _) | Page::About(room) => Ok(room),
        Page::Lobby(invitation) => {
            let mut connection = site.db.read().await?;
            let stored = crate::invitation::queries::find(&mut connection, invitation).await?;
            stored.map(|stored| stored.invitation.room).ok_or_else(|| AppError::NotFound.into())
        }
        Page::Entry(link) => {
            let mut connection = site.db.read().await?;
            let stored = guest_link::queries::find(&mut connection, link).await?;
            stored.map(|stored| stored.link.room).ok_or_else(|| AppError::NotFound.into())
        }
    }
}

pub(super) async fn find_standing(site: &Site, caller: &Caller, page: Page) -> Outcome<Standing> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let (room, invitation) = match page {
        Page::Room(room, invitation) => (room, invitation),
        Page::About(room) => (room, None),
        Page::Entry(link) => {
            let standing = guest_link::visit::find_standing(&mut connection, &proofs, link, now).await?;
            return standing.ok_or_else(|| AppError::NotFound.into());
        }
        Page::Lobby(invitation) => {
            let stored = crate::invitation::queries::find(&mut connection, invitation).await?;
            (stored.ok_or(AppError::NotFound)?.invitation.room, Some(invitation))
        }
    };
    standing::find(&mut connection, &proofs, room, invitation, now).await
}

/// Whom the open page shows to be there, if anybody.
pub(super) fn presence(site: &Site, page: Page, standing: &Standing) -> Option<Presence> {
    // Only a page of the room shows that somebody is inside; a lobby in another tab does not.
    let inside =
        standing.reader().participant.filter(|_| matches!(page, Page::Room(..))).map(Present::Inside);
    // Who has not shown yet that the link is theirs waits for nothing, as far as others may know.
    let is_shown =
        matches!(standing.admission, Admission::Wait(_) | Admission::Knock(_) | Admission::Enter(_));
    let outside = || {
        let identity = standing.identity().filter(|_| is_shown);
        identity.map(|(origin, _)| Present::Outside(standing.room.id, origin.into()))
    };
    inside.or_else(outside).map(|who| site.hub.arrive(who))
}

/// Whose stream it is. A person is one on all their devices; a guest's device is known by the link it has claimed.
pub(super) fn listener<'a>(standing: &Standing, caller: &'a Caller) -> Listener<'a> {
    match (&standing.me, &standing.invitation, &caller.device) {
        (Some(me), ..) => Listener::Person(me.id),
        (None, Some(_), Some(device)) if standing.device == DeviceStanding::Claimed => {
            Listener::Device(device)
        }
        (None, Some(stored), _) => Listener::Link(stored.invitation.id),
        (None, None, Some(device)) if standing.link_guest.is_some() => Listener::Device(device),
        (None, None, _) => standing.guest_link.as_ref().map_or(
            // Nobody comes so far without a sign-in or a link.
            Listener::Device(&caller.address),
            |stored| Listener::GuestLink(stored.link.id),
        ),
    }
}

/// An ended session is news, not a reason to go: a host may extend it while the page is open.
pub(super) fn refusal_of(standing: &Standing) -> Option<Refusal> {
    match standing.admission {
        Admission::Refused(Refusal::SessionEnded) => None,
        Admission::Refused(refusal) => Some(refusal),
        _ => None,
    }
}

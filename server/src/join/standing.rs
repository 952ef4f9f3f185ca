//! How a caller stands to a room: as the guest of an invitation or of a guest link, as a host, or as somebody of this site.

use app::account::api::Me;
use app::backend::Caller;
use app::error::AppError;
use domain::admission::{
    Link, Mailbox, MemberVisit, OwnInvitation, Visit, admit, admit_member, comes_as_guest,
};
use domain::guest_link::{GuestVisit, Place, admit_link_guest, comes_by_guest_link};
use domain::invitation::{DeviceStanding, device_standing};
use domain::live::Reader;
use domain::lock::LockStanding;
use domain::{Admission, HostKind, InvitationId, PersonName, Role, RoomId, Settings, Timestamp};

use super::code_queries::{self as codes, StoredCode};
use crate::account::service::signed_in;
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::guest_link::queries::{self as guest_links, StoredGuestLink, StoredLinkGuest};
use crate::invitation::queries::{self as invitations, Claim, StoredInvitation};
use crate::live::lock;
use crate::live::participants::queries::{self as participants, Origin, StoredParticipant, Whereabouts};
use crate::people::desk_queries as people;
use crate::room::queries::{self as rooms, StoredRoom};
use crate::secrets::{GuestLinkToken, LinkToken, SecretKey};
use crate::settings;
use crate::site::Site;

/// What a request proves, before any room is looked at.
#[derive(Clone)]
pub struct Proofs {
    pub caller: Caller,
    pub me: Option<Me>,
    pub key: SecretKey,
}

impl Proofs {
    /// Whose writes are counted together.
    pub fn limit_key(&self) -> String {
        let device = || self.caller.device.clone().unwrap_or_else(|| self.caller.address.clone());
        self.me.as_ref().map_or_else(device, |me| me.id.to_string())
    }

    /// What is left of it by now, for whoever holds the room: while that was waited for, somebody may have been
    /// deactivated or erased, and then their sign-in proves nothing any more. They have been put out of the rooms they
    /// were inside by then, so nobody would put out who comes in afterwards.
    pub async fn still(self, connection: &mut Connection) -> Result<Self, DbError> {
        let Some(person) = self.me.as_ref().map(|me| me.id) else { return Ok(self) };
        let place = people::find_place(connection, person).await?;
        let is_active = place.is_some_and(|place| place.is_active);
        Ok(Self { me: self.me.filter(|_| is_active), ..self })
    }
}

/// How a caller stands to a room.
pub struct Standing {
    pub room: StoredRoom,
    pub settings: Settings,
    pub me: Option<Me>,
    pub host: Option<HostKind>,
    /// The invitation they come with, if any.
    pub invitation: Option<StoredInvitation>,
    /// The guest link they come by, if any.
    pub guest_link: Option<StoredGuestLink>,
    /// Who they have said they are, when they came by a guest link.
    pub link_guest: Option<StoredLinkGuest>,
    pub device: DeviceStanding,
    /// The code that has been mailed for this device and is neither used nor replaced, if any.
    pub code: Option<StoredCode>,
    pub participant: Option<StoredParticipant>,
    pub admission: Admission,
}

/// Checks the sign-in; the rest needs the room.
pub async fn prove(site: &Site, caller: &Caller) -> Outcome<Proofs> {
    Ok(Proofs { caller: caller.clone(), me: signed_in(site, caller).await?, key: site.key.clone() })
}

/// How the caller stands to `room`. With `invitation` they come as its guest, whoever they are signed in as;
/// without, as a host, as the guest of an invitation they can prove, as somebody of this site, or as the guest of a
/// guest link whose place this device holds.
pub async fn find(
    connection: &mut Connection,
    proofs: &Proofs,
    room: RoomId,
    invitation: Option<InvitationId>,
    now: Timestamp,
) -> Outcome<Standing> {
    let mut room = rooms::find_room(connection, room).await?.ok_or(AppError::NotFound)?;
    if let Some(id) = invitation {
        let stored = invitations::find(connection, id).await?;
        let stored = stored.filter(|stored| stored.invitation.room == room.id).ok_or(AppError::NotFound)?;
        return as_guest(connection, proofs, room, stored, now).await;
    }
    let host = match &proofs.me {
        Some(me) => rooms::find_host(connection, room.id, me.id).await?,
        None => None,
    };
    // Hosts need not be asked for invitations.
    if host.is_none()
        && let Some((stored, settings)) = find_own_invitation(connection, proofs, room.id).await?
    {
        let is_theirs =
            proofs.me.as_ref().is_none_or(|me| settings.are_same_person(&stored.invitation.email, &me.email));
        let standing = as_guest(connection, proofs, room, stored, now).await?;
        let own = OwnInvitation { is_theirs, admission: standing.admission };
        if comes_as_guest(host, own, standing.room.details.audience) {
            return or_as_link_guest(connection, proofs, standing, now).await;
        }
        room = standing.room;
    }
    let Some(me) = proofs.me.clone() else {
        let standing = as_link_guest(connection, proofs, room, None, now).await?;
        return if standing.link_guest.is_some() { Ok(standing) } else { Err(AppError::SignInNeeded.into()) };
    };
    let standing = as_member(connection, room, me, host, now).await?;
    or_as_link_guest(connection, proofs, standing, now).await
}

/// How somebody stands who would otherwise stand so, and may hold a place that they have got by a guest link.
async fn or_as_link_guest(
    connection: &mut Connection,
    proofs: &Proofs,
    otherwise: Standing,
    now: Timestamp,
) -> Outcome<Standing> {
    if !comes_by_guest_link(Some(otherwise.admission))
        || find_place(connection, proofs, otherwise.room.id).await?.is_none()
    {
        return Ok(otherwise);
    }
    as_link_guest(connection, proofs, otherwise.room, None, now).await
}

/// The place that the caller's device holds in a room.
async fn find_place(
    connection: &mut Connection,
    proofs: &Proofs,
    room: RoomId,
) -> Outcome<Option<StoredLinkGuest>> {
    let Some(device) = &proofs.caller.device else { return Ok(None) };
    let device_hash = proofs.key.guest_device_hash(room, device);
    Ok(guest_links::find_place(connection, room, &device_hash).await?)
}

/// How somebody stands who comes by a guest link: by this one, or by the one that gave them the place they hold.
pub async fn as_link_guest(
    connection: &mut Connection,
    proofs: &Proofs,
    room: StoredRoom,
    opened: Option<StoredGuestLink>,
    now: Timestamp,
) -> Outcome<Standing> {
    let settings = settings::load(connection).await?;
    let guest = find_place(connection, proofs, room.id).await?;
    let guest_link = match (opened, &guest) {
        (None, Some(guest)) => guest_links::find(connection, guest.link).await?,
        (opened, _) => opened,
    };
    let is_genuine = guest_link.as_ref().is_some_and(|stored| holds_link(proofs, stored));
    let (mut participant, mut lock) = (None, LockStanding::Unlocked);
    if let Some(guest) = &guest {
        let origin = Origin::LinkGuest(guest.id);
        participant = participants::find_by_origin(connection, room.id, origin).await?;
        lock = lock::service::find_standing(connection, &room, origin, participant.as_ref()).await?;
    }
    let known = participant.as_ref();
    let visit = GuestVisit {
        settings: &settings,
        link: guest_link.as_ref().filter(|_| is_genuine).map(|stored| &stored.link),
        place: guest.as_ref().map(|guest| Place {
            email: &guest.email,
            role: known.map_or(Role::Guest, |known| known.participant.role),
            was_removed: known.is_some_and(|known| known.whereabouts == Whereabouts::Removed),
        }),
        session: &room.session,
        room_deleted: room.deleted_at.is_some(),
        is_inside: is_inside(known),
        lock,
    };
    let admission = admit_link_guest(visit, now);
    Ok(Standing {
        settings,
        me: proofs.me.clone(),
        host: None,
        invitation: None,
        guest_link,
        link_guest: guest,
        device: DeviceStanding::Free,
        code: None,
        participant,
        admission,
        room,
    })
}

/// Whether the caller's browser has opened this link.
fn holds_link(proofs: &Proofs, stored: &StoredGuestLink) -> bool {
    let id = stored.link.id;
    let token = proofs.caller.guest_links.iter().find(|(link, _)| *link == id);
    let token = token.and_then(|(_, token)| GuestLinkToken::parse(token)).filter(|token| token.link == id);
    token.is_some_and(|token| proofs.key.is_genuine_guest_link(&token, &stored.nonce))
}

/// The invitation by which somebody without a link in the URL comes: for their signed-in address, or the one
/// whose link this browser has opened.
async fn find_own_invitation(
    connection: &mut Connection,
    proofs: &Proofs,
    room: RoomId,
) -> Outcome<Option<(StoredInvitation, Settings)>> {
    if proofs.me.is_none() && proofs.caller.links.is_empty() {
        return Ok(None);
    }
    let settings = settings::load(connection).await?;
    if let Some(me) = &proofs.me
        && let Some(stored) = invitations::find_by_person(connection, &settings, room, &me.email).await?
    {
        return Ok(Some((stored, settings)));
    }
    for (id, _) in &proofs.caller.links {
        let stored = invitations::find(connection, *id).await?;
        if let Some(stored) = stored.filter(|stored| stored.invitation.room == room) {
            return Ok(Some((stored, settings)));
        }
    }
    Ok(None)
}

/// How somebody stands who comes with this invitation's link.
pub async fn as_guest(
    connection: &mut Connection,
    proofs: &Proofs,
    room: StoredRoom,
    stored: StoredInvitation,
    now: Timestamp,
) -> Outcome<Standing> {
    let settings = settings::load(connection).await?;
    let id = stored.invitation.id;
    let (claim, code) = match &proofs.caller.device {
        Some(device) => {
            let device_hash = proofs.key.device_hash(id, device);
            let claim = invitations::find_claim(connection, id, &device_hash).await?;
            (claim, codes::find_open(connection, id, &device_hash).await?)
        }
        None => (None, None),
    };
    let is_claimed_here = claim.is_some();
    let claimed = invitations::count_devices(connection, id).await?;
    let device = device_standing(is_claimed_here, claimed, settings.link_devices);
    let participant = participants::find_by_origin(connection, room.id, Origin::Invitation(id)).await?;
    let origin = Origin::Invitation(id);
    let lock = lock::service::find_standing(connection, &room, origin, participant.as_ref()).await?;
    let visit = Visit {
        settings: &settings,
        invitation: &stored.invitation,
        session: &room.session,
        room_deleted: room.deleted_at.is_some(),
        link: read_link(proofs, &stored),
        device,
        mailbox: mailbox(claim, code.as_ref(), now),
        signed_in_as: proofs.me.as_ref().map(|me| &me.email),
        is_inside: is_claimed_here && is_inside(participant.as_ref()),
        lock,
    };
    let admission = admit(visit, now);
    Ok(Standing {
        settings,
        device,
        code,
        participant,
        admission,
        host: None,
        me: proofs.me.clone(),
        invitation: Some(stored),
        guest_link: None,
        link_guest: None,
        room,
    })
}

async fn as_member(
    connection: &mut Connection,
    room: StoredRoom,
    me: Me,
    host: Option<HostKind>,
    now: Timestamp,
) -> Outcome<Standing> {
    let settings = settings::load(connection).await?;
    let participant = participants::find_by_origin(connection, room.id, Origin::Person(me.id)).await?;
    let origin = Origin::Person(me.id);
    let lock = lock::service::find_standing(connection, &room, origin, participant.as_ref()).await?;
    let visit = MemberVisit {
        host,
        audience: room.details.audience,
        session: &room.session,
        room_deleted: room.deleted_at.is_some(),
        was_removed: participant.as_ref().is_some_and(|known| known.whereabouts == Whereabouts::Removed),
        role_inside: participant.as_ref().map(|known| known.participant.role),
        is_inside: is_inside(participant.as_ref()),
        lock,
    };
    Ok(Standing {
        admission: admit_member(visit, now),
        device: DeviceStanding::Free,
        code: None,
        invitation: None,
        guest_link: None,
        link_guest: None,
        me: Some(me),
        host,
        participant,
        settings,
        room,
    })
}

impl Standing {
    /// What makes the caller a participant, and under which name.
    pub fn identity(&self) -> Option<(Origin, PersonName)> {
        if let Some(guest) = &self.link_guest {
            return Some((Origin::LinkGuest(guest.id), guest.name.clone()));
        }
        match (&self.invitation, &self.me) {
            (Some(stored), _) => {
                Some((Origin::Invitation(stored.invitation.id), stored.invitation.name.clone()))
            }
            // On the page of a guest link, whoever has not said yet who they are is nobody.
            (None, Some(me)) if self.guest_link.is_none() => Some((Origin::Person(me.id), me.name.clone())),
            (None, _) => None,
        }
    }

    /// What the hosts tell all who wait, when the caller is one of them.
    pub fn message(&self) -> Option<String> {
        let waits = matches!(self.admission, Admission::Wait(_) | Admission::Knock(_));
        let message = &self.room.waiting_message;
        (waits && !message.is_empty()).then(|| message.clone())
    }

    /// What the caller's stream may carry. Hosts read as hosts before they have gone in.
    pub fn reader(&self) -> Reader {
        let inside = self.participant.as_ref().filter(|known| known.whereabouts == Whereabouts::Inside);
        let role = match self.admission {
            Admission::Enter(_) => inside.map(|known| known.participant.role),
            _ => None,
        };
        Reader {
            person: self.me.as_ref().map(|me| me.id),
            invitation: self.invitation.as_ref().map(|stored| stored.invitation.id),
            guest_link: self.guest_link.as_ref().map(|stored| stored.link.id),
            link_guest: self.link_guest.as_ref().map(|guest| guest.id),
            participant: inside.map(|known| known.participant.id),
            role: if self.host.is_some() { Some(Role::Host) } else { role },
        }
    }
}

/// What the link cookie of this invitation says. An older generation is known for what it is, so that its
/// holder is told to look for the newer link.
fn read_link(proofs: &Proofs, stored: &StoredInvitation) -> Link {
    let id = stored.invitation.id;
    let token = proofs.caller.links.iter().find(|(invitation, _)| *invitation == id);
    let Some(token) =
        token.and_then(|(_, token)| LinkToken::parse(token)).filter(|token| token.invitation == id)
    else {
        return Link::Unknown;
    };
    let generation = stored.invitation.generation;
    if proofs.key.is_genuine(&token, generation, &stored.nonce) {
        Link::Current
    } else if (1..generation).rev().take(16).any(|old| proofs.key.is_genuine(&token, old, &stored.nonce)) {
        Link::Replaced
    } else {
        Link::Unknown
    }
}

fn mailbox(claim: Option<Claim>, code: Option<&StoredCode>, now: Timestamp) -> Mailbox {
    if claim.is_some_and(|claim| claim.mailbox_proven_at.is_some()) {
        Mailbox::Proven
    } else if code.is_some_and(|known| known.code.is_remembered(now)) {
        Mailbox::CodeMailed
    } else {
        Mailbox::Unknown
    }
}

fn is_inside(participant: Option<&StoredParticipant>) -> bool {
    participant.is_some_and(|known| known.whereabouts == Whereabouts::Inside)
}

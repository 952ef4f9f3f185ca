//! What somebody sees and does who comes by a guest link.

use app::backend::{Caller, SetCookie};
use app::error::{AppError, FieldError};
use app::guest_link::api::{EntryPage, Introduction};
use domain::admission::check_let_in;
use domain::audit::AuditAct;
use domain::guest_link::{GuestLink, GuestLinkStanding, LinkBearer, check_not_removed, comes_by_guest_link};
use domain::language::{Say, Sentence};
use domain::live::RoomEvent;
use domain::say;
use domain::{
    Admission, EmailAddress, GuestLinkId, LinkGuestId, PersonName, Refusal, RoomId, Settings, Timestamp,
};
use futures::FutureExt;

use super::queries::{self, StoredLinkGuest, TakingDevice};
use super::service::tell;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::http::cookies;
use crate::join::service::preview;
use crate::join::standing::{self, Proofs, Standing};
use crate::join::{claim, farewell};
use crate::live::events;
use crate::people::idn;
use crate::room::queries as rooms;
use crate::secrets;
use crate::site::Site;

/// The page behind a guest link. Reads only.
pub async fn find(site: &Site, caller: &Caller, link: GuestLinkId) -> Outcome<EntryPage> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let Some(standing) = find_standing(&mut connection, &proofs, link, now).await? else {
        return Ok(EntryPage {
            link,
            admission: Admission::Refused(Refusal::UnknownLink),
            comes_by_link: true,
            room: None,
            message: None,
            farewell: None,
            server_now: now,
        });
    };
    Ok(EntryPage {
        link,
        admission: standing.admission,
        comes_by_link: standing.guest_link.is_some(),
        room: standing.admission.may_preview().then(|| preview(&standing)),
        message: standing.message(),
        farewell: farewell::of(&mut connection, &standing, now).await?,
        server_now: now,
    })
}

/// How the caller stands on the page of a guest link: whoever may come in by themselves does so, all others come by the
/// link. `None` when there is no such link, which nobody can tell from a wrong one.
pub async fn find_standing(
    connection: &mut Connection,
    proofs: &Proofs,
    link: GuestLinkId,
    now: Timestamp,
) -> Outcome<Option<Standing>> {
    let Some(stored) = queries::find(connection, link).await? else { return Ok(None) };
    let Some(room) = rooms::find_room(connection, stored.link.room).await? else { return Ok(None) };
    let otherwise = match standing::find(connection, proofs, room.id, None, now).await {
        Ok(standing) => Some(standing),
        Err(Failure::Told(_)) => None,
        Err(failure) => return Err(failure),
    };
    match otherwise {
        Some(standing) if standing.link_guest.is_none() && !comes_by_guest_link(Some(standing.admission)) => {
            Ok(Some(standing))
        }
        _ => standing::as_link_guest(connection, proofs, room, Some(stored), now).await.map(Some),
    }
}

/// What somebody says of themselves, read.
struct Newcomer {
    email: EmailAddress,
    name: PersonName,
}

/// Takes a place in the room for whoever says who they are. Whoever holds one, or may come in by themselves, changes
/// nothing.
pub async fn introduce(
    site: &Site,
    caller: &Caller,
    link: GuestLinkId,
    typed: Introduction,
) -> Outcome<Option<SetCookie>> {
    site.limits.claim(&caller.address)?;
    let newcomer = read(&typed)?;
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let device = site
        .db
        .write(move |connection| {
            async move {
                let Some(stored) = queries::find(connection, link).await? else {
                    return Err(Refusal::UnknownLink.into());
                };
                let room = stored.link.room;
                events::lock_room(connection, room).await?;
                // Others may have come by it before the room was held.
                let stored = queries::find(connection, link).await?.ok_or(Refusal::UnknownLink)?;
                let standing =
                    find_standing(connection, &proofs, link, now).await?.ok_or(Refusal::UnknownLink)?;
                match standing.admission {
                    Admission::Introduce => {
                        check(&standing.settings, &newcomer.email)?;
                        let (guest, device) =
                            take_place(connection, &proofs, &standing.settings, (room, link), newcomer, now)
                                .await?;
                        let note = Note::of(AuditAct::CameByGuestLink).about_guest_link(&stored.link);
                        audit::note(connection, &By::link_guest(&guest, &proofs.caller), note, now).await?;
                        note_entry(connection, &stored.link, now).await?;
                        Ok(Some(device))
                    }
                    Admission::Refused(refusal) => Err(refusal.into()),
                    _ => Ok::<_, Failure>(None),
                }
            }
            .boxed()
        })
        .await?;
    Ok(device.map(|device| cookies::device(&device)))
}

/// Tells the hosts that somebody has come, and all who are before the door when that was the last who could.
async fn note_entry(connection: &mut Connection, link: &GuestLink, now: Timestamp) -> Outcome<()> {
    let used = GuestLink { entries: link.entries.saturating_add(1), ..link.clone() };
    if used.standing(now) == GuestLinkStanding::Full {
        tell(connection, &used, now).await?;
    } else {
        events::append(connection, used.room, &RoomEvent::GuestLinkUsed { link: used.id }, now).await?;
    }
    Ok(())
}

/// As the door asks it of everybody, with what to do about it: whoever types an address can type another one.
fn check(settings: &Settings, address: &EmailAddress) -> Result<(), AppError> {
    check_let_in(settings, address).map_err(|refusal| {
        let words = match refusal {
            Refusal::PlusAddress => {
                say!("Addresses with a plus and a tag are not let in. Use the address without it.")
            }
            _ => say!("Addresses of this domain are not let in. Use another one."),
        };
        AppError::field("email", words)
    })
}

/// Gives the caller's device a place; answers whose it is, and the device's secret.
async fn take_place(
    connection: &mut Connection,
    proofs: &Proofs,
    settings: &Settings,
    (room, link): (RoomId, GuestLinkId),
    newcomer: Newcomer,
    now: Timestamp,
) -> Outcome<(StoredLinkGuest, String)> {
    let device = claim::device_secret(proofs);
    let Newcomer { email, name } = newcomer;
    let bearer = LinkBearer { email, device: proofs.key.guest_device_hash(room, &device) };
    let removed = queries::list_removed(connection, room).await?;
    check_not_removed(settings, &bearer, &removed)?;
    let LinkBearer { email, device: device_hash } = bearer;
    let id = LinkGuestId::from_bits(secrets::id_bits(now));
    let guest = StoredLinkGuest { id, room, link, email, name };
    let taking = TakingDevice { device_hash: &device_hash, user_agent: &proofs.caller.user_agent };
    queries::update_entries(connection, link).await?;
    queries::insert_guest(connection, &guest, taking, now).await?;
    Ok((guest, device))
}

/// Reads who comes; names every field that is wrong.
fn read(typed: &Introduction) -> Result<Newcomer, AppError> {
    let email = idn::parse_address(&typed.email);
    let name = PersonName::parse(&typed.first_name, &typed.last_name);
    match (email, name) {
        (Ok(email), Ok(name)) => Ok(Newcomer { email, name }),
        (email, _) => {
            let part = |typed: &str| domain::name::parse_part(typed).err().map(|problem| problem.say());
            let parts = [
                ("first_name", part(&typed.first_name)),
                ("last_name", part(&typed.last_name)),
                ("email", email.err().map(|problem| problem.say())),
            ];
            let field = |(field, message): (&str, Option<Sentence>)| {
                Some(FieldError { field: field.to_owned(), message: message? })
            };
            Err(AppError::Fields(parts.into_iter().filter_map(field).collect()))
        }
    }
}

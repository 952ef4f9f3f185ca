//! Erasing, step by step. Each step is a transaction of its own and can be repeated; the rows by which somebody is found
//! go last, so that an erasure that was cut off is found again and finished.

use std::collections::{BTreeSet, HashSet};

use app::error::AppError;
use domain::audit::{AuditAct, AuditField, SubjectKind};
use domain::invitation::InvitationState;
use domain::lock::Knocker;
use domain::people::PersonSuggestion;
use domain::people::change::SitePlace;
use domain::privacy::{
    Traces, are_guests_due, former_guest, former_person, is_guest_due, may_erase_account, names_that_go,
};
use domain::session::Phase;
use domain::{EmailAddress, InvitationId, LinkGuestId, PersonId, PersonName, RoomId, Settings, Timestamp};
use futures::FutureExt;

use super::events::{self, Redaction};
use super::queries::{self, GivenAddress, KeptGuest, Whose};
use super::{files, mentions, texts};
use crate::account::service::has_administrator_in;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::guest_link::queries as guest_links;
use crate::invitation::acts;
use crate::invitation::queries as invitations;
use crate::live::events::lock_room;
use crate::live::{lock, participants};
use crate::people::{self, idn};
use crate::room::queries as rooms;
use crate::site::Site;

/// Guests whose rows are blanked in one transaction.
const TOGETHER: usize = 25;
/// Entries of the audit log that are.
const ENTRIES_TOGETHER: usize = 500;

/// Erases what is kept about an address: as a guest everywhere, as somebody of the site, and wherever it has been written
/// down. `me` is who does it.
///
/// # Errors
/// [`domain::privacy::EraseDenied`], and nothing is done.
pub async fn address(site: &Site, by: By, me: PersonId, email: &EmailAddress) -> Outcome<()> {
    let mut connection = site.db.read().await?;
    let account = crate::people::service::find_by_email(&mut connection, email).await?;
    let guests = queries::list_guests(&mut connection, email).await?;
    drop(connection);
    let traces = Traces::default().and_addresses(forms(email));
    // First what keeps them out, so that nothing new comes while the old goes.
    if let Some(account) = &account {
        keep_out(site, me, account).await?;
    }
    for kept in &guests {
        see_off(site, kept).await?;
    }
    // Before the rows by which they are found.
    clean_mentions(site, email, &traces).await?;
    if let Some(account) = &account {
        person(site, by.clone(), account).await?;
    }
    let mut mails = Vec::new();
    for kept in &guests {
        mails.extend(guest(site, kept).await?);
    }
    // After them: what a guest was called before is read from the log.
    clean_audit_log(site, email, &traces).await?;
    let about = guests.first().map(|kept| kept.whose.subject());
    let note = about.map(|(kind, id)| Note::of(AuditAct::GuestErased).about(kind, id, ""));
    erase_rows(site, email, &traces, (by, note)).await?;
    files::delete(site, &mails).await;
    files::delete_mentions(site, &traces).await?;
    Ok(())
}

/// Takes an address out of whatever has been written down anywhere, also where its owner has never been.
async fn clean_mentions(site: &Site, email: &EmailAddress, traces: &Traces) -> Outcome<()> {
    let rooms = mentions::list_rooms(&mut site.db.read().await?, email).await?;
    let redaction = Redaction {
        participants: HashSet::new(),
        names: HashSet::new(),
        is_guest: true,
        traces: traces.clone(),
        former: former_guest(),
    };
    for room in rooms {
        clean_room(site, room, &redaction).await?;
    }
    let (email, traces) = (email.clone(), traces.clone());
    site.db
        .write(move |connection| {
            async move { mentions::clean_names(connection, &email, &traces).await }.boxed()
        })
        .await
        .map_err(Failure::from)
}

/// Blanks it in the audit log.
async fn clean_audit_log(site: &Site, email: &EmailAddress, traces: &Traces) -> Outcome<()> {
    let entries = mentions::list_entries(&mut site.db.read().await?, email).await?;
    for some in entries.chunks(ENTRIES_TOGETHER) {
        let (some, traces) = (some.to_vec(), traces.clone());
        site.db
            .write(move |connection| {
                async move {
                    people::lock(connection).await?;
                    for entry in some {
                        mentions::blank_entry(connection, entry, &traces).await?;
                    }
                    Ok::<_, Failure>(())
                }
                .boxed()
            })
            .await?;
    }
    Ok(())
}

/// Blanks the rows of lists and files that say something of an address, and writes down that a guest was erased.
async fn erase_rows(
    site: &Site,
    email: &EmailAddress,
    traces: &Traces,
    (by, note): (By, Option<Note>),
) -> Outcome<()> {
    let (email, looked_for) = (email.clone(), traces.clone());
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                for row in queries::list_rows_like(connection, &email).await? {
                    if is_about(&row, &email, &looked_for) {
                        queries::erase_row(connection, &row).await?;
                    }
                }
                queries::erase_unread(connection, &looked_for).await?;
                if let Some(note) = note {
                    audit::note(connection, &by, note, now).await?;
                }
                queries::note_overwrite_due(connection).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Whether a row says something of an address: in its place, which may hold more than an address, or in that of a name.
fn is_about(row: &GivenAddress, email: &EmailAddress, traces: &Traces) -> bool {
    let has_it = match idn::parse_address(&row.email) {
        Ok(given) => given == *email,
        Err(_) => traces.are_in(&row.email),
    };
    has_it || traces.are_in(&row.names)
}

/// Erases the account of somebody who is kept out: their name goes, and what they did stays as figures.
async fn person(site: &Site, by: By, account: &PersonSuggestion) -> Outcome<()> {
    let traces = clean_rooms_of(site, account).await?;
    blank(site, by, account.id).await?;
    files::delete_mentions(site, &traces).await?;
    Ok(())
}

/// They cannot sign in any more, and are put out wherever they are inside.
async fn keep_out(site: &Site, me: PersonId, account: &PersonSuggestion) -> Outcome<()> {
    let now = site.clock.now();
    let (id, email) = (account.id, account.email.clone());
    site.db
        .write(move |connection| {
            async move {
                // Two administrators who erase one another at once would leave nobody.
                people::lock(connection).await?;
                let runs = people::desk_queries::find_place(connection, me).await?;
                if !runs.is_some_and(SitePlace::administers) {
                    return Err(Failure::from(AppError::NotFound));
                }
                let was_run = has_administrator_in(connection).await?;
                queries::deactivate(connection, id).await?;
                let is_run = has_administrator_in(connection).await?;
                may_erase_account(id == me, was_run, is_run)?;
                people::standing::tell_everywhere(connection, id, &email, now).await?;
                // Not before: whoever was going in held their room, which had to be waited for, and is inside by now.
                for room in participants::queries::list_rooms_inside(connection, id).await? {
                    lock_room(connection, room).await?;
                    participants::guests::put_person_out(connection, room, id, now).await?;
                }
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Takes them out of what was said and done in their rooms; answers what is to be looked for elsewhere: their address,
/// and names that are nobody else's in any of these rooms.
async fn clean_rooms_of(site: &Site, account: &PersonSuggestion) -> Outcome<Traces> {
    let mut connection = site.db.read().await?;
    let places = queries::list_participants(&mut connection, Whose::Person(account.id)).await?;
    let hosted = queries::list_hosted(&mut connection, account.id).await?;
    drop(connection);
    let names: HashSet<PersonName> =
        places.iter().map(|(_, _, name)| name.clone()).chain([account.name.clone()]).collect();
    let rooms: BTreeSet<RoomId> = places.iter().map(|(_, room, _)| *room).chain(hosted).collect();
    let addresses = Traces::default().and_addresses(forms(&account.email));
    let mut only_theirs = names.clone();
    let mut redaction = Redaction {
        participants: places.into_iter().map(|(participant, ..)| participant).collect(),
        names,
        is_guest: false,
        traces: Traces::default(),
        former: former_person(),
    };
    for room in rooms {
        let names = names_that_go_from(site, room, &account.email, &redaction.names).await?;
        redaction.traces = addresses.clone().and_names(&names, &redaction.former);
        only_theirs.retain(|name| names.contains(name));
        clean_room(site, room, &redaction).await?;
    }
    Ok(addresses.and_names(&only_theirs, &redaction.former))
}

/// Blanks the row by which they are found, and all that hangs on it.
async fn blank(site: &Site, by: By, person: PersonId) -> Outcome<()> {
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                queries::erase_person(connection, person).await?;
                let note = Note::of(AuditAct::PersonErased).about(SubjectKind::Person, person, "");
                audit::note(connection, &by, note, now).await?;
                queries::note_overwrite_due(connection).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Erases the guests of a room whose turn has come; answers how many there were.
pub async fn guests_of(site: &Site, settings: &Settings, room: RoomId) -> Outcome<usize> {
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let Some(stored) = rooms::find_room(&mut connection, room).await? else { return Ok(0) };
    let (guests, others): (Vec<_>, Vec<_>) = queries::list_kept(&mut connection, room)
        .await?
        .into_iter()
        .partition(|kept| is_guest_due(settings, &stored.session, kept.stay, now));
    let mut mails = Vec::new();
    let (mut participants, mut names, mut addresses) = (HashSet::new(), HashSet::new(), BTreeSet::new());
    for kept in &guests {
        if let Whose::Guest(invitation) = kept.whose {
            mails.extend(queries::list_mails(&mut connection, invitation).await?);
        }
        let places = queries::list_participants(&mut connection, kept.whose).await?;
        names.extend(places.iter().map(|(_, _, name)| name.clone()));
        names.insert(kept.name.clone());
        participants.extend(places.into_iter().map(|(participant, ..)| participant));
        addresses.extend(forms(&kept.email));
    }
    drop(connection);
    // Whoever stays, and may be the same person again, stays in what names them.
    let names_of_others: Vec<_> = others.iter().map(|kept| kept.name.clone()).collect();
    for kept in &others {
        for form in forms(&kept.email) {
            addresses.remove(&form);
        }
    }
    let redaction = Redaction {
        participants,
        names: names_that_go(&names, &names_of_others).into_iter().cloned().collect(),
        is_guest: true,
        traces: Traces::default().and_addresses(&addresses),
        former: former_guest(),
    };
    clean_room(site, room, &redaction).await?;
    let mut erased = 0;
    for some in guests.chunks(TOGETHER) {
        erased += erase_together(site, settings, room, some.iter().map(|kept| kept.whose).collect()).await?;
    }
    let over_at = guests.iter().filter_map(|kept| kept.stay.over_at).max();
    finish_guests_of(site, settings, room, over_at, erased).await?;
    files::delete(site, &mails).await;
    Ok(erased)
}

/// Blanks the rows of some guests of a room, except of those who may come in again by now; answers of how many.
async fn erase_together(
    site: &Site,
    settings: &Settings,
    room: RoomId,
    guests: Vec<Whose>,
) -> Outcome<usize> {
    let (settings, now) = (settings.clone(), site.clock.now());
    site.db
        .write(move |connection| {
            async move {
                lock_room(connection, room).await?;
                let Some(stored) = rooms::find_room(connection, room).await? else { return Ok(0) };
                let mut erased = 0;
                for whose in guests {
                    let kept = queries::find_kept(connection, whose).await?;
                    if kept.is_some_and(|kept| is_guest_due(&settings, &stored.session, kept.stay, now)) {
                        queries::erase_guest(connection, whose, now).await?;
                        erased += 1;
                    }
                }
                Ok::<_, Failure>(erased)
            }
            .boxed()
        })
        .await
}

/// What a list held of people who were never invited goes with the guests of its run, and it is written down how many have
/// gone.
async fn finish_guests_of(
    site: &Site,
    settings: &Settings,
    room: RoomId,
    over_at: Option<Timestamp>,
    erased: usize,
) -> Outcome<()> {
    let (settings, now) = (settings.clone(), site.clock.now());
    let count = u32::try_from(erased).unwrap_or(u32::MAX);
    site.db
        .write(move |connection| {
            async move {
                let stored = rooms::find_room(connection, room).await?;
                if stored.is_some_and(|stored| are_guests_due(&settings, &stored.session, now)) {
                    queries::erase_rows_of(connection, room).await?;
                } else if let Some(over_at) = over_at {
                    queries::erase_failed_rows_of(connection, room, over_at).await?;
                }
                if count > 0 {
                    let note =
                        Note::of(AuditAct::GuestsErased).about(SubjectKind::Room, room, "").in_room(room);
                    audit::note(connection, &By::site(), note.with(AuditField::Guests, count), now).await?;
                }
                queries::note_overwrite_due(connection).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Erases one guest; answers the mails whose files go.
async fn guest(site: &Site, kept: &KeptGuest) -> Outcome<Vec<String>> {
    let (whose, room) = (kept.whose, kept.room);
    let mut connection = site.db.read().await?;
    let places = queries::list_participants(&mut connection, whose).await?;
    let (mut names, mut addresses, mut mails) = (HashSet::new(), HashSet::new(), Vec::new());
    if let Whose::Guest(invitation) = whose {
        (names, addresses) = queries::list_former(&mut connection, invitation).await?;
        mails = queries::list_mails(&mut connection, invitation).await?;
    }
    drop(connection);
    names.extend(places.iter().map(|(_, _, name)| name.clone()));
    names.insert(kept.name.clone());
    addresses.extend(forms(&kept.email));
    let going = names_that_go_from(site, room, &kept.email, &names).await?;
    let redaction = Redaction {
        participants: places.into_iter().map(|(participant, ..)| participant).collect(),
        traces: Traces::default().and_addresses(&addresses).and_names(&going, &former_guest()),
        names,
        is_guest: true,
        former: former_guest(),
    };
    clean_room(site, room, &redaction).await?;
    let now = site.clock.now();
    site.db
        .write(move |connection| async move { queries::erase_guest(connection, whose, now).await }.boxed())
        .await
        .map_err(Failure::from)?;
    Ok(mails)
}

/// The names of somebody that go from the texts of a room.
async fn names_that_go_from(
    site: &Site,
    room: RoomId,
    email: &EmailAddress,
    names: &HashSet<PersonName>,
) -> Result<HashSet<PersonName>, DbError> {
    let mut connection = site.db.read().await?;
    let of_others = queries::list_names_of_others(&mut connection, room, email, names).await?;
    Ok(names_that_go(names, &of_others).into_iter().cloned().collect())
}

/// The link or the place works no more, and whoever is inside or waits with it is put out.
async fn see_off(site: &Site, kept: &KeptGuest) -> Outcome<()> {
    let (whose, room) = (kept.whose, kept.room);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock_room(connection, room).await?;
                // After the session nobody is inside, and who was invited stays among the figures.
                let known = rooms::find_room(connection, room).await?;
                let is_over = known.is_some_and(|known| known.session.phase(now) == Phase::Ended);
                match whose {
                    Whose::Guest(id) => see_invited_off(connection, room, id, is_over, now).await,
                    Whose::LinkGuest(id) => see_link_guest_off(connection, room, id, is_over, now).await,
                    Whose::Person(_) => Ok(()),
                }
            }
            .boxed()
        })
        .await
}

async fn see_invited_off(
    connection: &mut Connection,
    room: RoomId,
    id: InvitationId,
    is_over: bool,
    now: Timestamp,
) -> Outcome<()> {
    let Some(stored) = invitations::find(connection, id).await? else { return Ok(()) };
    if stored.invitation.state == InvitationState::Open && !is_over {
        acts::remove_locked(connection, &stored.invitation, now).await?;
    }
    lock::knock::forget(connection, room, Knocker::Guest(id), now).await
}

async fn see_link_guest_off(
    connection: &mut Connection,
    room: RoomId,
    id: LinkGuestId,
    is_over: bool,
    now: Timestamp,
) -> Outcome<()> {
    if !is_over && !participants::guests::put_link_guest_out(connection, room, id, now).await? {
        // Whoever has not been inside does not come in while they are erased.
        guest_links::update_guest_over(connection, id, now).await?;
    }
    lock::knock::forget(connection, room, Knocker::LinkGuest(id), now).await
}

/// Takes somebody out of what was said and done in a room.
async fn clean_room(site: &Site, room: RoomId, redaction: &Redaction) -> Outcome<()> {
    let mut after = 0;
    loop {
        let theirs = redaction.clone();
        let last = site.db.write(move |connection| {
            async move { events::clean(connection, room, &theirs, after).await }.boxed()
        });
        match last.await.map_err(Failure::from)? {
            Some(last) => after = last,
            None => break,
        }
    }
    // Whoever writes meanwhile waits for a batch, and not for all that was ever written.
    let mut place = Some(texts::Place::default());
    while let Some(from) = place {
        let traces = redaction.traces.clone();
        let next = site.db.write(move |connection| {
            async move {
                lock_room(connection, room).await?;
                texts::clean(connection, room, &traces, &from).await
            }
            .boxed()
        });
        place = next.await.map_err(Failure::from)?;
    }
    let theirs = redaction.clone();
    site.db
        .write(move |connection| {
            async move {
                lock_room(connection, room).await?;
                texts::clean_names(connection, room, &theirs.traces).await?;
                events::clean_lobby(connection, room, &theirs).await
            }
            .boxed()
        })
        .await
        .map_err(Failure::from)
}

/// An address in each form in which it may be written: as it is kept, and in the alphabet of its domain.
pub fn forms(email: &EmailAddress) -> Vec<String> {
    let kept = email.as_str();
    let (domain, _) = idna::domain_to_unicode(email.domain());
    let local = kept.split('@').next().unwrap_or_default();
    let own = format!("{local}@{domain}");
    if own == kept { vec![own] } else { vec![kept.to_owned(), own] }
}

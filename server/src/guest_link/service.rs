//! What hosts do with guest links.

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::guest_link::api::{GuestLinkList, GuestLinkSummary};
use app::routes;
use domain::audit::{AuditAct, AuditField};
use domain::guest_link::{GuestLink, GuestLinkAct, GuestLinkForm, check_one_more, may_act, may_offer};
use domain::language::Say;
use domain::live::RoomEvent;
use domain::room::{RoomAct, may};
use domain::{GuestLinkId, Refusal, RoomId, Timestamp};
use futures::FutureExt;

use super::queries::{self, StoredGuestLink};
use crate::account::service::{require_writer, signed_in};
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::live::events;
use crate::room::queries as rooms;
use crate::room::service::{lock, lock_as};
use crate::site::Site;
use crate::{secrets, settings};

/// The guest links of a room, for its hosts. Reads only.
pub async fn list(site: &Site, caller: &Caller, room: RoomId) -> Outcome<GuestLinkList> {
    let me = signed_in(site, caller).await?.ok_or(AppError::SignInNeeded)?;
    let mut connection = site.db.read().await?;
    let stored = rooms::find_room(&mut connection, room).await?.ok_or(AppError::NotFound)?;
    let host = rooms::find_host(&mut connection, room, me.id).await?;
    if host.is_none() {
        return Err(AppError::NotFound.into());
    }
    may(host, RoomAct::Host)?;
    if stored.deleted_at.is_some() {
        return Err(Refusal::RoomDeleted.into());
    }
    let settings = settings::load_for(&mut connection, me.id).await?;
    let links = queries::list(&mut connection, room).await?;
    let offered = may_offer(&settings, me.application_role, host, stored.details.collaboration);
    Ok(GuestLinkList {
        links: links.into_iter().map(|link| summary(site, link)).collect(),
        denied: offered.err(),
        is_site_on: settings.guest_links,
        server_now: site.clock.now(),
    })
}

fn summary(site: &Site, stored: StoredGuestLink) -> GuestLinkSummary {
    let token = site.key.guest_link_token(stored.link.id, &stored.nonce);
    GuestLinkSummary {
        url: format!("{}{}", site.public_url(), routes::guest_link(&token)),
        link: stored.link,
    }
}

/// Makes a guest link.
pub async fn make(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    form: GuestLinkForm,
) -> Outcome<GuestLinkSummary> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    let new = form.read(now).map_err(|problems| {
        let field = |(field, problem): (domain::guest_link::GuestLinkField, _)| FieldError {
            field: field.word().to_owned(),
            message: Say::say(&problem as &domain::guest_link::GuestLinkProblem),
        };
        AppError::Fields(problems.into_iter().map(field).collect())
    })?;
    let stored = site
        .db
        .write(move |connection| {
            async move {
                let (held, host) = lock(connection, room, me.id).await?;
                let settings = settings::load_for(connection, me.id).await?;
                may_offer(&settings, me.application_role, host, held.details.collaboration)?;
                if held.deleted_at.is_some() {
                    return Err(Refusal::RoomDeleted.into());
                }
                check_one_more(queries::list(connection, room).await?.len())?;
                let stored = StoredGuestLink {
                    link: GuestLink {
                        id: GuestLinkId::from_bits(secrets::id_bits(now)),
                        room,
                        name: new.name,
                        most_entries: new.most_entries,
                        entries: 0,
                        ends_at: new.ends_at,
                        is_on: true,
                        is_deleted: false,
                        made_at: now,
                    },
                    nonce: secrets::nonce(),
                };
                queries::insert(connection, &stored, me.id).await?;
                audit::note(connection, &by, note_of_new(&stored.link), now).await?;
                tell(connection, &stored.link, now).await?;
                Ok::<_, Failure>(stored)
            }
            .boxed()
        })
        .await?;
    Ok(summary(site, stored))
}

/// Switches a link, or deletes it. Whoever holds a place keeps it.
pub async fn act(site: &Site, caller: &Caller, link: GuestLinkId, act: GuestLinkAct) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let room = find(connection, link).await?.link.room;
                let (held, host) = lock_as(connection, room, me.id, RoomAct::Host).await?;
                let stored = find(connection, link).await?;
                let settings = settings::load_for(connection, me.id).await?;
                let offered = may_offer(&settings, me.application_role, host, held.details.collaboration);
                may_act(act, &stored.link, offered, now)?;
                let is_changed = match act {
                    GuestLinkAct::SwitchOn => queries::update_on(connection, link, true).await?,
                    GuestLinkAct::SwitchOff => queries::update_on(connection, link, false).await?,
                    GuestLinkAct::Delete => queries::update_deleted(connection, link, now).await?,
                };
                if is_changed {
                    let note = Note::of(AuditAct::of_guest_link(act)).about_guest_link(&stored.link);
                    audit::note(connection, &by, note, now).await?;
                    tell(connection, &stored.link, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// What making a link is in the audit log: its limits, and nothing by which it could be used.
fn note_of_new(link: &GuestLink) -> Note {
    let mut note = Note::of(AuditAct::GuestLinkMade).about_guest_link(link);
    if let Some(most) = link.most_entries {
        note = note.with(AuditField::MostEntries, most);
    }
    if let Some(ends_at) = link.ends_at {
        note = note.with(AuditField::Ends, ends_at);
    }
    note
}

/// A link that is not deleted.
async fn find(connection: &mut Connection, link: GuestLinkId) -> Outcome<StoredGuestLink> {
    let stored = queries::find(connection, link).await?.filter(|stored| !stored.link.is_deleted);
    stored.ok_or_else(|| AppError::NotFound.into())
}

/// Tells the hosts, and whoever is before the link's door.
pub(super) async fn tell(
    connection: &mut Connection,
    link: &GuestLink,
    now: Timestamp,
) -> Result<(), DbError> {
    events::append(connection, link.room, &RoomEvent::GuestLinkChanged { link: link.id }, now).await?;
    Ok(())
}

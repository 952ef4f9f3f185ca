//! Rooms: reading, making, changing and deleting them.

use domain::language::Say;
use std::time::Duration;

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::media::api::{Host, RoomCard, RoomForm, RoomList, RoomPage};
use domain::audit::{AuditAct, AuditField, AuditValue};
use domain::invitation::InvitationState;
use domain::live::RoomEvent;
use domain::lobby::Lobby;
use domain::room::{self as rules, RoomAct, RoomDetails};
use domain::session::Session;
use domain::{HostKind, PersonId, RoomId, Timestamp};
use futures::FutureExt;

use super::hosts::{self, HostChange};
use super::queries::{self, ListedRoom, StoredRoom};
use super::schedule;
use crate::account::service::{require_signed_in, require_writer, signed_in};
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::identity;
use crate::invitation;
use crate::live::participants::queries::{self as participants, Origin};
use crate::live::{events, lock};
use crate::mail;
use crate::secrets;
use crate::settings;
use crate::site::Site;

/// How long rooms of others stay in the list after their end.
const LISTED_AFTER_END: Duration = Duration::from_hours(7 * 24);

pub async fn list(site: &Site, caller: &Caller) -> Outcome<RoomList> {
    let me = require_signed_in(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let ended_after = now.before(LISTED_AFTER_END);
    let addresses = settings::load(&mut connection).await?.addresses_of(&me.email);
    let rooms = queries::list_rooms(&mut connection, me.id, addresses, ended_after, now).await?;
    let (mine, visible) = rooms.into_iter().map(card).partition(|card: &RoomCard| card.host.is_some());
    Ok(RoomList { mine, visible, may_create: me.application_role.may_create_rooms(), server_now: now })
}

fn card(listed: ListedRoom) -> RoomCard {
    let ListedRoom { room, host, invited_as } = listed;
    RoomCard {
        id: room.id,
        title: room.details.title,
        speakers: room.details.speakers,
        session: room.session,
        host,
        invited_as,
    }
}

pub async fn find(site: &Site, caller: &Caller, room: RoomId) -> Outcome<RoomPage> {
    let me = signed_in(site, caller).await?.ok_or(AppError::SignInNeeded)?;
    let mut connection = site.db.read().await?;
    let stored = queries::find_room(&mut connection, room).await?.ok_or(AppError::NotFound)?;
    let host = queries::find_host(&mut connection, room, me.id).await?;
    // Before the settings, so that these are no older.
    let changes = settings::count_changes(&mut connection).await?;
    let settings = settings::load_for(&mut connection, me.id).await?;
    let invited = invitation::queries::find_by_person(&mut connection, &settings, room, &me.email)
        .await?
        .map(|found| found.invitation)
        .filter(|invitation| invitation.state == InvitationState::Open);
    let may_see =
        rules::may_see(host, stored.details.audience, invited.is_some(), stored.deleted_at.is_some());
    if !may_see {
        return Err(AppError::NotFound.into());
    }
    let hosts = if host.is_some() { queries::list_hosts(&mut connection, room).await? } else { Vec::new() };
    let has_report = host.is_some() && queries::has_had_people(&mut connection, room).await?;
    let link_requests =
        if host.is_some() { invitation::list::count_requests(&mut connection, room).await? } else { 0 };
    let origin = Origin::Person(me.id);
    let known = participants::find_by_origin(&mut connection, room, origin).await?;
    let lock = lock::service::find_standing(&mut connection, &stored, origin, known.as_ref()).await?;
    Ok(RoomPage {
        id: room,
        version: stored.version,
        starts_local: schedule::local(stored.session.starts_at, &stored.details.time_zone),
        ends_local: schedule::local(stored.session.ends_at, &stored.details.time_zone),
        details: stored.details,
        session: stored.session,
        deleted_at: stored.deleted_at,
        host,
        invitation: invited.filter(|_| host.is_none()).map(|invitation| invitation.id),
        application_role: me.application_role,
        settings: settings.for_pages(),
        mail_languages: mail::template_queries::list_languages(&mut connection).await?,
        mails_leave: identity::service::has_mail_server(site, &mut connection).await?,
        lobby: if host.is_some() { stored.lobby } else { Lobby::default() },
        lock,
        has_report,
        link_requests,
        hosts: hosts.into_iter().map(|(person, kind)| Host { person, kind }).collect(),
        server_now: site.clock.now(),
        sequence: stored.sequence,
        changes,
    })
}

/// Creates the room, or changes it when the form names one.
pub async fn save(site: &Site, caller: &Caller, form: RoomForm) -> Outcome<RoomId> {
    let me = require_writer(site, caller).await?;
    match form.room {
        None if !me.application_role.may_create_rooms() => Err(AppError::NotFound.into()),
        None => create(site, me.id, By::person(&me, caller), form).await,
        Some(room) => change(site, (me.id, By::person(&me, caller)), room, form).await,
    }
}

/// Creates a room from a form; `owner` owns it.
pub async fn create(site: &Site, owner: PersonId, by: By, form: RoomForm) -> Outcome<RoomId> {
    let now = site.clock.now();
    let details = read_details(&form);
    let schedule = read_schedule(&form)
        .and_then(|(starts_at, ends_at)| Session::plan(starts_at, ends_at, now).map_err(schedule_field));
    let (details, session) = both(details, schedule)?;
    insert(site, (owner, by), details, session, form.hosts).await
}

/// Stores a new room as it is given, whatever its schedule.
pub async fn insert(
    site: &Site,
    (owner, by): (PersonId, By),
    details: RoomDetails,
    session: Session,
    hosts: Vec<(PersonId, HostKind)>,
) -> Outcome<RoomId> {
    let now = site.clock.now();
    let room = RoomId::from_bits(secrets::id_bits(now));
    site.db
        .write(move |connection| {
            async move {
                queries::insert_room(connection, room, &details, &session, now).await?;
                queries::insert_host(connection, room, owner, HostKind::Owner).await?;
                hosts::insert(connection, room, &rules::collaborators(Some(owner), &hosts)).await?;
                let note = Note::of(AuditAct::RoomMade).about_room(room, &details.title);
                let note =
                    note.with(AuditField::Starts, session.starts_at).with(AuditField::Ends, session.ends_at);
                audit::note(connection, &by, note.with(AuditField::Audience, details.audience), now).await?;
                Ok::<_, Failure>(room)
            }
            .boxed()
        })
        .await
}

/// Changes a room as the form says, when the room is still the one that the form was filled in from. A form that
/// changes nothing, as one that is sent twice, is fine whenever it comes.
async fn change(site: &Site, (me, by): (PersonId, By), room: RoomId, form: RoomForm) -> Outcome<RoomId> {
    let now = site.clock.now();
    let details = read_details(&form);
    let (details, (starts_at, ends_at)) = both(details, read_schedule(&form))?;
    site.db
        .write(move |connection| {
            async move {
                let (stored, host) = lock_as(connection, room, me, RoomAct::Edit).await?;
                let hosts = HostChange::find(connection, room, &form.hosts).await?;
                let has_other_details = stored.details != details;
                let has_other_schedule =
                    (starts_at, ends_at) != (stored.session.starts_at, stored.session.ends_at);
                let has_other_hosts = rules::may(host, RoomAct::Own).is_ok() && !hosts.people().is_empty();
                if !(has_other_details || has_other_schedule || has_other_hosts) {
                    return Ok(room);
                }
                queries::update_version(connection, room, form.version).await?;
                if has_other_details {
                    queries::update_details(connection, room, &details).await?;
                    let event = RoomEvent::DetailsChanged { details: details.clone() };
                    events::append(connection, room, &event, now).await?;
                }
                let mut session = stored.session;
                if has_other_schedule {
                    session = stored.session.reschedule(starts_at, ends_at, now).map_err(schedule_field)?;
                    super::session::replace(connection, &stored, session, now).await?;
                }
                mail::service::follow_change(connection, &stored, (&details, &session), now).await?;
                if has_other_hosts {
                    hosts.store(connection, (room, &details.title), &by, now).await?;
                }
                if has_other_details || has_other_schedule {
                    let note = changes_of(room, (&stored.details, &stored.session), (&details, &session));
                    audit::note(connection, &by, note, now).await?;
                }
                Ok::<_, Failure>(room)
            }
            .boxed()
        })
        .await
}

/// What a change of a room is in the audit log. Long texts, and names that stand in them, are counted and not told.
fn changes_of(room: RoomId, before: (&RoomDetails, &Session), after: (&RoomDetails, &Session)) -> Note {
    let ((old, was), (new, is)) = (before, after);
    let count = |list: &[String]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let length = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let text = AuditValue::text;
    let note = Note::of(AuditAct::RoomChanged).about_room(room, &new.title);
    let note = note
        .changed(AuditField::Title, text(&old.title), text(&new.title))
        .changed(AuditField::LettersOfDescription, length(&old.description), length(&new.description))
        .changed(AuditField::Speakers, count(&old.speakers), count(&new.speakers))
        .changed(AuditField::TimeZone, text(&old.time_zone), text(&new.time_zone))
        .changed(AuditField::Collaboration, old.collaboration, new.collaboration)
        .changed(AuditField::Audience, old.audience, new.audience);
    note.changed(AuditField::Starts, was.starts_at, is.starts_at).changed(
        AuditField::Ends,
        was.ends_at,
        is.ends_at,
    )
}

pub async fn delete(site: &Site, caller: &Caller, room: RoomId) -> Outcome<()> {
    set_deleted(site, caller, room, true).await
}

pub async fn restore(site: &Site, caller: &Caller, room: RoomId) -> Outcome<()> {
    set_deleted(site, caller, room, false).await
}

async fn set_deleted(site: &Site, caller: &Caller, room: RoomId, deleted: bool) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let (stored, _) = lock_as_even_deleted(connection, room, me.id, RoomAct::Own).await?;
                if queries::update_deleted(connection, room, deleted.then_some(now)).await? {
                    let event = if deleted { RoomEvent::RoomDeleted } else { RoomEvent::RoomRestored };
                    events::append(connection, room, &event, now).await?;
                    let act = if deleted { AuditAct::RoomDeleted } else { AuditAct::RoomRestored };
                    let note = Note::of(act).about_room(room, &stored.details.title);
                    audit::note(connection, &by, note, now).await?;
                    if deleted {
                        mail::service::cancel_all(connection, &stored, now).await?;
                    } else {
                        mail::service::take_back_all(connection, &stored, now).await?;
                    }
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Locks a room that is not deleted and checks what this person may do to it.
pub async fn lock_as(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
    act: RoomAct,
) -> Outcome<(StoredRoom, Option<HostKind>)> {
    let (stored, host) = lock_as_even_deleted(connection, room, person, act).await?;
    if stored.deleted_at.is_some() {
        return Err(domain::Refusal::RoomDeleted.into());
    }
    Ok((stored, host))
}

async fn lock_as_even_deleted(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
    act: RoomAct,
) -> Outcome<(StoredRoom, Option<HostKind>)> {
    let (stored, host) = lock(connection, room, person).await?;
    rules::may(host, act)?;
    Ok((stored, host))
}

/// Locks a room and tells how this person is its host.
pub async fn lock(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
) -> Outcome<(StoredRoom, Option<HostKind>)> {
    events::lock_room(connection, room).await?;
    let stored = queries::find_room(connection, room).await?.ok_or(AppError::NotFound)?;
    let host = queries::find_host(connection, room, person).await?;
    Ok((stored, host))
}

fn read_details(form: &RoomForm) -> Result<RoomDetails, AppError> {
    let title = rules::parse_title(&form.title);
    let description = rules::parse_description(&form.description);
    let speakers = rules::parse_speakers(&form.speakers);
    match (title, description, speakers) {
        (Ok(title), Ok(description), Ok(speakers)) => Ok(RoomDetails {
            title,
            description,
            speakers,
            time_zone: schedule::zone_name(&form.time_zone).unwrap_or_default(),
            collaboration: form.collaboration,
            audience: form.audience,
        }),
        (title, description, speakers) => {
            let problems =
                [("title", title.err()), ("description", description.err()), ("speakers", speakers.err())];
            Err(AppError::Fields(
                problems
                    .into_iter()
                    .filter_map(|(field, problem)| {
                        Some(FieldError { field: field.to_owned(), message: problem?.say() })
                    })
                    .collect(),
            ))
        }
    }
}

fn read_schedule(form: &RoomForm) -> Result<(Timestamp, Timestamp), AppError> {
    let starts_at = schedule::moment("starts", &form.starts, &form.time_zone);
    let ends_at = schedule::moment("ends", &form.ends, &form.time_zone);
    both(starts_at, ends_at)
}

/// The field that a wrong schedule belongs to.
pub fn schedule_field(problem: domain::session::ScheduleProblem) -> AppError {
    use domain::session::ScheduleProblem::{EndInPast, EndNotAfterStart, StartInPast, TooLong};
    let field = match problem {
        StartInPast => "starts",
        EndNotAfterStart | EndInPast | TooLong => "ends",
    };
    AppError::field(field, problem)
}

/// Both values, or the problems of both.
fn both<A, B>(first: Result<A, AppError>, second: Result<B, AppError>) -> Result<(A, B), AppError> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(AppError::Fields(mut fields)), Err(AppError::Fields(more))) => {
            fields.extend(more);
            fields.dedup();
            Err(AppError::Fields(fields))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

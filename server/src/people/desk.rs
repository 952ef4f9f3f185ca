//! The administrator's directory: who is in it, adding, changing, deactivating.

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::people::api::{DirectoryPage, PasswordLink, PersonAdded, PersonEntry, PersonFields, PersonPage};
use domain::audit::{AuditAct, AuditField};
use domain::language::{Say, Sentence};
use domain::name::parse_part;
use domain::people::PersonSuggestion;
use domain::people::change::{PlaceChange, SitePlace, may_change};
use domain::people::directory::{DirectoryView, PAGE};
use domain::privacy::is_erased;
use domain::{ApplicationRole, EmailAddress, PersonId, PersonName, Timestamp, say};
use futures::FutureExt;

use super::desk_queries::{self, Search, StoredPerson};
use super::queries::{self, NewPerson};
use super::{group_queries, idn, lock, standing};
use crate::account::password_link::{self, NewLink};
use crate::account::service::{end_all_sign_ins, require_administrator};
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::live::events::lock_room;
use crate::live::participants;
use crate::secrets;
use crate::site::Site;

/// One page of the people whom a view shows.
pub async fn list(site: &Site, caller: &Caller, view: &DirectoryView) -> Outcome<DirectoryPage> {
    require_administrator(site, caller).await?;
    list_in(&mut site.db.read().await?, view).await
}

pub(super) async fn list_in(connection: &mut Connection, view: &DirectoryView) -> Outcome<DirectoryPage> {
    let (people, total) = match Search::of(view) {
        Some(search) => (
            desk_queries::list(connection, &search, PAGE, view.offset()).await?,
            desk_queries::count(connection, &search).await?,
        ),
        None => (Vec::new(), 0),
    };
    Ok(DirectoryPage { people, total, groups: group_queries::list(connection).await? })
}

/// Somebody with all that can be changed about them.
pub async fn find(site: &Site, caller: &Caller, person: PersonId) -> Outcome<PersonPage> {
    let me = require_administrator(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let StoredPerson { entry, version, added_at, .. } = require(&mut connection, person).await?;
    let link = password_link::find_expiry(&mut connection, person, now).await?;
    Ok(PersonPage {
        entry,
        version,
        added_at,
        password_link_until: link,
        member_of: group_queries::list_of(&mut connection, person).await?,
        groups: group_queries::list(&mut connection).await?,
        is_me: person == me.id,
    })
}

/// Puts somebody into the directory. They have no password; the link in the answer is where they choose one.
pub async fn add(site: &Site, caller: &Caller, fields: PersonFields) -> Outcome<PersonAdded> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let Read { email, name, role } = read(&fields)?;
    let now = site.clock.now();
    let id = PersonId::from_bits(secrets::id_bits(now));
    let link = NewLink::make(site, id, me.id);
    let person = NewPerson {
        id,
        email: email.clone(),
        name: name.clone(),
        application_role: role,
        password_hash: None,
        created_at: now,
    };
    let shown = link.shown(site);
    let place = SitePlace { role, is_active: true };
    let by = By::person(&me, caller);
    let suggestion = PersonSuggestion { id, email: email.clone(), name: name.clone() };
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                look_at_rights(connection, me.id, place, place, false).await?;
                queries::insert_person(connection, &person).await.map_err(taken)?;
                link.store(connection).await?;
                let note =
                    Note::of(AuditAct::PersonAdded).about_person(&suggestion).with(AuditField::Role, role);
                audit::note(connection, &by, note, now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await?;
    Ok(PersonAdded { id, name, email, link: shown })
}

/// Changes name, address and role, unless somebody has changed them since `version`. What is so already is no change.
pub async fn change(
    site: &Site,
    caller: &Caller,
    person: PersonId,
    version: i64,
    fields: PersonFields,
) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let Read { email, name, role } = read(&fields)?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                let StoredPerson { entry: known, version: current, .. } =
                    require_kept(connection, person).await?;
                let after = SitePlace { role, ..known.place };
                look_at_rights(connection, me.id, known.place, after, person == me.id).await?;
                let is_same = known.email == email && known.name == name && known.place == after;
                if is_same && version == current {
                    return Ok(());
                }
                desk_queries::update(connection, (person, version), &email, &name, role)
                    .await
                    .map_err(taken)?;
                let note = about(AuditAct::PersonChanged, &known)
                    .changed(AuditField::Role, known.place.role, role)
                    .readdressed(&known.email, &email)
                    .renamed(&known.name, &name);
                audit::note(connection, &by, note, now).await?;
                if known.email != email {
                    standing::tell_everywhere(connection, person, &known.email, now).await?;
                    standing::tell_everywhere(connection, person, &email, now).await?;
                } else if known.place != after {
                    standing::tell_host(connection, person, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Lets somebody sign in, or ends all their sign-ins and streams and sees them off wherever they are inside. What is so already is no error.
pub async fn set_active(site: &Site, caller: &Caller, person: PersonId, is_active: bool) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                let known = require_kept(connection, person).await?.entry;
                let after = SitePlace { is_active, ..known.place };
                look_at_rights(connection, me.id, known.place, after, person == me.id).await?;
                if !desk_queries::update_active(connection, person, is_active).await? {
                    return Ok(());
                }
                let act = if is_active { AuditAct::PersonReactivated } else { AuditAct::PersonDeactivated };
                audit::note(connection, &by, about(act, &known), now).await?;
                if !is_active {
                    end_all_sign_ins(connection, person).await?;
                    password_link::delete(connection, person).await?;
                }
                // First, so that their own pages end before they hear that they have left, and do not come back in.
                standing::tell_everywhere(connection, person, &known.email, now).await?;
                if !is_active {
                    see_off(connection, person, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Whoever cannot sign in any more is inside nowhere: others see them leave at once.
async fn see_off(connection: &mut Connection, person: PersonId, now: Timestamp) -> Outcome<()> {
    for room in participants::queries::list_rooms_inside(connection, person).await? {
        lock_room(connection, room).await?;
        participants::guests::see_person_off(connection, room, person, now).await?;
    }
    Ok(())
}

/// A link by which somebody chooses a password; one that was out stops working.
pub async fn make_password_link(site: &Site, caller: &Caller, person: PersonId) -> Outcome<PasswordLink> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let link = NewLink::make(site, person, me.id);
    let (by, now) = (By::person(&me, caller), site.clock.now());
    let shown = link.shown(site);
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                let known = require_kept(connection, person).await?.entry;
                look_at_rights(connection, me.id, known.place, known.place, false).await?;
                if !known.place.is_active {
                    return Err(AppError::Deactivated.into());
                }
                link.store(connection).await?;
                audit::note(connection, &by, about(AuditAct::PasswordLinkMade, &known), now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await?;
    Ok(shown)
}

fn about(act: AuditAct, person: &PersonEntry) -> Note {
    let PersonEntry { id, email, name, .. } = person.clone();
    Note::of(act).about_person(&PersonSuggestion { id, email, name })
}

async fn require(connection: &mut Connection, person: PersonId) -> Outcome<StoredPerson> {
    desk_queries::find(connection, person).await?.ok_or_else(|| AppError::NotFound.into())
}

/// Somebody whose personal data is not erased: of a former person only figures are kept.
async fn require_kept(connection: &mut Connection, person: PersonId) -> Outcome<StoredPerson> {
    let known = require(connection, person).await?;
    if is_erased(&known.entry.email) { Err(AppError::NotFound.into()) } else { Ok(known) }
}

/// Whether this change may be made, by what whoever makes it is at this moment: they may have been demoted since they
/// were let in here.
async fn look_at_rights(
    connection: &mut Connection,
    by: PersonId,
    before: SitePlace,
    after: SitePlace,
    is_own: bool,
) -> Outcome<()> {
    let by = desk_queries::find_place(connection, by).await?.ok_or(AppError::NotFound)?;
    Ok(may_change(PlaceChange { before, after, by, is_own })?)
}

fn taken(error: DbError) -> Failure {
    match error {
        DbError::Constraint("person_email_unique") => {
            AppError::field("email", say!("Somebody of this site has this address already.")).into()
        }
        other => other.into(),
    }
}

struct Read {
    email: EmailAddress,
    name: PersonName,
    role: ApplicationRole,
}

fn read(fields: &PersonFields) -> Result<Read, AppError> {
    let email = idn::parse_address(&fields.email);
    match (email, PersonName::parse(&fields.first_name, &fields.last_name)) {
        (Ok(email), Ok(name)) => Ok(Read { email, name, role: fields.role }),
        (email, _) => {
            let problem = |field: &str, problem: Option<Sentence>| {
                problem.map(|message| FieldError { field: field.to_owned(), message })
            };
            let first = parse_part(&fields.first_name).err().map(|problem| problem.say());
            let last = parse_part(&fields.last_name).err().map(|problem| problem.say());
            let email = email.err().map(|problem| problem.say());
            let problems =
                [problem("email", email), problem("first_name", first), problem("last_name", last)];
            Err(AppError::Fields(problems.into_iter().flatten().collect()))
        }
    }
}

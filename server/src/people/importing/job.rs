//! Carries files out, group by group, and forgets old ones.

use domain::audit::{AuditAct, AuditField};
use domain::people::PersonSuggestion;
use domain::people::change::SitePlace;
use domain::people::import::{ENDED_KEPT, GROUP, ImportState, RowProblem, RowState, UNAPPLIED_KEPT};
use domain::{ApplicationRole, ImportId, PersonId, Timestamp};
use futures::FutureExt;

use super::queries::{self, StoredImport};
use super::row_queries::{self, WaitingRow};
use super::service::{about, note, weigh_row};
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::people::queries::{NewPerson, name_keys};
use crate::people::{desk_queries, groups, idn, lock, standing};
use crate::secrets;
use crate::site::Site;
use crate::values;

/// Rows that are deleted in one transaction.
const DELETED_AT_ONCE: u32 = 2_000;

/// Carries out one group of each file that is on its way. Answers how many rows have got their result. Safe to run twice,
/// and on several nodes at once.
pub async fn carry_out(site: &Site) -> Outcome<usize> {
    let applying = queries::list_applying(&mut site.db.read().await?).await?;
    let mut done = 0;
    for import in applying {
        // One file that cannot be carried out holds up no other.
        match next_group(site, import).await {
            Ok(count) => done += count,
            Err(error) => {
                tracing::warn!(import = %import, %error, "a group of people was not imported; it is tried again");
            }
        }
    }
    Ok(done)
}

async fn next_group(site: &Site, import: ImportId) -> Outcome<usize> {
    match write_group(site, import, GROUP, None).await {
        Err(error) if may_lie_in_a_row(&error) => one_by_one(site, import).await,
        outcome => outcome,
    }
}

/// Finds the row that a group fails by, and gives it up alone. Ends where nothing is left.
async fn one_by_one(site: &Site, import: ImportId) -> Outcome<usize> {
    let mut done = 0;
    for _ in 0..GROUP {
        let settled = match write_group(site, import, 1, None).await {
            Err(error) if may_lie_in_a_row(&error) => {
                tracing::error!(import = %import, %error, "a person could not be imported and is given up");
                write_group(site, import, 1, Some(RowProblem::Internal)).await?
            }
            answer => answer?,
        };
        if settled == 0 {
            break;
        }
        done += settled;
    }
    Ok(done)
}

async fn write_group(
    site: &Site,
    import: ImportId,
    rows: u32,
    given_up: Option<RowProblem>,
) -> Outcome<usize> {
    let now = site.clock.now();
    site.db.write(move |connection| settle_next(connection, import, rows, given_up, now).boxed()).await
}

/// Whether trying the same again would most likely fail again, as it would not when the database is away or full.
const fn may_lie_in_a_row(error: &Failure) -> bool {
    matches!(
        error,
        Failure::Told(_)
            | Failure::Internal(_)
            | Failure::Db(DbError::Constraint(_) | DbError::Unreadable { .. } | DbError::Panicked)
    )
}

/// The next rows of a file, in one transaction. Holding the directory keeps nodes from doing a row twice, and each row is
/// weighed again: the directory may have changed since the dry run.
async fn settle_next(
    connection: &mut Connection,
    import: ImportId,
    size: u32,
    given_up: Option<RowProblem>,
    now: Timestamp,
) -> Outcome<usize> {
    lock(connection).await?;
    let stored = queries::lock(connection, import).await?;
    let Some(stored) = stored.filter(|stored| stored.state == ImportState::Applying) else { return Ok(0) };
    let rows = row_queries::list_waiting(connection, import, stored.applied_line, size).await?;
    let Some((first, last)) = rows.first().zip(rows.last()).map(|(first, last)| (first.line, last.line))
    else {
        let step = (ImportState::Applying, ImportState::Done);
        queries::update_state(connection, import, step, Some(now)).await?;
        write_down(connection, &stored, now).await?;
        return Ok(0);
    };
    let by = find_place_of(connection, stored.acts_for()).await?;
    let mut outcomes = Vec::with_capacity(rows.len());
    let mut new = Vec::new();
    for row in &rows {
        let outcome = given_up.map_or_else(|| weigh_row(row, &stored, by), Err);
        match outcome {
            Ok(RowState::ToAdd) => new.extend(new_person(row, now)),
            Ok(RowState::ToChange) => change(connection, &stored, row, now).await?,
            _ => {}
        }
        outcomes.push((row.line, outcome.map(RowState::done)));
    }
    row_queries::insert_people(connection, &new).await?;
    for person in new.iter().filter(|person| person.application_role.is_administrator()) {
        let entry = Note::of(AuditAct::PersonAdded).about_person(&suggestion(person));
        let entry = entry.with(AuditField::Role, person.application_role);
        let by = actor(connection, &stored).await?;
        audit::note(connection, &by, entry, now).await?;
    }
    let count = outcomes.len();
    note(connection, import, outcomes).await?;
    put_into_group(connection, &stored, &rows, (first, last), now).await?;
    queries::update_applied_line(connection, import, last).await?;
    Ok(count)
}

/// The end of an import is one entry of the audit log, by whoever has started it.
async fn write_down(
    connection: &mut Connection,
    import: &StoredImport,
    now: Timestamp,
) -> Result<(), DbError> {
    let by = actor(connection, import).await?;
    let counts = row_queries::count(connection, import.id).await?;
    let entry = about(AuditAct::PeopleImported, import.id)
        .with(AuditField::Added, counts.added)
        .with(AuditField::Changed, counts.changed)
        .with(AuditField::Refused, counts.refused);
    audit::note(connection, &by, entry, now).await
}

/// For whom the file is carried out.
async fn actor(connection: &mut Connection, import: &StoredImport) -> Result<By, DbError> {
    match import.acts_for() {
        Some(by) => By::absent_person(connection, by).await,
        None => Ok(By::site()),
    }
}

/// What whoever imports is now; whoever is gone is nobody.
async fn find_place_of(connection: &mut Connection, by: Option<PersonId>) -> Result<SitePlace, DbError> {
    let place = match by {
        Some(by) => desk_queries::find_place(connection, by).await?,
        None => None,
    };
    Ok(place.unwrap_or(SitePlace { role: ApplicationRole::Viewer, is_active: false }))
}

fn new_person(row: &WaitingRow, now: Timestamp) -> Option<NewPerson> {
    let person = row.written.read(idn::to_ascii).ok()?;
    Some(NewPerson {
        id: PersonId::from_bits(secrets::id_bits(now)),
        email: person.email,
        name: person.name,
        application_role: person.role.unwrap_or(ApplicationRole::Viewer),
        password_hash: None,
        created_at: now,
    })
}

fn suggestion(person: &NewPerson) -> PersonSuggestion {
    PersonSuggestion { id: person.id, email: person.email.clone(), name: person.name.clone() }
}

/// Gives somebody the name and the role of their row.
async fn change(
    connection: &mut Connection,
    import: &StoredImport,
    row: &WaitingRow,
    now: Timestamp,
) -> Result<(), DbError> {
    let (Some(known), Ok(person)) = (&row.known, row.written.read(idn::to_ascii)) else { return Ok(()) };
    let role = person.role.unwrap_or(known.place.role);
    let (first_last, last_first) = name_keys(&person.name);
    connection
        .execute_one(
            "update person set first_name = $2, last_name = $3, first_last_key = $4, last_first_key = $5,
                application_role = $6, version = version + 1
             where id = $1",
            values![known.id, person.name.first(), person.name.last(), first_last, last_first, role.word()],
        )
        .await?;
    if role != known.place.role {
        // Rights are told one by one: the entry of the import has figures only.
        let about = PersonSuggestion { id: known.id, email: person.email, name: person.name };
        let entry = Note::of(AuditAct::PersonChanged).about_person(&about);
        let by = actor(connection, import).await?;
        audit::note(connection, &by, entry.changed(AuditField::Role, known.place.role, role), now).await?;
        standing::tell_host(connection, known.id, now).await?;
    }
    Ok(())
}

/// Puts whoever these lines have brought into the group of the file, if it has one.
async fn put_into_group(
    connection: &mut Connection,
    import: &StoredImport,
    rows: &[WaitingRow],
    lines: (u32, u32),
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(group) = import.group else { return Ok(()) };
    let inserted = row_queries::insert_members(connection, import.id, group, lines).await?;
    if inserted > 0 && groups::is_named(connection, group).await? {
        for known in rows.iter().filter_map(|row| row.known.as_ref()) {
            standing::tell_host(connection, known.id, now).await?;
        }
    }
    Ok(())
}

/// Deletes files that nobody needs any more, with the names and addresses in them. Answers how many rows are gone.
pub async fn forget_old(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let (unapplied, ended) = kept_since(now);
    let mut forgotten = 0;
    loop {
        let old = queries::find_old(&mut site.db.read().await?, unapplied, ended).await?;
        let Some(import) = old else { return Ok(forgotten) };
        forgotten += forget_some(site, import, now).await?;
    }
}

/// Deletes some rows of a file, and the file after the last of them; answers how many rows. One that has been started
/// since it was found stays whole.
pub async fn forget_some(site: &Site, import: ImportId, now: Timestamp) -> Outcome<usize> {
    let deleted = site
        .db
        .write(move |connection| {
            async move {
                if !queries::update_forgotten(connection, import, kept_since(now)).await? {
                    return Ok(0);
                }
                let deleted = row_queries::delete_rows(connection, import, DELETED_AT_ONCE).await?;
                if deleted == 0 {
                    queries::delete(connection, import).await?;
                }
                Ok::<_, Failure>(deleted)
            }
            .boxed()
        })
        .await?;
    Ok(usize::try_from(deleted).unwrap_or_default())
}

/// Since when a file that was not applied, and one that has ended, must be there to be kept.
fn kept_since(now: Timestamp) -> (Timestamp, Timestamp) {
    (now.before(UNAPPLIED_KEPT), now.before(ENDED_KEPT))
}

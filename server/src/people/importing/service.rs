//! Taking files in: begun, sent part by part and looked at on the way, started, and stopped.

use app::account::api::Me;
use app::backend::Caller;
use app::error::AppError;
use app::people::import::api::{FilePart, ImportOrder, ImportRows, ImportSummary};
use domain::audit::{AuditAct, AuditField, SubjectKind};
use domain::people::change::SitePlace;
use domain::people::import::{
    CHUNK, ImportDenied, ImportState, Known, MAX_ROWS, RowProblem, RowState, WrittenRow, may_apply, may_fill,
    weigh,
};
use domain::{ImportId, say};
use futures::FutureExt;

use super::queries::{self, StoredImport};
use super::row_queries::{self, WaitingRow};
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::people::{desk_queries, group_queries, idn, lock};
use crate::site::Site;

/// Rows that are answered at once.
const PART: u32 = 100;
/// Files that are shown.
const LISTED: u32 = 10;
/// Characters that are kept of the file's name.
const LONGEST_NAME: usize = 120;

/// Begins a file. Repeating it changes nothing.
pub async fn begin(site: &Site, caller: &Caller, order: ImportOrder) -> Outcome<()> {
    let me = require(site, caller).await?;
    let now = site.clock.now();
    let file_name: String =
        order.file_name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    let order = ImportOrder { file_name, ..order };
    site.db
        .write(move |connection| {
            async move {
                if let Some(group) = order.group {
                    group_queries::find(connection, group).await?.ok_or_else(|| {
                        AppError::field(
                            "group",
                            say!("This group is not there any more. Choose another one."),
                        )
                    })?;
                }
                queries::insert(connection, &order, me.id, now).await?;
                require_filling(connection, order.id, &me).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Takes a part of the text and looks at its rows. One that has arrived already changes nothing.
pub async fn add(site: &Site, caller: &Caller, import: ImportId, part: FilePart) -> Outcome<()> {
    let me = require(site, caller).await?;
    // A part that ends within a letter is a little longer.
    if part.text.len() > CHUNK + 8 {
        return Err(AppError::TooLarge.into());
    }
    site.db
        .write(move |connection| {
            async move {
                let stored = queries::lock(connection, import).await?;
                let stored = stored.filter(|stored| may_fill(stored.by, me.id)).ok_or(AppError::NotFound)?;
                if stored.state.takes_part(part.place, stored.parts)? {
                    take_part(connection, stored, &part, &me).await?;
                }
                Ok(())
            }
            .boxed()
        })
        .await
}

async fn take_part(
    connection: &mut Connection,
    mut stored: StoredImport,
    part: &FilePart,
    me: &Me,
) -> Outcome<()> {
    let rows = stored
        .reading
        .read_on(&part.text, part.is_last)
        .map_err(|problem| AppError::field("file", problem))?;
    let rows: Vec<_> = rows.into_iter().map(|(line, row)| judge(line, row)).collect();
    stored.parts += 1;
    stored.rows += u32::try_from(rows.len()).unwrap_or(u32::MAX);
    if stored.rows > MAX_ROWS {
        return Err(ImportDenied::TooMany.into());
    }
    queries::update_reading(connection, &stored).await?;
    if let Some((first, ..)) = rows.first() {
        row_queries::insert_rows(connection, stored.id, &rows).await?;
        refuse_repeated(connection, stored.id, *first).await?;
        let by = SitePlace { role: me.application_role, is_active: true };
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let waiting = row_queries::list_waiting(connection, stored.id, first - 1, count).await?;
        let outcomes = waiting.iter().map(|row| (row.line, weigh_row(row, &stored, by)));
        // As new people they are written down already.
        let others = outcomes.filter(|(_, outcome)| *outcome != Ok(RowState::ToAdd));
        note(connection, stored.id, others.collect()).await?;
    }
    if part.is_last {
        if stored.rows == 0 {
            return Err(AppError::field("file", ImportDenied::Empty).into());
        }
        let step = (ImportState::Filling, ImportState::Checked);
        queries::update_state(connection, stored.id, step, None).await?;
    }
    Ok(())
}

/// A row with its address as the directory has addresses, or with what is wrong with it.
fn judge(line: u32, row: Result<WrittenRow, RowProblem>) -> (u32, WrittenRow, Option<RowProblem>) {
    match row {
        Err(problem) => (line, WrittenRow::default(), Some(problem)),
        Ok(written) => match written.read(idn::to_ascii) {
            Ok(person) => (line, WrittenRow { email: person.email.to_string(), ..written }, None),
            Err(problem) => (line, written, Some(problem)),
        },
    }
}

async fn refuse_repeated(connection: &mut Connection, import: ImportId, from: u32) -> Outcome<()> {
    for (line, first) in row_queries::list_repeated(connection, import, from).await? {
        row_queries::refuse(connection, import, line, RowProblem::Repeated { first: first.into() }).await?;
    }
    Ok(())
}

/// What a row means for the directory as it is.
pub(super) fn weigh_row(
    row: &WaitingRow,
    import: &StoredImport,
    by: SitePlace,
) -> Result<RowState, RowProblem> {
    let person = row.written.read(idn::to_ascii)?;
    let known = row.known.as_ref().map(|known| Known {
        name: known.name.clone(),
        place: known.place,
        is_self: Some(known.id) == import.acts_for(),
    });
    weigh(&person, known.as_ref(), import.if_known, by)
}

/// Writes down what becomes of rows.
pub(super) async fn note(
    connection: &mut Connection,
    import: ImportId,
    outcomes: Vec<(u32, Result<RowState, RowProblem>)>,
) -> Outcome<()> {
    for state in RowState::ALL {
        let lines: Vec<u32> = outcomes
            .iter()
            .filter(|(_, outcome)| outcome.as_ref() == Ok(state))
            .map(|(line, _)| *line)
            .collect();
        row_queries::update_states(connection, import, *state, &lines).await?;
    }
    for (line, outcome) in outcomes {
        if let Err(problem) = outcome {
            row_queries::refuse(connection, import, line, problem).await?;
        }
    }
    Ok(())
}

/// Carries out a file that has been looked at, for whoever starts it: they need not have sent it. Starting it once more
/// changes nothing.
pub async fn apply(site: &Site, caller: &Caller, import: ImportId) -> Outcome<()> {
    let me = require(site, caller).await?;
    let (by, now) = (By::person(&me, caller), site.clock.now());
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                let stored = queries::lock(connection, import).await?.ok_or(AppError::NotFound)?;
                // They may have been demoted since they were let in here.
                let place = desk_queries::find_place(connection, me.id).await?;
                place.filter(|place| may_apply(*place)).ok_or(AppError::NotFound)?;
                if stored.state.starts()? {
                    let step = (stored.state, ImportState::Applying);
                    queries::update_state(connection, import, step, None).await?;
                    queries::update_applied_by(connection, import, me.id).await?;
                    let note = about(AuditAct::ImportStarted, import).with(AuditField::Rows, stored.rows);
                    audit::note(connection, &by, note, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Drops a file, or stops it. What has been done by then stays.
pub async fn cancel(site: &Site, caller: &Caller, import: ImportId) -> Outcome<()> {
    let me = require(site, caller).await?;
    let (by, now) = (By::person(&me, caller), site.clock.now());
    site.db
        .write(move |connection| {
            async move {
                let stored = queries::lock(connection, import).await?.ok_or(AppError::NotFound)?;
                if stored.state.stops()? {
                    let step = (stored.state, ImportState::Cancelled);
                    queries::update_state(connection, import, step, Some(now)).await?;
                    audit::note(connection, &by, about(AuditAct::ImportStopped, import), now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// The files of late, the latest first.
pub async fn list(site: &Site, caller: &Caller) -> Outcome<Vec<ImportSummary>> {
    require_administrator(site, caller).await?;
    Ok(queries::list(&mut site.db.read().await?, LISTED).await?)
}

pub async fn find(site: &Site, caller: &Caller, import: ImportId) -> Outcome<ImportSummary> {
    require_administrator(site, caller).await?;
    let found = queries::find(&mut site.db.read().await?, import).await?;
    found.ok_or_else(|| AppError::NotFound.into())
}

/// Rows behind the line `after`, in the order of the file.
pub async fn list_rows(
    site: &Site,
    caller: &Caller,
    import: ImportId,
    state: Option<RowState>,
    after: Option<u32>,
) -> Outcome<ImportRows> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let after = after.unwrap_or_default();
    let mut rows = row_queries::list_rows(&mut connection, import, state, after, PART + 1).await?;
    let has_more = rows.len() > PART as usize;
    rows.truncate(PART as usize);
    Ok(ImportRows { rows, has_more })
}

pub(super) fn about(act: AuditAct, import: ImportId) -> Note {
    Note::of(act).about(SubjectKind::List, import, "")
}

async fn require(site: &Site, caller: &Caller) -> Outcome<Me> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    Ok(me)
}

/// Only whoever has begun a file fills it.
async fn require_filling(connection: &mut Connection, import: ImportId, me: &Me) -> Outcome<()> {
    let stored = queries::lock(connection, import).await?;
    let stored = stored.filter(|stored| may_fill(stored.by, me.id)).ok_or(AppError::NotFound)?;
    stored.state.takes_part(stored.parts, stored.parts)?;
    Ok(())
}

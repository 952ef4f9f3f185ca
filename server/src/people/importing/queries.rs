//! SQL of files of people.

use std::time::Duration;

use app::people::import::api::{ImportOrder, ImportSummary};
use domain::invite_many::IfKnown;
use domain::people::import::{ImportState, carried_out_for};
use domain::{GroupId, ImportId, PersonId, Timestamp};

use super::reading::Reading;
use super::row_queries::count;
use crate::db::{Connection, DbError, Row};
use crate::people::queries::name;
use crate::values;

/// A file that nobody needs any more: it was begun before $1 and never started, or has ended before $2.
macro_rules! old {
    () => {
        "((state in ('filling', 'checked') and created_at < $1)
             or (state in ('done', 'cancelled') and ended_at < $2))"
    };
}

/// A file as it is kept.
pub struct StoredImport {
    pub id: ImportId,
    /// Who has sent it.
    pub by: Option<PersonId>,
    /// Who has started it.
    pub applied_by: Option<PersonId>,
    pub state: ImportState,
    pub if_known: IfKnown,
    pub group: Option<GroupId>,
    /// Parts that have arrived.
    pub parts: u32,
    pub reading: Reading,
    /// Rows so far.
    pub rows: u32,
    /// The last line that has been carried out.
    pub applied_line: u32,
}

impl StoredImport {
    /// For whom its rows are weighed and carried out.
    pub fn acts_for(&self) -> Option<PersonId> {
        carried_out_for(self.applied_by, self.by)
    }
}

/// Begins a file; one that has begun stays as it is.
pub async fn insert(
    connection: &mut Connection,
    order: &ImportOrder,
    by: PersonId,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "insert into people_import (id, imported_by, file_name, state, if_known, group_id, parts, unread,
                lines, row_count, applied_line, created_at)
             values ($1, $2, $3, 'filling', $4, $5, 0, '', 0, 0, 0, $6) on conflict (id) do nothing",
            values![
                order.id,
                by,
                &order.file_name,
                order.if_known.word(),
                order.group.map(|group| group.to_string()),
                now
            ],
        )
        .await?;
    Ok(())
}

/// Holds the file until the transaction ends.
pub async fn lock(connection: &mut Connection, import: ImportId) -> Result<Option<StoredImport>, DbError> {
    connection.execute("update people_import set state = state where id = $1", values![import]).await?;
    let row = connection.fetch_optional("select * from people_import where id = $1", values![import]).await?;
    let Some(row) = row else { return Ok(None) };
    let columns = row.optional_text("columns")?;
    let header = columns
        .map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|_| DbError::Unreadable { column: "people_import.columns".to_owned() })?;
    Ok(Some(StoredImport {
        id: import,
        by: row.optional_parse("imported_by")?,
        applied_by: row.optional_parse("applied_by")?,
        state: row.parse("state")?,
        if_known: row.parse("if_known")?,
        group: row.optional_parse("group_id")?,
        parts: row.small("parts")?,
        reading: Reading {
            header: header.unwrap_or_default(),
            unread: row.text("unread")?,
            lines: row.small("lines")?,
        },
        rows: row.small("row_count")?,
        applied_line: row.small("applied_line")?,
    }))
}

/// Notes how far the file has been read.
pub async fn update_reading(
    connection: &mut Connection,
    StoredImport { id, parts, reading, rows, .. }: &StoredImport,
) -> Result<(), DbError> {
    let header = serde_json::to_string(&reading.header)
        .map_err(|_| DbError::Unreadable { column: "people_import.columns".to_owned() })?;
    connection
        .execute_one(
            "update people_import set parts = $2, unread = $3, lines = $4, row_count = $5, columns = $6
             where id = $1 and state = 'filling'",
            values![*id, *parts, &reading.unread, reading.lines, *rows, header],
        )
        .await
}

pub async fn update_state(
    connection: &mut Connection,
    import: ImportId,
    (from, to): (ImportState, ImportState),
    ended_at: Option<Timestamp>,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update people_import set state = $3, ended_at = $4 where id = $1 and state = $2",
            values![import, from.word(), to.word(), ended_at],
        )
        .await
}

/// Notes who has started a file.
pub async fn update_applied_by(
    connection: &mut Connection,
    import: ImportId,
    by: PersonId,
) -> Result<(), DbError> {
    connection
        .execute_one("update people_import set applied_by = $2 where id = $1", values![import, by])
        .await
}

pub async fn update_applied_line(
    connection: &mut Connection,
    import: ImportId,
    line: u32,
) -> Result<(), DbError> {
    connection
        .execute_one("update people_import set applied_line = $2 where id = $1", values![import, line])
        .await
}

pub async fn find(connection: &mut Connection, import: ImportId) -> Result<Option<ImportSummary>, DbError> {
    let row = connection
        .fetch_optional(
            "select people_import.*, person.first_name, person.last_name, person_group.name as group_name
             from people_import left join person on person.id = people_import.imported_by
             left join person_group on person_group.id = people_import.group_id
             where people_import.id = $1",
            values![import],
        )
        .await?;
    match row {
        Some(row) => Ok(Some(read_summary(connection, &row).await?)),
        None => Ok(None),
    }
}

/// The files of late, the latest first.
pub async fn list(connection: &mut Connection, limit: u32) -> Result<Vec<ImportSummary>, DbError> {
    let rows = connection
        .fetch_all(
            "select people_import.*, person.first_name, person.last_name, person_group.name as group_name
             from people_import left join person on person.id = people_import.imported_by
             left join person_group on person_group.id = people_import.group_id
             order by people_import.created_at desc, people_import.id limit $1",
            values![limit],
        )
        .await?;
    let mut imports = Vec::with_capacity(rows.len());
    for row in &rows {
        imports.push(read_summary(connection, row).await?);
    }
    Ok(imports)
}

async fn read_summary(connection: &mut Connection, row: &Row) -> Result<ImportSummary, DbError> {
    let id = row.parse("id")?;
    Ok(ImportSummary {
        id,
        file_name: row.text("file_name")?,
        state: row.parse("state")?,
        if_known: row.parse("if_known")?,
        group: row.optional_text("group_name")?,
        by: if row.optional_text("first_name")?.is_some() { Some(name(row)?) } else { None },
        counts: count(connection, id).await?,
        created_at: row.time("created_at")?,
        ended_at: row.optional_time("ended_at")?,
    })
}

pub async fn list_applying(connection: &mut Connection) -> Result<Vec<ImportId>, DbError> {
    let rows = connection
        .fetch_all("select id from people_import where state = 'applying' order by created_at", vec![])
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// A file that nobody needs any more, as things are at this moment: it is not held.
pub async fn find_old(
    connection: &mut Connection,
    unapplied_before: Timestamp,
    ended_before: Timestamp,
) -> Result<Option<ImportId>, DbError> {
    let row = connection
        .fetch_optional(
            concat!("select id from people_import where ", old!(), " order by created_at limit 1"),
            values![unapplied_before, ended_before],
        )
        .await?;
    row.map(|row| row.parse("id")).transpose()
}

/// Holds a file until the transaction ends, and keeps it from being filled or started any more. False when somebody
/// needs it after all. One that never started is as one that has ended so long ago that it goes: whoever goes on with
/// it finds it again.
pub async fn update_forgotten(
    connection: &mut Connection,
    import: ImportId,
    (unapplied_before, ended_before): (Timestamp, Timestamp),
) -> Result<bool, DbError> {
    let long_ago = ended_before.before(Duration::from_millis(1));
    let changed = connection
        .execute(
            concat!(
                "update people_import set ended_at = coalesce(ended_at, $4),
                     state = case when state in ('filling', 'checked') then 'cancelled' else state end
                 where id = $3 and ",
                old!()
            ),
            values![unapplied_before, ended_before, import, long_ago],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn delete(connection: &mut Connection, import: ImportId) -> Result<(), DbError> {
    connection.execute("delete from people_import where id = $1", values![import]).await?;
    Ok(())
}

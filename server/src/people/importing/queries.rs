//! SQL of files of people.

use std::sync::LazyLock;

use app::people::import::api::{ImportOrder, ImportRow, ImportSummary};
use domain::invite_many::IfKnown;
use domain::people::change::SitePlace;
use domain::people::import::{Counts, ImportState, RowProblem, RowState, WrittenRow};
use domain::{GroupId, ImportId, PersonId, PersonName, Timestamp};

use super::reading::Reading;
use crate::db::{Connection, DbError, Row, Value};
use crate::people::desk_queries::place;
use crate::people::queries::{NewPerson, name, name_keys};
use crate::values;

/// A file as it is kept.
pub struct StoredImport {
    pub id: ImportId,
    pub by: Option<PersonId>,
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

/// A row about which something is still to be done, and whom the directory has at its address.
pub struct WaitingRow {
    pub line: u32,
    pub written: WrittenRow,
    pub known: Option<KnownPerson>,
}

pub struct KnownPerson {
    pub id: PersonId,
    pub name: PersonName,
    pub place: SitePlace,
}

/// Rows that one statement writes.
const AT_ONCE: usize = 100;
const ROW_COLUMNS: usize = 8;
const PERSON_COLUMNS: usize = 8;

static INSERT_ROWS: LazyLock<[String; 2]> = LazyLock::new(|| {
    [AT_ONCE, 1].map(|rows| {
        format!(
            "insert into people_import_row
                (import_id, line, email, first_name, last_name, role, state, problem) values {}",
            places(rows, ROW_COLUMNS, "")
        )
    })
});

static INSERT_PEOPLE: LazyLock<[String; 2]> = LazyLock::new(|| {
    [AT_ONCE, 1].map(|rows| {
        format!(
            "insert into person (id, email, first_name, last_name, first_last_key, last_first_key,
                application_role, created_at, active) values {}",
            places(rows, PERSON_COLUMNS, ", 1")
        )
    })
});

static UPDATE_STATES: LazyLock<String> = LazyLock::new(|| {
    let lines: Vec<String> = (3..3 + AT_ONCE).map(|place| format!("${place}")).collect();
    format!(
        "update people_import_row set state = $2 where import_id = $1 and line in ({})",
        lines.join(", ")
    )
});

fn places(rows: usize, columns: usize, end: &str) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=columns).map(|place| format!("${}", row * columns + place)).collect();
        format!("({}{end})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Writes rows, many with each statement.
async fn insert_many(
    connection: &mut Connection,
    [many, one]: &'static [String; 2],
    rows: Vec<Vec<Value>>,
) -> Result<(), DbError> {
    for chunk in rows.chunks(AT_ONCE) {
        if chunk.len() == AT_ONCE {
            connection.execute(many, chunk.concat()).await?;
        } else {
            for row in chunk {
                connection.execute(one, row.clone()).await?;
            }
        }
    }
    Ok(())
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
    let row =
        connection.fetch_optional("select * from people_import where id = $1", values![import]).await?;
    let Some(row) = row else { return Ok(None) };
    let columns = row.optional_text("columns")?;
    let header = columns
        .map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|_| DbError::Unreadable { column: "people_import.columns".to_owned() })?;
    Ok(Some(StoredImport {
        id: import,
        by: row.optional_parse("imported_by")?,
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

pub async fn update_applied_line(
    connection: &mut Connection,
    import: ImportId,
    line: u32,
) -> Result<(), DbError> {
    connection
        .execute_one("update people_import set applied_line = $2 where id = $1", values![import, line])
        .await
}

/// Puts rows into the file, as new people or as what is wrong with them.
pub async fn insert_rows(
    connection: &mut Connection,
    import: ImportId,
    rows: &[(u32, WrittenRow, Option<RowProblem>)],
) -> Result<(), DbError> {
    let row = |(line, written, problem): &(u32, WrittenRow, Option<RowProblem>)| {
        let state = if problem.is_some() { RowState::Refused } else { RowState::ToAdd };
        values![
            import,
            *line,
            &written.email,
            &written.first,
            &written.last,
            &written.role,
            state.word(),
            problem.map(|problem| to_json(&problem))
        ]
    };
    insert_many(connection, &INSERT_ROWS, rows.iter().map(row).collect()).await
}

/// Rows from the line `from` on whose address a good row has had before, with that row's line.
pub async fn list_repeated(
    connection: &mut Connection,
    import: ImportId,
    from: u32,
) -> Result<Vec<(u32, u32)>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from (
                select line, (
                    select min(earlier.line) from people_import_row earlier
                    where earlier.import_id = $1 and earlier.email = people_import_row.email
                        and earlier.state <> 'refused') as first_line
                from people_import_row where import_id = $1 and line >= $2 and state <> 'refused') repeated
             where first_line < line order by line",
            values![import, from],
        )
        .await?;
    rows.iter().map(|row| Ok((row.small("line")?, row.small("first_line")?))).collect()
}

/// The next rows that wait behind the line `after`, with whom the directory has at their addresses.
pub async fn list_waiting(
    connection: &mut Connection,
    import: ImportId,
    after: u32,
    limit: u32,
) -> Result<Vec<WaitingRow>, DbError> {
    let rows = connection
        .fetch_all(
            "select waiting.line, waiting.email as written_email, waiting.first_name as written_first,
                waiting.last_name as written_last, waiting.role, person.id, person.first_name,
                person.last_name, person.application_role, person.active
             from people_import_row waiting left join person on person.email = waiting.email
             where waiting.import_id = $1 and waiting.line > $2
                and waiting.state in ('to_add', 'to_change', 'to_keep')
             order by waiting.line limit $3",
            values![import, after, limit],
        )
        .await?;
    rows.iter().map(read_waiting).collect()
}

fn read_waiting(row: &Row) -> Result<WaitingRow, DbError> {
    let known = match row.optional_parse("id")? {
        Some(id) => Some(KnownPerson { id, name: name(row)?, place: place(row)? }),
        None => None,
    };
    Ok(WaitingRow {
        line: row.small("line")?,
        written: WrittenRow {
            email: row.text("written_email")?,
            first: row.text("written_first")?,
            last: row.text("written_last")?,
            role: row.text("role")?,
        },
        known,
    })
}

/// What has become of these lines.
pub async fn update_states(
    connection: &mut Connection,
    import: ImportId,
    state: RowState,
    lines: &[u32],
) -> Result<(), DbError> {
    for chunk in lines.chunks(AT_ONCE) {
        // The last line fills the places that are left.
        let last = chunk.last().copied().unwrap_or_default();
        let filled = chunk.iter().copied().chain(std::iter::repeat(last)).take(AT_ONCE);
        let mut values = values![import, state.word()];
        values.extend(filled.map(Value::from));
        connection.execute(&UPDATE_STATES, values).await?;
    }
    Ok(())
}

pub async fn refuse(
    connection: &mut Connection,
    import: ImportId,
    line: u32,
    problem: RowProblem,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update people_import_row set state = 'refused', problem = $3 where import_id = $1 and line = $2",
            values![import, line, to_json(&problem)],
        )
        .await
}

/// Puts people into the directory, none of whom is there.
pub async fn insert_people(connection: &mut Connection, people: &[NewPerson]) -> Result<(), DbError> {
    let row = |person: &NewPerson| {
        let (first_last, last_first) = name_keys(&person.name);
        values![
            person.id,
            &person.email,
            person.name.first(),
            person.name.last(),
            first_last,
            last_first,
            person.application_role.word(),
            person.created_at
        ]
    };
    insert_many(connection, &INSERT_PEOPLE, people.iter().map(row).collect()).await
}

/// Puts whoever these lines have brought into a group.
pub async fn insert_members(
    connection: &mut Connection,
    import: ImportId,
    group: GroupId,
    (first, last): (u32, u32),
) -> Result<u64, DbError> {
    connection
        .execute(
            "insert into person_group_member (group_id, person_id)
             select $2, person.id from people_import_row done join person on person.email = done.email
             where done.import_id = $1 and done.line >= $3 and done.line <= $4
                and done.state in ('added', 'changed', 'unchanged')
             on conflict do nothing",
            values![import, group, first, last],
        )
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
             where people_import.state <> 'filling'
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

/// How many rows have become what.
pub async fn count(connection: &mut Connection, import: ImportId) -> Result<Counts, DbError> {
    let rows = connection
        .fetch_all(
            "select state, count(*) as found from people_import_row where import_id = $1 group by state",
            values![import],
        )
        .await?;
    let mut counts = Counts::default();
    for row in &rows {
        counts.set(row.parse("state")?, row.small("found")?);
    }
    Ok(counts)
}

/// Rows behind the line `after`.
pub async fn list_rows(
    connection: &mut Connection,
    import: ImportId,
    state: Option<RowState>,
    after: u32,
    limit: u32,
) -> Result<Vec<ImportRow>, DbError> {
    let rows = match state {
        Some(state) => {
            let sql = "select * from people_import_row
                where import_id = $1 and state = $2 and line > $3 order by line limit $4";
            connection.fetch_all(sql, values![import, state.word(), after, limit]).await?
        }
        None => {
            let sql =
                "select * from people_import_row where import_id = $1 and line > $2 order by line limit $3";
            connection.fetch_all(sql, values![import, after, limit]).await?
        }
    };
    rows.iter().map(read_row).collect()
}

fn read_row(row: &Row) -> Result<ImportRow, DbError> {
    let problem = row.optional_text("problem")?.map(|json| serde_json::from_str(&json)).transpose();
    Ok(ImportRow {
        line: row.small("line")?,
        written: WrittenRow {
            email: row.text("email")?,
            first: row.text("first_name")?,
            last: row.text("last_name")?,
            role: row.text("role")?,
        },
        state: row.parse("state")?,
        problem: problem.map_err(|_| DbError::Unreadable { column: "people_import_row.problem".to_owned() })?,
    })
}

pub async fn list_applying(connection: &mut Connection) -> Result<Vec<ImportId>, DbError> {
    let rows = connection
        .fetch_all("select id from people_import where state = 'applying' order by created_at", vec![])
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// A file that nobody needs any more.
pub async fn find_old(
    connection: &mut Connection,
    unapplied_before: Timestamp,
    ended_before: Timestamp,
) -> Result<Option<ImportId>, DbError> {
    let row = connection
        .fetch_optional(
            "select id from people_import
             where (state in ('filling', 'checked') and created_at < $1)
                or (state in ('done', 'cancelled') and ended_at < $2)
             order by created_at limit 1",
            values![unapplied_before, ended_before],
        )
        .await?;
    row.map(|row| row.parse("id")).transpose()
}

/// Deletes some rows of a file; answers how many.
pub async fn delete_rows(
    connection: &mut Connection,
    import: ImportId,
    limit: u32,
) -> Result<u64, DbError> {
    connection
        .execute(
            "delete from people_import_row where import_id = $1 and line in (
                select line from people_import_row where import_id = $1 order by line limit $2)",
            values![import, limit],
        )
        .await
}

pub async fn delete(connection: &mut Connection, import: ImportId) -> Result<(), DbError> {
    connection.execute("delete from people_import where id = $1", values![import]).await?;
    Ok(())
}

fn to_json(problem: &RowProblem) -> String {
    serde_json::to_string(problem).unwrap_or_default()
}

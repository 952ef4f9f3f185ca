//! SQL of the rows of files, many with each statement.

use std::sync::LazyLock;

use app::people::import::api::ImportRow;
use domain::people::change::SitePlace;
use domain::people::import::{Counts, RowProblem, RowState, WrittenRow};
use domain::{GroupId, ImportId, PersonId, PersonName};

use crate::db::{Connection, DbError, Row, Value};
use crate::people::desk_queries::place;
use crate::people::queries::{NewPerson, name, name_keys};
use crate::values;

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
    format!("update people_import_row set state = $2 where import_id = $1 and line in ({})", lines.join(", "))
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
    let (sql, values) = state.map_or_else(
        || {
            let sql =
                "select * from people_import_row where import_id = $1 and line > $2 order by line limit $3";
            (sql, values![import, after, limit])
        },
        |state| {
            let sql = "select * from people_import_row
                where import_id = $1 and state = $2 and line > $3 order by line limit $4";
            (sql, values![import, state.word(), after, limit])
        },
    );
    let rows = connection.fetch_all(sql, values).await?;
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
        problem: problem
            .map_err(|_| DbError::Unreadable { column: "people_import_row.problem".to_owned() })?,
    })
}

/// Deletes some rows of a file; answers how many.
pub async fn delete_rows(connection: &mut Connection, import: ImportId, limit: u32) -> Result<u64, DbError> {
    connection
        .execute(
            "delete from people_import_row where import_id = $1 and line in (
                select line from people_import_row where import_id = $1 order by line limit $2)",
            values![import, limit],
        )
        .await
}

fn to_json(problem: &RowProblem) -> String {
    serde_json::to_string(problem).unwrap_or_default()
}

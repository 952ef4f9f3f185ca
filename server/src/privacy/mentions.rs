//! An address wherever somebody has written it down: rooms where its owner has never been, names of groups and of files,
//! templates of mails, the audit log. The database finds the few that may hold it; names are not looked for there, for
//! they may be anybody's.

use std::collections::{BTreeSet, HashSet};

use domain::audit::{AuditValue, Change};
use domain::people::group::GroupName;
use domain::privacy::{ADDRESS_ERASED, Traces};
use domain::{EmailAddress, RoomId};

use crate::db::{Connection, DbError};
use crate::people::{self, group_queries};
use crate::values;

/// The endings of files of people. Before one, an address is no part of a longer one.
const ENDINGS: [&str; 3] = ["csv", "tsv", "txt"];

/// SQL: whether a column may hold the address, by the pattern `$1`.
macro_rules! holds {
    ($column:literal) => {
        concat!("lower(", $column, ") like $1 escape '\\'")
    };
}

/// SQL: the rooms that may hold it in a text of this table.
macro_rules! rooms_of {
    ($table:literal, $column:literal) => {
        concat!("select distinct room_id as room from ", $table, " where ", holds!($column))
    };
}

static ROOMS: [&str; 9] = [
    concat!(
        "select id as room from room where ",
        holds!("title"),
        " or ",
        holds!("description"),
        " or ",
        holds!("speakers"),
        " or ",
        holds!("waiting_message")
    ),
    rooms_of!("room_event", "body"),
    rooms_of!("message", "text"),
    rooms_of!("question", "text"),
    rooms_of!("question_answer", "text"),
    rooms_of!("interaction", "prompt"),
    rooms_of!("interaction", "options"),
    rooms_of!("interaction_answer", "text"),
    rooms_of!("guest_link", "name"),
];

/// Finds each form in which an address may be written: only its domain has several, and what is before the @ has plain
/// letters, which both engines fold.
fn pattern(email: &EmailAddress) -> String {
    let local = email.as_str().split('@').next().unwrap_or_default();
    format!("%{}@%", escaped(local))
}

/// A text as it stands for itself in a pattern.
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The rooms that may hold an address, in what has been written in them or in their logs.
pub async fn list_rooms(
    connection: &mut Connection,
    email: &EmailAddress,
) -> Result<BTreeSet<RoomId>, DbError> {
    let pattern = pattern(email);
    let mut found = BTreeSet::new();
    for sql in ROOMS {
        let rows = connection.fetch_all(sql, values![&pattern]).await?;
        for row in &rows {
            found.insert(row.parse("room")?);
        }
    }
    Ok(found)
}

/// Takes it out of what is outside rooms: names of groups and of files, what mail servers have said, templates.
pub async fn clean_names(
    connection: &mut Connection,
    email: &EmailAddress,
    traces: &Traces,
) -> Result<(), DbError> {
    // Before all else: whoever changes a group, or erases somebody, holds it as well.
    people::lock(connection).await?;
    clean_groups(connection, traces).await?;
    clean_files(connection, email, traces).await?;
    clean_problems(connection, email, traces).await?;
    clean_templates(connection, email, traces).await
}

/// Groups are told apart by their names: what is left of one may be what another one is called.
async fn clean_groups(connection: &mut Connection, traces: &Traces) -> Result<(), DbError> {
    let groups = group_queries::list(connection).await?;
    let mut taken: HashSet<String> = groups.iter().map(|group| group.name.key()).collect();
    for group in &groups {
        if let Some(left) = traces.without(group.name.as_str()) {
            let name = free_name(&left, &taken).ok_or(DbError::Constraint("person_group_name_unique"))?;
            taken.insert(name.key());
            group_queries::rename(connection, group.id, &name).await?;
        }
    }
    Ok(())
}

/// The first name of its kind that no group has. What is left may be longer than what was there, and too long.
fn free_name(left: &str, taken: &HashSet<String>) -> Option<GroupName> {
    let numbered = (2..=taken.len() + 2).map(|number| format!("{ADDRESS_ERASED} {number}"));
    [left, ADDRESS_ERASED]
        .map(str::to_owned)
        .into_iter()
        .chain(numbered)
        .filter_map(|name| GroupName::parse(&name).ok())
        .find(|name| !taken.contains(&name.key()))
}

async fn clean_files(
    connection: &mut Connection,
    email: &EmailAddress,
    traces: &Traces,
) -> Result<(), DbError> {
    let sql = concat!("select id, file_name from people_import where ", holds!("file_name"));
    let rows = connection.fetch_all(sql, values![pattern(email)]).await?;
    for row in &rows {
        if let Some(name) = without_in_file_name(traces, &row.text("file_name")?) {
            let sql = "update people_import set file_name = $2 where id = $1";
            connection.execute(sql, values![row.text("id")?, name]).await?;
        }
    }
    Ok(())
}

fn without_in_file_name(traces: &Traces, name: &str) -> Option<String> {
    let parts = name.rsplit_once('.');
    match parts.filter(|(_, ending)| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
        Some((stem, ending)) => traces.without(stem).map(|left| format!("{left}.{ending}")),
        None => traces.without(name),
    }
}

/// What was said of mails that could not be sent.
async fn clean_problems(
    connection: &mut Connection,
    email: &EmailAddress,
    traces: &Traces,
) -> Result<(), DbError> {
    let sql = concat!("select id, problem from mail where ", holds!("problem"));
    let rows = connection.fetch_all(sql, values![pattern(email)]).await?;
    for row in &rows {
        if let Some(problem) = traces.without(&row.text("problem")?) {
            let sql = "update mail set problem = $2 where id = $1";
            connection.execute(sql, values![row.text("id")?, problem]).await?;
        }
    }
    Ok(())
}

/// Every version, for each can be taken back.
async fn clean_templates(
    connection: &mut Connection,
    email: &EmailAddress,
    traces: &Traces,
) -> Result<(), DbError> {
    let sql = concat!(
        "select language, version, subject, html, plain, calendar from mail_template where ",
        holds!("subject"),
        " or ",
        holds!("html"),
        " or ",
        holds!("plain"),
        " or ",
        holds!("calendar")
    );
    let rows = connection.fetch_all(sql, values![pattern(email)]).await?;
    for row in &rows {
        let left = |column: &str| {
            let text = row.text(column)?;
            Ok::<_, DbError>(traces.without(&text).unwrap_or(text))
        };
        let [subject, html, plain, calendar] =
            [left("subject")?, left("html")?, left("plain")?, left("calendar")?];
        connection
            .execute(
                "update mail_template set subject = $3, html = $4, plain = $5, calendar = $6
                 where language = $1 and version = $2",
                values![row.text("language")?, row.int("version")?, subject, html, plain, calendar],
            )
            .await?;
    }
    Ok(())
}

/// The entries of the audit log that may hold it: of invitations that have another address by now, of nobody any more, or
/// about something that was called like that.
pub async fn list_entries(connection: &mut Connection, email: &EmailAddress) -> Result<Vec<i64>, DbError> {
    let sql = concat!(
        "select number from audit_entry where ",
        holds!("subject"),
        " or ",
        holds!("actor"),
        " or ",
        holds!("changes"),
        " or ",
        holds!("personal"),
        " order by number"
    );
    let rows = connection.fetch_all(sql, values![pattern(email)]).await?;
    rows.iter().map(|row| row.int("number")).collect()
}

/// Blanks what of an entry holds it, for whoever holds the directory: what has been blanked once can never be written
/// again.
pub async fn blank_entry(connection: &mut Connection, entry: i64, traces: &Traces) -> Result<(), DbError> {
    let row = connection
        .fetch_optional(
            "select subject, actor, changes, personal from audit_entry where number = $1",
            values![entry],
        )
        .await?;
    let Some(row) = row else { return Ok(()) };
    for (column, sql) in [
        ("subject", "update audit_entry set subject = '', subject_key = '', personal = '' where number = $1"),
        ("personal", "update audit_entry set personal = '' where number = $1"),
        (
            "actor",
            "update audit_entry set actor = '', actor_key = '', address = '', device = '' where number = $1",
        ),
    ] {
        if traces.are_in(&row.text(column)?) {
            connection.execute(sql, values![entry]).await?;
        }
    }
    if traces.are_in(&row.text("changes")?) {
        let json = without_texts(row.json("changes")?, traces)?;
        connection
            .execute("update audit_entry set changes = $2 where number = $1", values![entry, json])
            .await?;
    }
    Ok(())
}

/// Changes with empty texts instead of those that hold it, which is all that the log lets through.
fn without_texts(mut changes: Vec<Change>, traces: &Traces) -> Result<String, DbError> {
    for change in &mut changes {
        for value in [&mut change.before, &mut change.after].into_iter().flatten() {
            if let AuditValue::Text(text) = value
                && traces.are_in(text)
            {
                text.clear();
            }
        }
    }
    serde_json::to_string(&changes)
        .map_err(|_| DbError::Unreadable { column: "audit_entry.changes".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> Traces {
        Traces::default().and_addresses(["ana@x.org"])
    }

    #[test]
    fn a_file_of_somebody_is_called_by_the_address_before_its_ending() {
        let left = |name: &str| without_in_file_name(&ana(), name);
        assert_eq!(left("Ana@x.org.CSV").as_deref(), Some("[address erased].CSV"));
        assert_eq!(left("for ana@x.org, 2.txt").as_deref(), Some("for [address erased], 2.txt"));
        assert_eq!(left("ana@x.org").as_deref(), Some("[address erased]"));
        for other in ["joana@x.org.csv", "ana@x.org.au", "people.csv"] {
            assert_eq!(left(other), None, "{other}");
        }
    }

    #[test]
    fn a_group_gets_a_name_that_no_other_one_has() {
        let free = |left: &str, names: &[&str]| {
            let taken = names.iter().map(|name| GroupName::parse(name).unwrap().key()).collect();
            free_name(left, &taken).unwrap().to_string()
        };
        assert_eq!(free("For [address erased]", &["Staff"]), "For [address erased]");
        assert_eq!(free("[address erased]", &["[Address erased]"]), "[address erased] 2");
        assert_eq!(
            free("[address erased]", &["[address erased]", "[address erased] 2"]),
            "[address erased] 3"
        );
        assert_eq!(free(&"long ".repeat(20), &[]), "[address erased]");
    }
}

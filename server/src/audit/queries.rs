//! SQL of the audit log.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::audit::{
    ActorKind, AuditAct, AuditActor, AuditEntry, AuditSubject, AuditView, Change, Chosen, SubjectKind,
};
use domain::people::search_key;
use domain::{RoomId, Timestamp};

use super::note::Note;
use crate::db::{Connection, DbError, Row, Value};
use crate::room::schedule::span_of_day;
use crate::values;

pub async fn insert(
    connection: &mut Connection,
    by: &AuditActor,
    note: &Note,
    now: Timestamp,
) -> Result<(), DbError> {
    let subject = note.subject.as_ref();
    let label = subject.map_or("", |subject| subject.label.as_str());
    connection
        .execute_one(
            "insert into audit_entry (at, act, actor_kind, actor_id, actor, actor_key, address, device,
                 subject_kind, subject_id, subject, subject_key, room_id, changes, personal)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            values![
                now,
                note.act.word(),
                by.kind.word(),
                by.id.clone(),
                &by.label,
                search_key(&by.label),
                &by.address,
                &by.device,
                subject.map(|subject| subject.kind.word()),
                subject.map(|subject| subject.id.as_str()),
                label,
                search_key(label),
                note.room,
                json(&note.changes)?,
                if note.personal.is_empty() { String::new() } else { json(&note.personal)? },
            ],
        )
        .await
}

fn json(changes: &[Change]) -> Result<String, DbError> {
    serde_json::to_string(changes)
        .map_err(|_| DbError::Unreadable { column: "audit_entry.changes".to_owned() })
}

/// The entries of a view below `before`, newest first.
pub async fn list(
    connection: &mut Connection,
    view: &AuditView,
    before: i64,
    limit: i64,
) -> Result<Vec<AuditEntry>, DbError> {
    let (sql, values) = select(view, before, limit);
    connection.fetch_all(kept(sql), values).await?.iter().map(read).collect()
}

/// How the engine means to find them; for tests.
pub async fn explain(connection: &mut Connection, view: &AuditView) -> Result<String, DbError> {
    let (sql, values) = select(view, i64::MAX, 50);
    connection.explain(kept(sql), values).await
}

/// How many entries a view has, and the newest of them.
pub async fn count(connection: &mut Connection, view: &AuditView) -> Result<(u32, Option<i64>), DbError> {
    let (sql, values) = select(view, i64::MAX, i64::MAX);
    let sql = format!("select count(*) as found, max(number) as newest from ({sql}) shown");
    let row = connection.fetch_optional(kept(sql), values).await?;
    row.map_or(Ok((0, None)), |row| Ok((row.small("found")?, row.optional_int("newest")?)))
}

/// A condition for each choice, so that the engine can go by an index.
fn select(view: &AuditView, before: i64, limit: i64) -> (String, Vec<Value>) {
    let mut values = values![before, limit];
    let mut conditions = vec!["entry.number < $1".to_owned()];
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("${}", values.len())));
    };
    if let Some(actor) = &view.actor {
        add("entry.actor_id = ?", actor.into());
    }
    if let Some(subject) = &view.subject {
        add("entry.subject_id = ?", subject.into());
    }
    if let Some(room) = view.room {
        add("entry.room_id = ?", room.into());
    }
    if let Some(kind) = view.who {
        add("entry.actor_kind = ?", kind.word().into());
    }
    if let Some(Chosen::Act(act)) = view.what {
        add("entry.act = ?", act.word().into());
    }
    if let Some(from) = view.from {
        add("entry.at >= ?", span_of_day(from, view.zone.as_deref()).start.into());
    }
    if let Some(to) = view.to {
        add("entry.at < ?", span_of_day(to, view.zone.as_deref()).end.into());
    }
    let key = search_key(&view.query);
    if !key.is_empty() {
        // Titles have no key to be found by, and SQLite folds the letters of English only: they are looked up as typed.
        let typed = view.query.trim();
        let [key, typed, lower] = [&key, typed, &typed.to_lowercase()].map(part);
        let place = values.len() + 1;
        values.extend(values![key, typed, lower]);
        conditions.push(format!(
            "(entry.actor_key like ${place} escape '\\' or entry.subject_key like ${place} escape '\\'
                or room.title like ${typed} escape '\\' or lower(room.title) like ${lower} escape '\\')",
            typed = place + 1,
            lower = place + 2
        ));
    }
    if let Some(Chosen::Area(area)) = view.what {
        // Our own words.
        let words: Vec<_> = AuditAct::of_area(area).map(|act| format!("'{}'", act.word())).collect();
        conditions.push(format!("entry.act in ({})", words.join(", ")));
    }
    let sql = format!(
        "select entry.*, room.title as room_title
         from audit_entry entry left join room on room.id = entry.room_id
         where {} order by entry.number desc limit $2",
        conditions.join(" and ")
    );
    (sql, values)
}

/// A pattern for whatever has this text in it.
fn part(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Statements live as long as the process. There are no more than there are ways to combine the choices.
fn kept(sql: String) -> &'static str {
    static KEPT: Mutex<Option<HashMap<String, &'static str>>> = Mutex::new(None);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let statements = kept.get_or_insert_default();
    if let Some(known) = statements.get(&sql) {
        return known;
    }
    let statement: &'static str = sql.clone().leak();
    statements.insert(sql, statement);
    statement
}

fn read(row: &Row) -> Result<AuditEntry, DbError> {
    let subject_kind: Option<SubjectKind> = row.optional_parse("subject_kind")?;
    let subject = match subject_kind {
        Some(kind) => Some(AuditSubject {
            kind,
            id: row.optional_text("subject_id")?.unwrap_or_default(),
            label: row.text("subject")?,
        }),
        None => None,
    };
    let room: Option<RoomId> = row.optional_parse("room_id")?;
    let title = row.optional_text("room_title")?.unwrap_or_default();
    let mut changes: Vec<Change> = row.json("changes")?;
    if !row.text("personal")?.is_empty() {
        changes.extend(row.json::<Vec<Change>>("personal")?);
    }
    Ok(AuditEntry {
        number: row.int("number")?,
        at: row.time("at")?,
        act: row.parse("act")?,
        actor: AuditActor {
            kind: row.parse::<ActorKind>("actor_kind")?,
            id: row.optional_text("actor_id")?,
            label: row.text("actor")?,
            address: row.text("address")?,
            device: row.text("device")?,
        },
        subject,
        room: room.map(|room| (room, title)),
        changes,
    })
}

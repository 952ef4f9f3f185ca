//! The log of each room: the truth that every page's stream is a tail of.

use std::time::Duration;

use domain::live::{RoomEvent, Sequence, StreamMessage};
use domain::session::Session;
use domain::{RoomId, Timestamp};

use crate::db::{Connection, DbError};
use crate::values;

/// The channel on which PostgreSQL wakes the other nodes; its payload is the room.
pub const CHANNEL: &str = "greenroom_room";

/// An event and its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEvent {
    pub sequence: Sequence,
    pub event: RoomEvent,
}

impl LoggedEvent {
    /// The event as a stream carries it, written once for all who read it.
    pub fn frame(&self) -> String {
        frame(Some(self.sequence), &StreamMessage::Event { event: self.event.clone() })
    }
}

/// One message of a stream. Only events have an id.
pub fn frame(sequence: Option<Sequence>, message: &StreamMessage) -> String {
    let data = serde_json::to_string(message).unwrap_or_default();
    match sequence {
        Some(sequence) => format!("id: {sequence}\ndata: {data}\n\n"),
        None => format!("data: {data}\n\n"),
    }
}

/// Holds the room's row until the transaction ends, so that decisions about one room come one after another
/// on PostgreSQL too; SQLite has one writer anyway.
pub async fn lock_room(connection: &mut Connection, room: RoomId) -> Result<bool, DbError> {
    let locked = connection
        .execute("update room set event_sequence = event_sequence where id = $1", values![room])
        .await?;
    Ok(locked == 1)
}

/// Appends an event in the caller's transaction and wakes the streams after its commit.
pub async fn append(
    connection: &mut Connection,
    room: RoomId,
    event: &RoomEvent,
    now: Timestamp,
) -> Result<Sequence, DbError> {
    append_numbered(connection, room, now, |_| event.clone()).await
}

/// Hosts go on inviting after a session, and pages of it stay open: its log hears of the site's policy so long. A site
/// has thousands of older rooms, and hardly a page of any is open; those ask by themselves now and then (`Tail`).
const HEARS_OF_POLICY: Duration = Duration::from_hours(7 * 24);

/// Whether what changes for the whole site is written to the log of this session's room.
pub fn hears_of_policy(session: &Session, now: Timestamp) -> bool {
    session.ended_at.is_none_or(|ended_at| ended_at > now.before(HEARS_OF_POLICY))
}

/// As [`append`], to the logs of all rooms whose session is not over, or not for long.
pub async fn append_everywhere(
    connection: &mut Connection,
    event: &RoomEvent,
    now: Timestamp,
) -> Result<(), DbError> {
    // In one order, so that two who do this at once wait for one another.
    let rooms = connection
        .fetch_all(
            "select id from room
             where deleted_at is null and (session_state <> 'ended' or ended_at > $1) order by id",
            values![now.before(HEARS_OF_POLICY)],
        )
        .await?;
    for room in &rooms {
        append(connection, room.parse("id")?, event, now).await?;
    }
    Ok(())
}

/// As [`append`], for an event that names its own place in the log.
pub async fn append_numbered(
    connection: &mut Connection,
    room: RoomId,
    now: Timestamp,
    event: impl FnOnce(Sequence) -> RoomEvent,
) -> Result<Sequence, DbError> {
    let row = connection
        .fetch_optional(
            "update room set event_sequence = event_sequence + 1 where id = $1 returning event_sequence",
            values![room],
        )
        .await?
        .ok_or(DbError::ChangedMeanwhile)?;
    let sequence = row.int("event_sequence")?;
    let body = body_of(&event(sequence))?;
    connection
        .execute(
            "insert into room_event (room_id, sequence, at, body) values ($1, $2, $3, $4)",
            values![room, sequence, now, body],
        )
        .await?;
    if connection.is_postgres() {
        connection.fetch_optional("select pg_notify($1, $2)::text as sent", values![CHANNEL, room]).await?;
    }
    connection.note_grown(room);
    Ok(sequence)
}

/// Takes what an event said out of the log, for good; `instead` is what later readers learn.
pub async fn rewrite(
    connection: &mut Connection,
    room: RoomId,
    sequence: Sequence,
    instead: &RoomEvent,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update room_event set body = $3 where room_id = $1 and sequence = $2",
            values![room, sequence, body_of(instead)?],
        )
        .await
}

/// As [`rewrite`], for all events of one interaction.
pub async fn rewrite_interaction(
    connection: &mut Connection,
    room: RoomId,
    interaction: Sequence,
    instead: &RoomEvent,
) -> Result<(), DbError> {
    // Texts cannot forge this: a quotation mark inside one has a backslash before it.
    let about = format!("{{\"kind\":\"interaction\",%\"interaction\":{interaction},%");
    connection
        .execute(
            "update room_event set body = $3 where room_id = $1 and body like $2",
            values![room, about, body_of(instead)?],
        )
        .await?;
    Ok(())
}

fn body_of(event: &RoomEvent) -> Result<String, DbError> {
    serde_json::to_string(event).map_err(|_| DbError::Unreadable { column: "room_event.body".to_owned() })
}

/// The events after `after`, oldest first, at most `limit`.
pub async fn list_after(
    connection: &mut Connection,
    room: RoomId,
    after: Sequence,
    limit: i64,
) -> Result<Vec<LoggedEvent>, DbError> {
    let rows = connection
        .fetch_all(
            "select sequence, body from room_event
             where room_id = $1 and sequence > $2 order by sequence limit $3",
            values![room, after, limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(LoggedEvent { sequence: row.int("sequence")?, event: row.json("body")? }))
        .collect()
}

/// The last event of a room's log.
pub async fn find_last(connection: &mut Connection, room: RoomId) -> Result<Option<LoggedEvent>, DbError> {
    let row = connection
        .fetch_optional(
            "select sequence, body from room_event where room_id = $1 order by sequence desc limit 1",
            values![room],
        )
        .await?;
    row.map(|row| Ok(LoggedEvent { sequence: row.int("sequence")?, event: row.json("body")? })).transpose()
}

//! SQL of locked rooms and of who waits at their doors.

use domain::live::Sequence;
use domain::lock::{Knocker, Waiting};
use domain::{RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::queries::name;
use crate::values;

/// What has become of a knock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Waiting,
    Admitted,
    Declined,
}

impl Answer {
    const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Admitted => "admitted",
            Self::Declined => "declined",
        }
    }
}

/// A knock as stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredKnock {
    pub room: RoomId,
    pub number: Sequence,
    pub knocker: Knocker,
    pub answer: Answer,
    pub seen_at: Timestamp,
}

fn read_knock(row: &Row) -> Result<StoredKnock, DbError> {
    Ok(StoredKnock {
        room: row.parse("room_id")?,
        number: row.int("number")?,
        knocker: match (row.optional_parse("invitation_id")?, row.optional_parse("link_guest_id")?) {
            (Some(invitation), _) => Knocker::Guest(invitation),
            (None, Some(guest)) => Knocker::LinkGuest(guest),
            (None, None) => Knocker::Member(row.parse("person_id")?),
        },
        answer: match row.text("state")?.as_str() {
            "waiting" => Answer::Waiting,
            "admitted" => Answer::Admitted,
            _ => Answer::Declined,
        },
        seen_at: row.time("seen_at")?,
    })
}

pub async fn find(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
) -> Result<Option<StoredKnock>, DbError> {
    let row = connection
        .fetch_optional("select * from waiting where room_id = $1 and number = $2", values![room, number])
        .await?;
    row.as_ref().map(read_knock).transpose()
}

pub async fn find_by_knocker(
    connection: &mut Connection,
    room: RoomId,
    knocker: Knocker,
) -> Result<Option<StoredKnock>, DbError> {
    let row = match knocker {
        Knocker::Guest(invitation) => {
            connection
                .fetch_optional(
                    "select * from waiting where room_id = $1 and invitation_id = $2",
                    values![room, invitation],
                )
                .await?
        }
        Knocker::Member(person) => {
            connection
                .fetch_optional(
                    "select * from waiting where room_id = $1 and person_id = $2",
                    values![room, person],
                )
                .await?
        }
        Knocker::LinkGuest(guest) => {
            connection
                .fetch_optional(
                    "select * from waiting where room_id = $1 and link_guest_id = $2",
                    values![room, guest],
                )
                .await?
        }
    };
    row.as_ref().map(read_knock).transpose()
}

/// Who waits at a room's door, in the order of knocking.
pub async fn list_waiting(connection: &mut Connection, room: RoomId) -> Result<Vec<Waiting>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from waiting where room_id = $1 and state = 'waiting' order by number",
            values![room],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                number: row.int("number")?,
                name: name(row)?,
                is_guest: !matches!(read_knock(row)?.knocker, Knocker::Member(_)),
                since: row.time("since")?,
            })
        })
        .collect()
}

/// Who waits at any door, those seen longest ago first.
pub async fn list_all_waiting(connection: &mut Connection) -> Result<Vec<StoredKnock>, DbError> {
    let rows = connection
        .fetch_all("select * from waiting where state = 'waiting' order by seen_at limit 2000", values![])
        .await?;
    rows.iter().map(read_knock).collect()
}

pub async fn insert(
    connection: &mut Connection,
    room: RoomId,
    knocker: Knocker,
    waiting: &Waiting,
) -> Result<(), DbError> {
    let (invitation, person, guest) = match knocker {
        Knocker::Guest(invitation) => (Some(invitation), None, None),
        Knocker::Member(person) => (None, Some(person), None),
        Knocker::LinkGuest(guest) => (None, None, Some(guest)),
    };
    connection
        .execute_one(
            "insert into waiting (room_id, number, invitation_id, person_id, first_name, last_name, state,
                 since, seen_at, link_guest_id)
             values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7, $8)",
            values![
                room,
                waiting.number,
                invitation,
                person,
                waiting.name.first(),
                waiting.name.last(),
                waiting.since,
                guest,
            ],
        )
        .await
}

/// Answers a knock; fails when somebody was faster.
pub async fn update_answer(
    connection: &mut Connection,
    knock: &StoredKnock,
    answer: Answer,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update waiting set state = $4 where room_id = $1 and number = $2 and state = $3",
            values![knock.room, knock.number, knock.answer.word(), answer.word()],
        )
        .await
}

pub async fn update_seen(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update waiting set seen_at = $3 where room_id = $1 and number = $2 and seen_at < $3",
            values![room, number, now],
        )
        .await?;
    Ok(())
}

/// Forgets somebody who waits and whose page has not been seen since `before`; false when it has been.
pub async fn delete_unseen(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
    before: Timestamp,
) -> Result<bool, DbError> {
    let deleted = connection
        .execute(
            "delete from waiting where room_id = $1 and number = $2 and state = 'waiting' and seen_at < $3",
            values![room, number, before],
        )
        .await?;
    Ok(deleted == 1)
}

/// Forgets one knock, however it was answered.
pub async fn delete(connection: &mut Connection, knock: &StoredKnock) -> Result<(), DbError> {
    connection
        .execute("delete from waiting where room_id = $1 and number = $2", values![knock.room, knock.number])
        .await?;
    Ok(())
}

/// Locks a room; who is inside is let in from now on.
pub async fn update_locked(connection: &mut Connection, room: RoomId, now: Timestamp) -> Result<(), DbError> {
    connection
        .execute_one("update room set locked_at = $2 where id = $1 and locked_at is null", values![room, now])
        .await?;
    connection
        .execute(
            "update participant set is_let_in = 1 where room_id = $1 and state = 'inside'",
            values![room],
        )
        .await?;
    Ok(())
}

/// Unlocks a room, and forgets all that was said at its door.
pub async fn update_unlocked(connection: &mut Connection, room: RoomId) -> Result<(), DbError> {
    connection
        .execute_one(
            "update room set locked_at = null where id = $1 and locked_at is not null",
            values![room],
        )
        .await?;
    connection.execute("delete from waiting where room_id = $1", values![room]).await?;
    connection
        .execute("update participant set is_let_in = 0 where room_id = $1 and is_let_in = 1", values![room])
        .await?;
    Ok(())
}

/// Notes that whoever comes in has been let in.
pub async fn update_let_in(
    connection: &mut Connection,
    room: RoomId,
    knocker: Knocker,
) -> Result<(), DbError> {
    let (sql, id) = match knocker {
        Knocker::Guest(invitation) => (
            "update participant set is_let_in = 1 where room_id = $1 and invitation_id = $2",
            invitation.to_string(),
        ),
        Knocker::Member(person) => {
            ("update participant set is_let_in = 1 where room_id = $1 and person_id = $2", person.to_string())
        }
        Knocker::LinkGuest(guest) => (
            "update participant set is_let_in = 1 where room_id = $1 and link_guest_id = $2",
            guest.to_string(),
        ),
    };
    connection.execute(sql, values![room, id]).await?;
    Ok(())
}

pub async fn update_message(connection: &mut Connection, room: RoomId, message: &str) -> Result<(), DbError> {
    connection.execute_one("update room set waiting_message = $2 where id = $1", values![room, message]).await
}

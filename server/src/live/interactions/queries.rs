//! SQL of interactions.

use domain::interaction::{Choices, Content, Phase};
use domain::live::{Author, Sequence};
use domain::{RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::queries::name;
use crate::values;

/// An interaction as stored.
#[derive(Clone, Debug)]
pub struct StoredInteraction {
    pub number: Sequence,
    pub content: Content,
    pub right: Choices,
    pub phase: Phase,
    pub is_shared: bool,
    /// Answers given and changed so far.
    pub turns: i64,
    /// Those of them that the log tells the result of.
    pub told_turns: i64,
    /// When it was published, and by which event.
    pub published: Option<(Sequence, Timestamp)>,
    pub author: Author,
}

fn read_interaction(row: &Row) -> Result<StoredInteraction, DbError> {
    let published = row.optional_int("published")?.zip(row.optional_time("published_at")?);
    Ok(StoredInteraction {
        number: row.int("number")?,
        content: Content {
            kind: row.parse("kind")?,
            prompt: row.text("prompt")?,
            options: row.json("options")?,
            is_multiple: row.flag("is_multiple")?,
        },
        right: choices(row, "right_choices")?,
        phase: row.parse("phase")?,
        is_shared: row.flag("is_shared")?,
        turns: row.int("turns")?,
        told_turns: row.int("told_turns")?,
        published,
        author: Author {
            participant: row.parse("participant_id")?,
            name: name(row)?,
            role: row.parse("role")?,
        },
    })
}

/// The set of options in a column.
pub(super) fn choices(row: &Row, column: &str) -> Result<Choices, DbError> {
    Choices::from_bits(row.int(column)?).ok_or_else(|| DbError::Unreadable { column: column.to_owned() })
}

fn options(content: &Content) -> Result<String, DbError> {
    serde_json::to_string(&content.options)
        .map_err(|_| DbError::Unreadable { column: "interaction.options".to_owned() })
}

pub async fn find(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
) -> Result<Option<StoredInteraction>, DbError> {
    let row = connection
        .fetch_optional("select * from interaction where room_id = $1 and number = $2", values![room, number])
        .await?;
    row.as_ref().map(read_interaction).transpose()
}

/// All interactions of a room, drafts first, then the newest first.
pub async fn list(connection: &mut Connection, room: RoomId) -> Result<Vec<StoredInteraction>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from interaction where room_id = $1
             order by case when published is null then 0 else 1 end, published desc, number desc",
            values![room],
        )
        .await?;
    rows.iter().map(read_interaction).collect()
}

pub async fn count(connection: &mut Connection, room: RoomId) -> Result<usize, DbError> {
    let row = connection
        .fetch_optional("select count(*) as found from interaction where room_id = $1", values![room])
        .await?;
    row.map_or(Ok(0), |row| row.small("found"))
}

pub async fn insert(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
    (content, right): (&Content, Choices),
    author: &Author,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into interaction (room_id, number, kind, prompt, options, is_multiple, right_choices, phase,
                 is_shared, turns, told_turns, participant_id, first_name, last_name, role)
             values ($1, $2, $3, $4, $5, $6, $7, 'draft', 0, 0, 0, $8, $9, $10, $11)",
            values![
                room,
                number,
                content.kind.word(),
                &content.prompt,
                options(content)?,
                content.is_multiple,
                right.bits(),
                author.participant,
                author.name.first(),
                author.name.last(),
                author.role.word()
            ],
        )
        .await
}

/// Changes what a draft says.
pub async fn update_content(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
    content: &Content,
    right: Choices,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update interaction set kind = $3, prompt = $4, options = $5, is_multiple = $6, right_choices = $7
             where room_id = $1 and number = $2 and phase = 'draft'",
            values![
                room,
                number,
                content.kind.word(),
                &content.prompt,
                options(content)?,
                content.is_multiple,
                right.bits()
            ],
        )
        .await
}

pub async fn update_published(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
    (published, at): (Sequence, Timestamp),
    author: &Author,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update interaction set phase = 'open', published = $3, published_at = $4, participant_id = $5,
                 first_name = $6, last_name = $7, role = $8
             where room_id = $1 and number = $2 and phase = 'draft'",
            values![
                room,
                number,
                published,
                at,
                author.participant,
                author.name.first(),
                author.name.last(),
                author.role.word()
            ],
        )
        .await
}

pub async fn update_closed(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update interaction set phase = 'closed' where room_id = $1 and number = $2 and phase = 'open'",
            values![room, number],
        )
        .await
}

pub async fn update_shared(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
    is_shared: bool,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update interaction set is_shared = $3 where room_id = $1 and number = $2 and is_shared <> $3",
            values![room, number, is_shared],
        )
        .await
}

/// Notes that the log tells the result of all answers so far.
pub async fn update_told(connection: &mut Connection, room: RoomId, number: Sequence) -> Result<(), DbError> {
    connection
        .execute_one(
            "update interaction set told_turns = turns where room_id = $1 and number = $2",
            values![room, number],
        )
        .await
}

/// The interactions with answers whose result the log does not tell yet.
pub async fn list_untold(connection: &mut Connection) -> Result<Vec<(RoomId, Sequence)>, DbError> {
    let rows = connection
        .fetch_all(
            "select room_id, number from interaction where told_turns < turns order by room_id, number",
            values![],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parse("room_id")?, row.int("number")?))).collect()
}

pub async fn delete(connection: &mut Connection, room: RoomId, number: Sequence) -> Result<(), DbError> {
    connection
        .execute_one("delete from interaction where room_id = $1 and number = $2", values![room, number])
        .await
}

//! SQL of messages.

use domain::chat::{Channel, Message};
use domain::live::{Author, Sequence};
use domain::{ParticipantId, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::queries::name;
use crate::values;

pub fn read_message(row: &Row) -> Result<Message, DbError> {
    Ok(Message {
        number: row.int("number")?,
        channel: row.parse("channel")?,
        author: Author {
            participant: row.parse("participant_id")?,
            name: name(row)?,
            role: row.parse("role")?,
        },
        text: row.text("text")?,
        reply_to: row.optional_int("reply_to")?,
        at: row.time("at")?,
        likes: row.small("likes")?,
        is_liked: row.flag("is_liked")?,
        is_pinned: row.optional_time("pinned_at")?.is_some(),
    })
}

/// The last messages of a channel between two numbers, neither of them included, in the order they were posted.
pub async fn list_between(
    connection: &mut Connection,
    room: RoomId,
    channel: Channel,
    me: ParticipantId,
    (after, before): (Sequence, Sequence),
    limit: i64,
) -> Result<Vec<Message>, DbError> {
    let rows = connection
        .fetch_all(
            "select message.*,
                 (select count(*) from message_like
                  where message_like.room_id = message.room_id and message_like.number = message.number) as likes,
                 (select count(*) from message_like
                  where message_like.room_id = message.room_id and message_like.number = message.number
                      and message_like.participant_id = $3) as is_liked
             from message
             where room_id = $1 and channel = $2 and number > $4 and number < $5 and deleted_at is null
             order by number desc limit $6",
            values![room, channel.word(), me, after, before, limit],
        )
        .await?;
    rows.iter().rev().map(read_message).collect()
}

/// Who wrote a message that is still there.
pub async fn find_author(
    connection: &mut Connection,
    room: RoomId,
    channel: Channel,
    message: Sequence,
) -> Result<Option<ParticipantId>, DbError> {
    let row = connection
        .fetch_optional(
            "select participant_id from message
             where room_id = $1 and number = $2 and channel = $3 and deleted_at is null",
            values![room, message, channel.word()],
        )
        .await?;
    row.map(|row| row.parse("participant_id")).transpose()
}

pub async fn insert(connection: &mut Connection, room: RoomId, message: &Message) -> Result<(), DbError> {
    let Author { participant, name, role } = &message.author;
    connection
        .execute_one(
            "insert into message (room_id, number, channel, participant_id, first_name, last_name, role, text,
                 reply_to, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values![
                room,
                message.number,
                message.channel.word(),
                *participant,
                name.first(),
                name.last(),
                role.word(),
                &message.text,
                message.reply_to,
                message.at,
            ],
        )
        .await
}

/// Takes away what a message said; it stays as a place in the log.
pub async fn update_deleted(
    connection: &mut Connection,
    room: RoomId,
    message: Sequence,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update message set text = '', deleted_at = $3, pinned_at = null
             where room_id = $1 and number = $2 and deleted_at is null",
            values![room, message, now],
        )
        .await
}

/// Pins a message or takes it down; false when it was so already.
pub async fn update_pinned(
    connection: &mut Connection,
    room: RoomId,
    message: Sequence,
    pinned_at: Option<Timestamp>,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update message set pinned_at = $3
             where room_id = $1 and number = $2 and (pinned_at is null) <> ($3 is null)",
            values![room, message, pinned_at],
        )
        .await?;
    Ok(changed == 1)
}

/// Likes a message; false when it was liked already.
pub async fn insert_like(
    connection: &mut Connection,
    room: RoomId,
    message: Sequence,
    participant: ParticipantId,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "insert into message_like (room_id, number, participant_id) values ($1, $2, $3)
             on conflict (room_id, number, participant_id) do nothing",
            values![room, message, participant],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes a like back; false when there was none.
pub async fn delete_like(
    connection: &mut Connection,
    room: RoomId,
    message: Sequence,
    participant: ParticipantId,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "delete from message_like where room_id = $1 and number = $2 and participant_id = $3",
            values![room, message, participant],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn count_likes(
    connection: &mut Connection,
    room: RoomId,
    message: Sequence,
) -> Result<u32, DbError> {
    let row = connection
        .fetch_optional(
            "select count(*) as likes from message_like where room_id = $1 and number = $2",
            values![room, message],
        )
        .await?;
    row.map_or(Ok(0), |row| row.small("likes"))
}

/// The number up to which a channel's messages are hidden.
pub async fn find_cleared_to(
    connection: &mut Connection,
    room: RoomId,
    channel: Channel,
) -> Result<Sequence, DbError> {
    let row = connection
        .fetch_optional(
            "select chat_cleared_to, backchannel_cleared_to from room where id = $1",
            values![room],
        )
        .await?;
    let column = match channel {
        Channel::Chat => "chat_cleared_to",
        Channel::Backchannel => "backchannel_cleared_to",
    };
    row.map_or(Ok(0), |row| row.int(column))
}

/// Hides a channel's messages up to this number.
pub async fn update_cleared_to(
    connection: &mut Connection,
    room: RoomId,
    channel: Channel,
    up_to: Sequence,
) -> Result<(), DbError> {
    let sql = match channel {
        Channel::Chat => "update room set chat_cleared_to = $2 where id = $1",
        Channel::Backchannel => "update room set backchannel_cleared_to = $2 where id = $1",
    };
    connection.execute_one(sql, values![room, up_to]).await
}

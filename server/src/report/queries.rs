//! SQL of reports. It reads what other nouns have written.

use std::collections::HashMap;

use domain::chat::{Channel, Message};
use domain::invitation::InvitationState;
use domain::live::{RoomEvent, Sequence};
use domain::report::{Invited, Span};
use domain::{EmailAddress, ParticipantId, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::live::chat::queries::read_message;
use crate::people::queries::name;
use crate::values;

/// An event of the log, and when it was written.
pub struct Logged {
    pub sequence: Sequence,
    pub at: Timestamp,
    pub event: RoomEvent,
}

/// The events of attendance after `after`, oldest first, at most `limit`. All others, the most by far, stay where they
/// are.
pub async fn list_attendance(
    connection: &mut Connection,
    room: RoomId,
    after: Sequence,
    limit: i64,
) -> Result<Vec<Logged>, DbError> {
    // Texts cannot forge this: the kind comes first.
    let rows = connection
        .fetch_all(
            r#"select sequence, at, body from room_event
               where room_id = $1 and sequence > $2
                   and (body like '{"kind":"entered"%' or body like '{"kind":"left"%'
                       or body like '{"kind":"removed"%' or body like '{"kind":"role_changed"%'
                       or body like '{"kind":"session_changed"%')
               order by sequence limit $3"#,
            values![room, after, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Logged { sequence: row.int("sequence")?, at: row.time("at")?, event: row.json("body")? })
        })
        .collect()
}

/// Everybody who was ever invited, by name, and who each has been inside: as the invitation's guest, and as a person
/// of this site with the invited address.
pub async fn list_invited(connection: &mut Connection, room: RoomId) -> Result<Vec<Invited>, DbError> {
    let rows = connection
        .fetch_all(
            "select invitation.first_name, invitation.last_name, invitation.email, invitation.role,
                 invitation.state, invitation.invited_at, guest.id as guest_id, member.id as member_id
             from invitation
             left join participant guest on guest.room_id = invitation.room_id
                 and guest.invitation_id = invitation.id
             left join person on person.email = invitation.email
             left join participant member on member.room_id = invitation.room_id
                 and member.person_id = person.id
             where invitation.room_id = $1
             order by invitation.last_name, invitation.first_name, invitation.id",
            values![room],
        )
        .await?;
    rows.iter().map(read_invited).collect()
}

/// The addresses that those have typed who came by a guest link and have been inside.
pub async fn list_typed(
    connection: &mut Connection,
    room: RoomId,
) -> Result<HashMap<ParticipantId, EmailAddress>, DbError> {
    let rows = connection
        .fetch_all(
            "select participant.id, link_guest.email
             from participant join link_guest on link_guest.id = participant.link_guest_id
             where participant.room_id = $1",
            values![room],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parse("id")?, row.parse("email")?))).collect()
}

fn read_invited(row: &Row) -> Result<Invited, DbError> {
    let participants = [row.optional_parse("guest_id")?, row.optional_parse("member_id")?];
    Ok(Invited {
        name: name(row)?,
        email: row.parse("email")?,
        role: row.parse("role")?,
        invited_at: row.time("invited_at")?,
        is_removed: row.parse::<InvitationState>("state")? == InvitationState::Removed,
        participants: participants.into_iter().flatten().collect(),
    })
}

/// The messages of the chat in this span after `after`, in the order they were posted, at most `limit`. Hidden ones
/// are among them: a chat is cleared for those who come next, and what was said stays said.
pub async fn list_messages(
    connection: &mut Connection,
    room: RoomId,
    span: Span,
    after: Sequence,
    limit: i64,
) -> Result<Vec<Message>, DbError> {
    let (from, to) = bounds(span);
    let rows = connection
        .fetch_all(
            "select message.*,
                 (select count(*) from message_like
                  where message_like.room_id = message.room_id and message_like.number = message.number) as likes,
                 cast(0 as bigint) as is_liked
             from message
             where room_id = $1 and channel = $2 and number > $3 and at > $4 and at <= $5 and deleted_at is null
             order by number limit $6",
            values![room, Channel::Chat.word(), after, from, to, limit],
        )
        .await?;
    rows.iter().map(read_message).collect()
}

pub async fn count_messages(connection: &mut Connection, room: RoomId, span: Span) -> Result<u32, DbError> {
    let (from, to) = bounds(span);
    let row = connection
        .fetch_optional(
            "select count(*) as found from message
             where room_id = $1 and channel = $2 and at > $3 and at <= $4 and deleted_at is null",
            values![room, Channel::Chat.word(), from, to],
        )
        .await?;
    row.map_or(Ok(0), |row| row.small("found"))
}

/// All texts that answer an open question, in the order they were first given. Whose they are is not asked.
pub async fn list_texts(
    connection: &mut Connection,
    room: RoomId,
    interaction: Sequence,
) -> Result<Vec<String>, DbError> {
    let rows = connection
        .fetch_all(
            "select text from interaction_answer
             where room_id = $1 and number = $2 and text is not null order by place",
            values![room, interaction],
        )
        .await?;
    rows.iter().map(|row| row.text("text")).collect()
}

/// Whether one of somebody's pages inside has been open since then.
pub async fn was_seen_since(
    connection: &mut Connection,
    participant: ParticipantId,
    since: Timestamp,
) -> Result<bool, DbError> {
    let row = connection
        .fetch_optional(
            "select id from participant where id = $1 and seen_at >= $2",
            values![participant, since],
        )
        .await?;
    Ok(row.is_some())
}

/// After the first and up to the second moment, where a span without an end has none.
fn bounds(span: Span) -> (Timestamp, Timestamp) {
    let (before_all, after_all) = (Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX));
    (span.after.unwrap_or(before_all), span.until.unwrap_or(after_all))
}

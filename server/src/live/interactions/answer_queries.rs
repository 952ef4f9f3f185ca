//! SQL of answers to interactions.

use domain::interaction::{Answer, Content, MAX_TEXTS, Tally, TextAnswer};
use domain::live::Sequence;
use domain::{ParticipantId, RoomId};

use super::queries::choices;
use crate::db::{Connection, DbError, Row};
use crate::values;

fn read_answer(row: &Row) -> Result<Answer, DbError> {
    Ok(match row.optional_text("text")? {
        Some(text) => Answer::Text(text),
        None => Answer::Chosen(choices(row, "choices")?),
    })
}

/// Somebody's answer.
pub async fn find(
    connection: &mut Connection,
    room: RoomId,
    interaction: Sequence,
    participant: ParticipantId,
) -> Result<Option<Answer>, DbError> {
    let row = connection
        .fetch_optional(
            "select choices, text from interaction_answer
             where room_id = $1 and number = $2 and participant_id = $3",
            values![room, interaction, participant],
        )
        .await?;
    row.as_ref().map(read_answer).transpose()
}

/// All answers of somebody in a room.
pub async fn list_of(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
) -> Result<Vec<(Sequence, Answer)>, DbError> {
    let rows = connection
        .fetch_all(
            "select interaction_answer.number, choices, text from interaction
             join interaction_answer on interaction_answer.room_id = interaction.room_id
                 and interaction_answer.number = interaction.number
                 and interaction_answer.participant_id = $2
             where interaction.room_id = $1",
            values![room, participant],
        )
        .await?;
    rows.iter().map(|row| Ok((row.int("number")?, read_answer(row)?))).collect()
}

/// Takes the next turn of an interaction that is open.
pub async fn take_turn(
    connection: &mut Connection,
    room: RoomId,
    interaction: Sequence,
) -> Result<i64, DbError> {
    let row = connection
        .fetch_optional(
            "update interaction set turns = turns + 1
             where room_id = $1 and number = $2 and phase = 'open' returning turns",
            values![room, interaction],
        )
        .await?;
    row.ok_or(DbError::ChangedMeanwhile)?.int("turns")
}

/// Keeps an answer in the place of an earlier one of the same participant.
pub async fn upsert(
    connection: &mut Connection,
    room: RoomId,
    interaction: Sequence,
    participant: ParticipantId,
    answer: &Answer,
    turn: i64,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into interaction_answer (room_id, number, participant_id, choices, text, place, turn)
             values ($1, $2, $3, $4, $5, $6, $6)
             on conflict (room_id, number, participant_id)
             do update set choices = excluded.choices, text = excluded.text, turn = excluded.turn",
            values![
                room,
                interaction,
                participant,
                answer.chosen().bits(),
                answer.text().map(ToOwned::to_owned),
                turn
            ],
        )
        .await
}

/// The result now, with the texts that are newer than the turn `after`.
pub async fn tally(
    connection: &mut Connection,
    room: RoomId,
    interaction: Sequence,
    content: &Content,
    after: i64,
) -> Result<Tally, DbError> {
    let row = connection
        .fetch_optional(
            "select count(*) as answered,
                 cast(coalesce(sum(choices & 1), 0) as bigint) as option_0,
                 cast(coalesce(sum((choices >> 1) & 1), 0) as bigint) as option_1,
                 cast(coalesce(sum((choices >> 2) & 1), 0) as bigint) as option_2,
                 cast(coalesce(sum((choices >> 3) & 1), 0) as bigint) as option_3,
                 cast(coalesce(sum((choices >> 4) & 1), 0) as bigint) as option_4
             from interaction_answer where room_id = $1 and number = $2",
            values![room, interaction],
        )
        .await?
        .ok_or(DbError::ChangedMeanwhile)?;
    let counts = (0..content.option_count()).map(|place| row.small(&format!("option_{place}")));
    let counts = counts.collect::<Result<_, _>>()?;
    let texts = list_texts(connection, room, interaction, after).await?;
    Ok(Tally { answered: row.small("answered")?, counts, texts })
}

async fn list_texts(
    connection: &mut Connection,
    room: RoomId,
    interaction: Sequence,
    after: i64,
) -> Result<Vec<TextAnswer>, DbError> {
    let limit = i64::try_from(MAX_TEXTS).unwrap_or(i64::MAX);
    let rows = connection
        .fetch_all(
            "select place, text from interaction_answer
             where room_id = $1 and number = $2 and turn > $3 and text is not null
             order by turn desc limit $4",
            values![room, interaction, after, limit],
        )
        .await?;
    rows.iter().map(|row| Ok(TextAnswer { place: row.small("place")?, text: row.text("text")? })).collect()
}

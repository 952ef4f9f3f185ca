//! SQL of votes.

use domain::live::Sequence;
use domain::{ParticipantId, RoomId};

use crate::db::{Connection, DbError};
use crate::values;

/// Votes for a question; false when they have done so already.
pub async fn insert(
    connection: &mut Connection,
    room: RoomId,
    question: Sequence,
    participant: ParticipantId,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "insert into question_vote (room_id, question, participant_id) values ($1, $2, $3)
             on conflict (room_id, question, participant_id) do nothing",
            values![room, question, participant],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes a vote back; false when there was none.
pub async fn delete(
    connection: &mut Connection,
    room: RoomId,
    question: Sequence,
    participant: ParticipantId,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "delete from question_vote where room_id = $1 and question = $2 and participant_id = $3",
            values![room, question, participant],
        )
        .await?;
    Ok(changed == 1)
}

/// The numbers of the questions somebody has voted for, in order.
pub async fn list_of(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
) -> Result<Vec<Sequence>, DbError> {
    let rows = connection
        .fetch_all(
            "select question from question_vote where room_id = $1 and participant_id = $2 order by question",
            values![room, participant],
        )
        .await?;
    rows.iter().map(|row| row.int("question")).collect()
}

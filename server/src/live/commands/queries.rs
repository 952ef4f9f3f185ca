//! SQL of commands that have been carried out.

use domain::live::Sequence;
use domain::{CommandId, ParticipantId, Timestamp};

use crate::db::{Connection, DbError};
use crate::values;

/// The last event of a command that has been carried out.
pub async fn find(
    connection: &mut Connection,
    participant: ParticipantId,
    id: CommandId,
) -> Result<Option<Sequence>, DbError> {
    let row = connection
        .fetch_optional(
            "select sequence from room_command where participant_id = $1 and id = $2",
            values![participant, id],
        )
        .await?;
    row.map(|row| row.int("sequence")).transpose()
}

pub async fn insert(
    connection: &mut Connection,
    participant: ParticipantId,
    id: CommandId,
    sequence: Sequence,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into room_command (participant_id, id, sequence, at) values ($1, $2, $3, $4)",
            values![participant, id, sequence, now],
        )
        .await
}

/// Forgets commands that no page will send again; answers how many.
pub async fn delete_before(connection: &mut Connection, before: Timestamp) -> Result<u64, DbError> {
    connection.execute("delete from room_command where at < $1", values![before]).await
}

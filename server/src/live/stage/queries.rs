//! SQL of hands and the stage.

use domain::{ParticipantId, Timestamp};

use crate::db::{Connection, DbError};
use crate::values;

/// Raises a hand; false when it was raised already.
pub async fn update_hand_raised(
    connection: &mut Connection,
    participant: ParticipantId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update participant set hand_raised_at = $2 where id = $1 and hand_raised_at is null",
            values![participant, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Lowers a hand; false when it was not raised.
pub async fn update_hand_lowered(
    connection: &mut Connection,
    participant: ParticipantId,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update participant set hand_raised_at = null where id = $1 and hand_raised_at is not null",
            values![participant],
        )
        .await?;
    Ok(changed == 1)
}

/// Puts somebody on stage, their hand down; false when they were there already.
pub async fn update_stepped_on(
    connection: &mut Connection,
    participant: ParticipantId,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update participant set is_on_stage = 1, hand_raised_at = null where id = $1 and is_on_stage = 0",
            values![participant],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes somebody off the stage; false when they were not on it.
pub async fn update_stepped_off(
    connection: &mut Connection,
    participant: ParticipantId,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update participant set is_on_stage = 0 where id = $1 and is_on_stage = 1",
            values![participant],
        )
        .await?;
    Ok(changed == 1)
}

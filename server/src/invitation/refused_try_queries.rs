//! SQL of refused tries.

use std::collections::HashMap;

use domain::invitation::{RefusedTry, TryCause};
use domain::{InvitationId, RoomId, Timestamp};

use crate::db::{Connection, DbError};
use crate::values;

/// What hosts have been told of the tries at one link, and when.
pub async fn list_told(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<Vec<(TryCause, Timestamp)>, DbError> {
    let rows = connection
        .fetch_all("select cause, told_at from refused_try where invitation_id = $1", values![invitation])
        .await?;
    rows.iter().map(|row| Ok((row.parse("cause")?, row.time("told_at")?))).collect()
}

/// Counts one more try.
pub async fn count(
    connection: &mut Connection,
    invitation: InvitationId,
    cause: TryCause,
    user_agent: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into refused_try (invitation_id, cause, tries, first_at, last_at, user_agent, told_at)
             values ($1, $2, 1, $3, $3, $4, $3)
             on conflict (invitation_id, cause) do update
                 set tries = refused_try.tries + 1, last_at = excluded.last_at, user_agent = excluded.user_agent",
            values![invitation, cause.word(), now, user_agent],
        )
        .await
}

pub async fn update_told(
    connection: &mut Connection,
    invitation: InvitationId,
    cause: TryCause,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update refused_try set told_at = $3 where invitation_id = $1 and cause = $2",
            values![invitation, cause.word(), now],
        )
        .await
}

pub async fn delete(
    connection: &mut Connection,
    invitation: InvitationId,
    cause: TryCause,
) -> Result<(), DbError> {
    connection
        .execute(
            "delete from refused_try where invitation_id = $1 and cause = $2",
            values![invitation, cause.word()],
        )
        .await?;
    Ok(())
}

/// The refused tries at the links of a room, by invitation.
pub async fn list(
    connection: &mut Connection,
    room: RoomId,
) -> Result<HashMap<InvitationId, Vec<RefusedTry>>, DbError> {
    let rows = connection
        .fetch_all(
            "select refused_try.* from refused_try join invitation on invitation.id = refused_try.invitation_id
             where invitation.room_id = $1 order by refused_try.first_at, refused_try.cause",
            values![room],
        )
        .await?;
    let mut tries: HashMap<_, Vec<_>> = HashMap::new();
    for row in &rows {
        tries.entry(row.parse("invitation_id")?).or_default().push(RefusedTry {
            cause: row.parse("cause")?,
            count: row.small("tries")?,
            first_at: row.time("first_at")?,
            last_at: row.time("last_at")?,
            user_agent: row.text("user_agent")?,
        });
    }
    Ok(tries)
}

//! The limits of a day: what counts, and whether one more may be invited.

use domain::invite_limit::{COUNTED_FOR, GivenLately, check_limits, counts_still};
use domain::{PersonId, RoomId, Settings, Timestamp};

use super::queries::StoredInvitation;
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::values;

/// Counts one more invitation of a host to a room, which the caller holds.
///
/// # Errors
/// That a limit has been reached, and when it is possible again.
pub async fn count(
    connection: &mut Connection,
    settings: &Settings,
    (by, room): (PersonId, RoomId),
    now: Timestamp,
) -> Outcome<()> {
    let since = now.before(COUNTED_FOR);
    let mut given = GivenLately::default();
    if let Some(most) = settings.invitations_per_host {
        lock_host(connection, by).await?;
        given.by_host = find_by_host(connection, by, most, since).await?;
    }
    if let Some(most) = settings.invitations_per_room {
        given.in_room = find_in_room(connection, room, most, since).await?;
    }
    check_limits(settings, given, now)?;
    forget(connection, by, since).await?;
    insert(connection, (by, room), now).await?;
    Ok(())
}

/// Counts an invitation that a host brings back to a room, which the caller holds, unless it counts already.
///
/// # Errors
/// As [`count`].
pub async fn count_restored(
    connection: &mut Connection,
    settings: &Settings,
    (by, restored): (PersonId, &StoredInvitation),
    now: Timestamp,
) -> Outcome<()> {
    if counts_still(restored.invited_at, now) {
        return Ok(());
    }
    count(connection, settings, (by, restored.invitation.room), now).await
}

/// One host may invite to several rooms at once; each of them is held by itself.
async fn lock_host(connection: &mut Connection, by: PersonId) -> Result<(), DbError> {
    connection.execute_one("update person set active = active where id = $1", values![by]).await
}

/// When the host's last but `most - 1` was given, if they have given so many.
async fn find_by_host(
    connection: &mut Connection,
    by: PersonId,
    most: u32,
    since: Timestamp,
) -> Result<Option<Timestamp>, DbError> {
    let row = connection
        .fetch_optional(
            "select at from given_invitation where person_id = $1 and at > $2
             order by at desc limit 1 offset $3",
            values![by, since, most.saturating_sub(1)],
        )
        .await?;
    row.map(|row| row.time("at")).transpose()
}

async fn find_in_room(
    connection: &mut Connection,
    room: RoomId,
    most: u32,
    since: Timestamp,
) -> Result<Option<Timestamp>, DbError> {
    let row = connection
        .fetch_optional(
            "select at from given_invitation where room_id = $1 and at > $2
             order by at desc limit 1 offset $3",
            values![room, since, most.saturating_sub(1)],
        )
        .await?;
    row.map(|row| row.time("at")).transpose()
}

async fn insert(
    connection: &mut Connection,
    (by, room): (PersonId, RoomId),
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into given_invitation (room_id, person_id, at) values ($1, $2, $3)",
            values![room, by, now],
        )
        .await
}

/// Forgets what of a host counts no more.
async fn forget(connection: &mut Connection, by: PersonId, until: Timestamp) -> Result<(), DbError> {
    connection
        .execute("delete from given_invitation where person_id = $1 and at <= $2", values![by, until])
        .await?;
    Ok(())
}

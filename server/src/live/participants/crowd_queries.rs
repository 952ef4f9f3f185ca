//! SQL of crowds.

use domain::RoomId;
use domain::crowd::Crowd;

use crate::db::{Connection, DbError};
use crate::values;

/// How many inside are known to everybody by name.
pub async fn count_known(connection: &mut Connection, room: RoomId) -> Result<u32, DbError> {
    let row = connection
        .fetch_optional(
            "select count(*) as people from participant
             where room_id = $1 and state = 'inside' and is_in_crowd = 0",
            values![room],
        )
        .await?;
    row.map_or(Ok(0), |row| row.small("people"))
}

/// The size of a room's crowd.
pub async fn count(connection: &mut Connection, room: RoomId) -> Result<Crowd, DbError> {
    let row = connection
        .fetch_optional(
            "select count(*) as people, count(hand_raised_at) as raised_hands from participant
             where room_id = $1 and state = 'inside' and is_in_crowd = 1",
            values![room],
        )
        .await?;
    row.map_or(Ok(Crowd::default()), |row| {
        Ok(Crowd { people: row.small("people")?, raised_hands: row.small("raised_hands")? })
    })
}

/// Notes that the crowd's size is to be told, or has been; false when that was noted already.
pub async fn update_untold(
    connection: &mut Connection,
    room: RoomId,
    is_untold: bool,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update room set is_crowd_untold = $2 where id = $1 and is_crowd_untold <> $2",
            values![room, is_untold],
        )
        .await?;
    Ok(changed == 1)
}

/// The rooms whose crowd is to be told of.
pub async fn list_untold(connection: &mut Connection) -> Result<Vec<RoomId>, DbError> {
    let rows =
        connection.fetch_all("select id from room where is_crowd_untold = 1 limit 100", values![]).await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

//! SQL of lobbies.

use domain::lobby::Lobby;
use domain::lock::Knocker;
use domain::{PersonName, RoomId, Timestamp};

use crate::db::{Connection, DbError};
use crate::people::queries::name;
use crate::values;

/// Notes who waits on a node; nothing is kept where nobody does.
pub async fn note(
    connection: &mut Connection,
    room: RoomId,
    node: &str,
    lobby: &Lobby,
    now: Timestamp,
) -> Result<(), DbError> {
    if lobby.waiting == 0 {
        connection.execute("delete from lobby where room_id = $1 and node = $2", values![room, node]).await?;
        return Ok(());
    }
    connection
        .execute_one(
            "insert into lobby (room_id, node, waiting, names, seen_at) values ($1, $2, $3, $4, $5)
             on conflict (room_id, node) do update
                 set waiting = excluded.waiting, names = excluded.names, seen_at = excluded.seen_at",
            values![room, node, i64::from(lobby.waiting), json(&lobby.names)?, now],
        )
        .await
}

/// Whether that is what this node has noted since `after`, and no other node has been silent since. Nobody at all needs
/// no note.
pub async fn is_noted(
    connection: &mut Connection,
    room: RoomId,
    node: &str,
    lobby: &Lobby,
    after: Timestamp,
) -> Result<bool, DbError> {
    let rows = connection
        .fetch_all("select node, waiting, names, seen_at from lobby where room_id = $1", values![room])
        .await?;
    let (mut is_noted, mut is_anybody_silent) = (false, false);
    for row in &rows {
        is_anybody_silent |= row.time("seen_at")? <= after;
        let noted = Lobby { waiting: row.small("waiting")?, names: row.json("names")? };
        is_noted |= row.text("node")? == node && noted == *lobby;
    }
    Ok(is_noted && !is_anybody_silent)
}

/// Forgets nodes that have not been seen since `before`.
pub async fn delete_unseen(
    connection: &mut Connection,
    room: RoomId,
    before: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute("delete from lobby where room_id = $1 and seen_at < $2", values![room, before])
        .await?;
    Ok(())
}

/// Who waits on each node.
pub async fn list(connection: &mut Connection, room: RoomId) -> Result<Vec<Lobby>, DbError> {
    let rows = connection
        .fetch_all("select waiting, names from lobby where room_id = $1 order by node", values![room])
        .await?;
    rows.iter().map(|row| Ok(Lobby { waiting: row.small("waiting")?, names: row.json("names")? })).collect()
}

/// Notes what hosts are told; false when they know it.
pub async fn update_told(connection: &mut Connection, room: RoomId, lobby: &Lobby) -> Result<bool, DbError> {
    let changed = connection
        .execute("update room set lobby = $2 where id = $1 and lobby <> $2", values![room, json(lobby)?])
        .await?;
    Ok(changed == 1)
}

/// The rooms for whose start somebody waits, or has.
pub async fn list_rooms(connection: &mut Connection) -> Result<Vec<RoomId>, DbError> {
    let rows = connection.fetch_all("select distinct room_id from lobby", values![]).await?;
    rows.iter().map(|row| row.parse("room_id")).collect()
}

/// What somebody before a door is called.
pub async fn find_name(connection: &mut Connection, knocker: Knocker) -> Result<Option<PersonName>, DbError> {
    let row = match knocker {
        Knocker::Guest(invitation) => {
            connection
                .fetch_optional(
                    "select first_name, last_name from invitation where id = $1",
                    values![invitation],
                )
                .await?
        }
        Knocker::LinkGuest(guest) => {
            connection
                .fetch_optional("select first_name, last_name from link_guest where id = $1", values![guest])
                .await?
        }
        Knocker::Member(person) => {
            connection
                .fetch_optional("select first_name, last_name from person where id = $1", values![person])
                .await?
        }
    };
    row.as_ref().map(name).transpose()
}

fn json(value: &impl serde::Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|_| DbError::Unreadable { column: "lobby".to_owned() })
}

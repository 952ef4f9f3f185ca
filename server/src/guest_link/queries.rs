//! SQL of guest links and of who has come by them.

use domain::guest_link::{GuestLink, LinkBearer};
use domain::{EmailAddress, GuestLinkId, LinkGuestId, PersonId, PersonName, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::queries::name;
use crate::values;

/// A guest link as stored.
#[derive(Clone, Debug)]
pub struct StoredGuestLink {
    pub link: GuestLink,
    /// The row's part of the link's token.
    pub nonce: String,
}

/// Somebody who has said who they are.
#[derive(Clone, Debug)]
pub struct StoredLinkGuest {
    pub id: LinkGuestId,
    pub room: RoomId,
    /// The link they came by.
    pub link: GuestLinkId,
    /// As typed: nobody has proven it.
    pub email: EmailAddress,
    pub name: PersonName,
}

fn read_link(row: &Row) -> Result<StoredGuestLink, DbError> {
    Ok(StoredGuestLink {
        link: GuestLink {
            id: row.parse("id")?,
            room: row.parse("room_id")?,
            name: row.text("name")?,
            most_entries: row.optional_small("most_entries")?,
            entries: row.small("entries")?,
            ends_at: row.optional_time("ends_at")?,
            is_on: row.flag("is_on")?,
            is_deleted: row.optional_int("deleted_at")?.is_some(),
            made_at: row.time("made_at")?,
        },
        nonce: row.text("nonce")?,
    })
}

pub fn read_guest(row: &Row) -> Result<StoredLinkGuest, DbError> {
    Ok(StoredLinkGuest {
        id: row.parse("id")?,
        room: row.parse("room_id")?,
        link: row.parse("guest_link_id")?,
        email: row.parse("email")?,
        name: name(row)?,
    })
}

pub async fn find(
    connection: &mut Connection,
    link: GuestLinkId,
) -> Result<Option<StoredGuestLink>, DbError> {
    let row = connection.fetch_optional("select * from guest_link where id = $1", values![link]).await?;
    row.as_ref().map(read_link).transpose()
}

/// The guest links of a room that are not deleted, the oldest first.
pub async fn list(connection: &mut Connection, room: RoomId) -> Result<Vec<StoredGuestLink>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from guest_link where room_id = $1 and deleted_at is null order by made_at, id",
            values![room],
        )
        .await?;
    rows.iter().map(read_link).collect()
}

pub async fn insert(
    connection: &mut Connection,
    stored: &StoredGuestLink,
    made_by: PersonId,
) -> Result<(), DbError> {
    let link = &stored.link;
    connection
        .execute_one(
            "insert into guest_link (id, room_id, name, most_entries, entries, ends_at, is_on, nonce, made_by, made_at)
             values ($1, $2, $3, $4, 0, $5, 1, $6, $7, $8)",
            values![
                link.id,
                link.room,
                &link.name,
                link.most_entries,
                link.ends_at,
                &stored.nonce,
                made_by,
                link.made_at,
            ],
        )
        .await
}

/// Switches a link; false when it is so already.
pub async fn update_on(connection: &mut Connection, link: GuestLinkId, is_on: bool) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update guest_link set is_on = $2 where id = $1 and is_on <> $2 and deleted_at is null",
            values![link, is_on],
        )
        .await?;
    Ok(changed == 1)
}

/// Deletes a link for good; who has come by it is kept. False when it is deleted already.
pub async fn update_deleted(
    connection: &mut Connection,
    link: GuestLinkId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update guest_link set deleted_at = $2 where id = $1 and deleted_at is null",
            values![link, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Counts somebody who has come by a link. Fails when it has been used as often as it may be.
pub async fn update_entries(connection: &mut Connection, link: GuestLinkId) -> Result<(), DbError> {
    connection
        .execute_one(
            "update guest_link set entries = entries + 1
             where id = $1 and (most_entries is null or entries < most_entries)",
            values![link],
        )
        .await
}

/// The place that a device holds in a room.
pub async fn find_place(
    connection: &mut Connection,
    room: RoomId,
    device_hash: &str,
) -> Result<Option<StoredLinkGuest>, DbError> {
    let row = connection
        .fetch_optional(
            "select * from link_guest where room_id = $1 and device_hash = $2 and is_over = 0",
            values![room, device_hash],
        )
        .await?;
    row.as_ref().map(read_guest).transpose()
}

/// Somebody who has said who they are, unless that is erased.
pub async fn find_guest(
    connection: &mut Connection,
    guest: LinkGuestId,
) -> Result<Option<StoredLinkGuest>, DbError> {
    let row = connection
        .fetch_optional("select * from link_guest where id = $1 and erased_at is null", values![guest])
        .await?;
    row.as_ref().map(read_guest).transpose()
}

/// The device that takes a place.
#[derive(Clone, Copy, Debug)]
pub struct TakingDevice<'a> {
    pub device_hash: &'a str,
    pub user_agent: &'a str,
}

pub async fn insert_guest(
    connection: &mut Connection,
    guest: &StoredLinkGuest,
    device: TakingDevice<'_>,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into link_guest (id, room_id, guest_link_id, email, first_name, last_name, device_hash, user_agent,
                 came_at, is_over)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)",
            values![
                guest.id,
                guest.room,
                guest.link,
                &guest.email,
                guest.name.first(),
                guest.name.last(),
                device.device_hash,
                device.user_agent,
                now,
            ],
        )
        .await
}

/// Those who came to a room by a guest link and have been removed.
pub async fn list_removed(connection: &mut Connection, room: RoomId) -> Result<Vec<LinkBearer>, DbError> {
    let rows = connection
        .fetch_all(
            "select link_guest.email, link_guest.device_hash
             from link_guest join participant on participant.link_guest_id = link_guest.id
             where link_guest.room_id = $1 and participant.state = 'removed'",
            values![room],
        )
        .await?;
    rows.iter()
        .map(|row| Ok(LinkBearer { email: row.parse("email")?, device: row.text("device_hash")? }))
        .collect()
}

/// Gives one place back.
pub async fn update_guest_over(
    connection: &mut Connection,
    guest: LinkGuestId,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update link_guest set is_over = 1, over_at = $2 where id = $1 and is_over = 0",
            values![guest, now],
        )
        .await?;
    Ok(())
}

/// A session is over: its places are held no more.
pub async fn update_over(
    connection: &mut Connection,
    room: RoomId,
    ended_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update link_guest set is_over = 1, over_at = $2 where room_id = $1 and is_over = 0",
            values![room, ended_at],
        )
        .await?;
    Ok(())
}

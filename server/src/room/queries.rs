//! SQL of rooms and their hosts.

use domain::lobby::Lobby;
use domain::people::PersonSuggestion;
use domain::room::{Audience, RoomDetails};
use domain::session::{MOST_WITHOUT_HOST, Session};
use domain::settings::PersonAddresses;
use domain::{HostKind, PersonId, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::addresses::is_address_of;
use crate::people::queries::person;
use crate::values;

/// A room as stored.
#[derive(Clone, Debug)]
pub struct StoredRoom {
    pub id: RoomId,
    pub details: RoomDetails,
    pub session: Session,
    pub sequence: i64,
    /// Raised by each change that a host makes to what the room's form shows.
    pub version: i64,
    pub deleted_at: Option<Timestamp>,
    /// New viewers wait until somebody lets them in.
    pub is_locked: bool,
    /// What all who wait are told; empty when nothing is.
    pub waiting_message: String,
    /// Who waits for the start, as told last.
    pub lobby: Lobby,
}

/// A person's part in a room of a list.
pub struct ListedRoom {
    pub room: StoredRoom,
    pub host: Option<HostKind>,
    pub invited_as: Option<domain::Role>,
}

/// The word for the session's state, as the table's check wants it.
pub const fn session_state(session: &Session) -> &'static str {
    match (session.opened_at, session.ended_at) {
        (_, Some(_)) => "ended",
        (Some(_), None) => "open",
        (None, None) => "planned",
    }
}

pub fn read_room(row: &Row) -> Result<StoredRoom, DbError> {
    Ok(StoredRoom {
        id: row.parse("id")?,
        details: RoomDetails {
            title: row.text("title")?,
            description: row.text("description")?,
            speakers: row.json("speakers")?,
            time_zone: row.text("time_zone")?,
            collaboration: row.flag("collaboration")?,
            audience: row.parse("audience")?,
        },
        session: Session {
            starts_at: row.time("starts_at")?,
            ends_at: row.time("ends_at")?,
            opened_at: row.optional_time("opened_at")?,
            ended_at: row.optional_time("ended_at")?,
            host_away_since: row.optional_time("host_away_since")?,
        },
        sequence: row.int("event_sequence")?,
        version: row.int("version")?,
        deleted_at: row.optional_time("deleted_at")?,
        is_locked: row.optional_time("locked_at")?.is_some(),
        waiting_message: row.text("waiting_message")?,
        lobby: row.json("lobby")?,
    })
}

pub async fn find_room(connection: &mut Connection, room: RoomId) -> Result<Option<StoredRoom>, DbError> {
    let row = connection.fetch_optional("select * from room where id = $1", values![room]).await?;
    row.as_ref().map(read_room).transpose()
}

/// Whether the site has a room.
pub async fn has_any(connection: &mut Connection) -> Result<bool, DbError> {
    Ok(connection.fetch_optional("select id from room limit 1", values![]).await?.is_some())
}

/// The rooms a person is a host of, is invited to, or may see because everybody may: soonest first, ended ones
/// last. Deleted ones are left out, and so are those that ended before `ended_after` and are not the person's
/// own.
pub async fn list_rooms(
    connection: &mut Connection,
    person: PersonId,
    addresses: PersonAddresses,
    ended_after: Timestamp,
    now: Timestamp,
) -> Result<Vec<ListedRoom>, DbError> {
    let PersonAddresses { exact, plain, from, to, at_domain } = addresses;
    // Of several invitations to one room, the one by which the door knows them.
    let rows = connection
        .fetch_all(
            concat!(
                "with own as (
                     select id, room_id, role, state, row_number() over (
                         partition by room_id order by case when email = $2 then 0 else 1 end, invited_at, id) as place
                     from invitation
                     where ", is_address_of!("email", "$2", "$6", "$7", "$8", "$9"), ")
             select room.*, room_host.kind as host_kind, own.role as invited_as
             from room
             left join room_host on room_host.room_id = room.id and room_host.person_id = $1
             left join own on own.room_id = room.id and own.place = 1 and own.state = 'open'
             where room.deleted_at is null
                 and (room_host.kind is not null
                     or ((own.id is not null or room.audience = $3) and room.ends_at > $4))
             order by case when room.session_state = 'ended' or room.ends_at <= $5 then 1 else 0 end,
                 room.starts_at, room.id
             limit 500"
            ),
            values![
                person,
                &exact,
                Audience::Site.word(),
                ended_after,
                now,
                &plain,
                from,
                to,
                at_domain
            ],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ListedRoom {
                room: read_room(row)?,
                host: row.optional_parse("host_kind")?,
                invited_as: row.optional_parse("invited_as")?,
            })
        })
        .collect()
}

pub async fn insert_room(
    connection: &mut Connection,
    room: RoomId,
    details: &RoomDetails,
    session: &Session,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into room (id, title, description, speakers, time_zone, collaboration, audience,
                 starts_at, ends_at, session_state, opened_at, ended_at, event_sequence, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13)",
            values![
                room,
                &details.title,
                &details.description,
                speakers_json(details)?,
                &details.time_zone,
                details.collaboration,
                details.audience.word(),
                session.starts_at,
                session.ends_at,
                session_state(session),
                session.opened_at,
                session.ended_at,
                now,
            ],
        )
        .await
}

pub async fn update_details(
    connection: &mut Connection,
    room: RoomId,
    details: &RoomDetails,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update room set title = $2, description = $3, speakers = $4, time_zone = $5, collaboration = $6,
                 audience = $7
             where id = $1 and deleted_at is null",
            values![
                room,
                &details.title,
                &details.description,
                speakers_json(details)?,
                &details.time_zone,
                details.collaboration,
                details.audience.word(),
            ],
        )
        .await
}

/// Notes a change by a host who has seen the room as it was at version `seen`; fails when somebody was faster.
pub async fn update_version(
    connection: &mut Connection,
    room: RoomId,
    seen: Option<i64>,
) -> Result<(), DbError> {
    let seen = seen.ok_or(DbError::ChangedMeanwhile)?;
    connection
        .execute_one(
            "update room set version = version + 1 where id = $1 and version = $2",
            values![room, seen],
        )
        .await
}

/// Replaces the session `old` by `new`; fails when somebody was faster.
pub async fn update_session(
    connection: &mut Connection,
    room: RoomId,
    old: &Session,
    new: &Session,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update room set starts_at = $2, ends_at = $3, session_state = $4, opened_at = $5, ended_at = $6,
                 host_away_since = $10
             where id = $1 and session_state = $7 and starts_at = $8 and ends_at = $9 and deleted_at is null",
            values![
                room,
                new.starts_at,
                new.ends_at,
                session_state(new),
                new.opened_at,
                new.ended_at,
                session_state(old),
                old.starts_at,
                old.ends_at,
                new.host_away_since,
            ],
        )
        .await
}

pub async fn update_deleted(
    connection: &mut Connection,
    room: RoomId,
    deleted_at: Option<Timestamp>,
) -> Result<bool, DbError> {
    let changed = match deleted_at {
        Some(at) => {
            connection
                .execute(
                    "update room set deleted_at = $2 where id = $1 and deleted_at is null",
                    values![room, at],
                )
                .await?
        }
        None => {
            connection
                .execute(
                    "update room set deleted_at = null where id = $1 and deleted_at is not null",
                    values![room],
                )
                .await?
        }
    };
    Ok(changed == 1)
}

/// The rooms whose session the clock must open by `now`.
pub async fn list_due_to_open(connection: &mut Connection, now: Timestamp) -> Result<Vec<RoomId>, DbError> {
    let rows = connection
        .fetch_all(
            "select id from room where session_state = 'planned' and starts_at <= $1 and deleted_at is null
             limit 100",
            values![now],
        )
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// The rooms whose session the clock must end by `now`: as planned, or because no host has come back.
pub async fn list_due_to_end(connection: &mut Connection, now: Timestamp) -> Result<Vec<RoomId>, DbError> {
    let rows = connection
        .fetch_all(
            "select id from room where session_state in ('planned', 'open') and ends_at <= $1
                 and deleted_at is null
             union
             select id from room where host_away_since <= $2 and session_state = 'open' and deleted_at is null
             limit 100",
            values![now, now.before(MOST_WITHOUT_HOST)],
        )
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

pub async fn find_host(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
) -> Result<Option<HostKind>, DbError> {
    let row = connection
        .fetch_optional(
            "select kind from room_host where room_id = $1 and person_id = $2",
            values![room, person],
        )
        .await?;
    row.map(|row| row.parse("kind")).transpose()
}

pub async fn list_hosts(
    connection: &mut Connection,
    room: RoomId,
) -> Result<Vec<(PersonSuggestion, HostKind)>, DbError> {
    let rows = connection
        .fetch_all(
            "select person.id, person.email, person.first_name, person.last_name, room_host.kind
             from room_host join person on person.id = room_host.person_id
             where room_host.room_id = $1
             order by person.last_first_key, person.id",
            values![room],
        )
        .await?;
    rows.iter().map(|row| Ok((person(row)?, row.parse("kind")?))).collect()
}

/// Whether somebody has ever been inside.
pub async fn has_had_people(connection: &mut Connection, room: RoomId) -> Result<bool, DbError> {
    let row = connection
        .fetch_optional("select id from participant where room_id = $1 limit 1", values![room])
        .await?;
    Ok(row.is_some())
}

/// Whether all these people are in the directory and active.
pub async fn is_active_person(connection: &mut Connection, person: PersonId) -> Result<bool, DbError> {
    let row = connection
        .fetch_optional("select id from person where id = $1 and active = 1", values![person])
        .await?;
    Ok(row.is_some())
}

pub async fn insert_host(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
    kind: HostKind,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into room_host (room_id, person_id, kind) values ($1, $2, $3)",
            values![room, person, kind.word()],
        )
        .await
}

pub async fn delete_hosts_but_owner(connection: &mut Connection, room: RoomId) -> Result<(), DbError> {
    connection.execute("delete from room_host where room_id = $1 and kind <> 'owner'", values![room]).await?;
    Ok(())
}

fn speakers_json(details: &RoomDetails) -> Result<String, DbError> {
    serde_json::to_string(&details.speakers)
        .map_err(|_| DbError::Unreadable { column: "room.speakers".to_owned() })
}

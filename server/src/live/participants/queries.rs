//! SQL of participants.

use domain::live::Participant;
use domain::lock::Knocker;
use domain::settings::PersonAddresses;
use domain::stage::is_on_stage_after;
use domain::{InvitationId, LinkGuestId, ParticipantId, PersonId, Role, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::addresses::is_address_of;
use crate::people::queries::name;
use crate::values;

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    Inside,
    Left,
    Removed,
}

/// A participant as stored.
#[derive(Clone, Debug)]
pub struct StoredParticipant {
    pub participant: Participant,
    pub room: RoomId,
    pub invitation: Option<InvitationId>,
    pub link_guest: Option<LinkGuestId>,
    pub person: Option<PersonId>,
    pub whereabouts: Whereabouts,
    /// May not write in the chat.
    pub is_muted: bool,
    /// Passes the room's lock.
    pub is_let_in: bool,
}

/// What makes somebody a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Invitation(InvitationId),
    Person(PersonId),
    LinkGuest(LinkGuestId),
}

impl From<Origin> for Knocker {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Invitation(invitation) => Self::Guest(invitation),
            Origin::Person(person) => Self::Member(person),
            Origin::LinkGuest(guest) => Self::LinkGuest(guest),
        }
    }
}

fn read_participant(row: &Row) -> Result<StoredParticipant, DbError> {
    let invitation = row.optional_parse("invitation_id")?;
    let link_guest = row.optional_parse("link_guest_id")?;
    Ok(StoredParticipant {
        participant: Participant {
            id: row.parse("id")?,
            name: name(row)?,
            role: row.parse("role")?,
            is_guest: invitation.is_some() || link_guest.is_some(),
            entered_at: row.time("entered_at")?,
            is_on_stage: row.flag("is_on_stage")?,
            hand_raised_at: row.optional_time("hand_raised_at")?,
            is_in_crowd: row.flag("is_in_crowd")?,
        },
        room: row.parse("room_id")?,
        invitation,
        link_guest,
        whereabouts: match row.text("state")?.as_str() {
            "inside" => Whereabouts::Inside,
            "left" => Whereabouts::Left,
            _ => Whereabouts::Removed,
        },
        is_muted: row.flag("is_muted")?,
        is_let_in: row.flag("is_let_in")?,
        person: row.optional_parse("person_id")?,
    })
}

pub async fn find(
    connection: &mut Connection,
    participant: ParticipantId,
) -> Result<Option<StoredParticipant>, DbError> {
    let row =
        connection.fetch_optional("select * from participant where id = $1", values![participant]).await?;
    row.as_ref().map(read_participant).transpose()
}

pub async fn find_by_origin(
    connection: &mut Connection,
    room: RoomId,
    origin: Origin,
) -> Result<Option<StoredParticipant>, DbError> {
    let row = match origin {
        Origin::Invitation(invitation) => {
            connection
                .fetch_optional(
                    "select * from participant where room_id = $1 and invitation_id = $2",
                    values![room, invitation],
                )
                .await?
        }
        Origin::Person(person) => {
            connection
                .fetch_optional(
                    "select * from participant where room_id = $1 and person_id = $2",
                    values![room, person],
                )
                .await?
        }
        Origin::LinkGuest(guest) => {
            connection
                .fetch_optional(
                    "select * from participant where room_id = $1 and link_guest_id = $2",
                    values![room, guest],
                )
                .await?
        }
    };
    row.as_ref().map(read_participant).transpose()
}

/// Who came as a person of this site with one of these addresses, the very one first.
pub async fn find_by_addresses(
    connection: &mut Connection,
    room: RoomId,
    addresses: PersonAddresses,
) -> Result<Option<StoredParticipant>, DbError> {
    let PersonAddresses { exact, plain, from, to, at_domain } = addresses;
    let row = connection
        .fetch_optional(
            concat!(
                "select participant.* from participant join person on person.id = participant.person_id
                 where participant.room_id = $1
                     and ", is_address_of!("person.email", "$2", "$3", "$4", "$5", "$6"),
                " order by case when person.email = $2 then 0 else 1 end, participant.entered_at, participant.id
                 limit 1"
            ),
            values![room, &exact, &plain, from, to, at_domain],
        )
        .await?;
    row.as_ref().map(read_participant).transpose()
}

/// Who is inside and known to everybody, with `me`, in order of arrival.
pub async fn list_known(
    connection: &mut Connection,
    room: RoomId,
    me: Option<ParticipantId>,
) -> Result<Vec<Participant>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from participant where room_id = $1 and state = 'inside' and (is_in_crowd = 0 or id = $2)
             order by entered_at, id",
            values![room, me],
        )
        .await?;
    rows.iter().map(|row| read_participant(row).map(|stored| stored.participant)).collect()
}

/// Whether one of the room's hosts is inside.
pub async fn is_host_inside(connection: &mut Connection, room: RoomId) -> Result<bool, DbError> {
    let host = connection
        .fetch_optional(
            "select id from participant where room_id = $1 and state = 'inside' and role = 'host' limit 1",
            values![room],
        )
        .await?;
    Ok(host.is_some())
}

/// Everybody inside, in order of arrival.
pub async fn list_inside(connection: &mut Connection, room: RoomId) -> Result<Vec<Participant>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from participant where room_id = $1 and state = 'inside' order by entered_at, id",
            values![room],
        )
        .await?;
    rows.iter().map(|row| read_participant(row).map(|stored| stored.participant)).collect()
}

/// The rooms in which somebody of this site is inside as such, in one order.
pub async fn list_rooms_inside(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Vec<RoomId>, DbError> {
    let rows = connection
        .fetch_all(
            "select room_id from participant where person_id = $1 and state = 'inside' order by room_id",
            values![person],
        )
        .await?;
    rows.iter().map(|row| row.parse("room_id")).collect()
}

pub async fn insert(
    connection: &mut Connection,
    room: RoomId,
    origin: Origin,
    participant: &Participant,
) -> Result<(), DbError> {
    let (invitation, person, guest) = match origin {
        Origin::Invitation(invitation) => (Some(invitation), None, None),
        Origin::Person(person) => (None, Some(person), None),
        Origin::LinkGuest(guest) => (None, None, Some(guest)),
    };
    connection
        .execute_one(
            "insert into participant (id, room_id, invitation_id, person_id, first_name, last_name, role, state,
                 entered_at, seen_at, is_on_stage, is_in_crowd, link_guest_id)
             values ($1, $2, $3, $4, $5, $6, $7, 'inside', $8, $8, $9, $10, $11)",
            values![
                participant.id,
                room,
                invitation,
                person,
                participant.name.first(),
                participant.name.last(),
                participant.role.word(),
                participant.entered_at,
                participant.is_on_stage,
                participant.is_in_crowd,
                guest,
            ],
        )
        .await
}

/// Brings somebody back in as they are now, their hand down.
pub async fn update_entered(connection: &mut Connection, participant: &Participant) -> Result<(), DbError> {
    connection
        .execute_one(
            "update participant set state = 'inside', first_name = $2, last_name = $3, role = $4,
                 entered_at = $5, seen_at = $5, is_on_stage = $6, is_in_crowd = $7, hand_raised_at = null
             where id = $1 and state <> 'inside'",
            values![
                participant.id,
                participant.name.first(),
                participant.name.last(),
                participant.role.word(),
                participant.entered_at,
                participant.is_on_stage,
                participant.is_in_crowd,
            ],
        )
        .await
}

/// Gives somebody another role, and the place on stage or off it that goes with it.
pub async fn update_role(
    connection: &mut Connection,
    known: &StoredParticipant,
    to: Role,
) -> Result<(), DbError> {
    let Participant { id, role: from, is_on_stage, .. } = known.participant;
    let is_inside = known.whereabouts == Whereabouts::Inside;
    let is_on_stage = is_inside && is_on_stage_after(from, to, is_on_stage);
    connection
        .execute_one(
            "update participant set role = $3, is_on_stage = $4 where id = $1 and role = $2",
            values![id, from.word(), to.word(), is_on_stage],
        )
        .await
}

/// Makes somebody who came as a person of this site the guest of an invitation.
pub async fn update_origin(
    connection: &mut Connection,
    participant: ParticipantId,
    invitation: InvitationId,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update participant set invitation_id = $2, person_id = null
             where id = $1 and invitation_id is null",
            values![participant, invitation],
        )
        .await
}

/// Somebody who was inside has left, who is told; `None` when they were not inside.
pub async fn update_left(
    connection: &mut Connection,
    participant: ParticipantId,
) -> Result<Option<StoredParticipant>, DbError> {
    let left = connection
        .fetch_optional(
            "update participant set state = 'left', is_on_stage = 0, hand_raised_at = null
             where id = $1 and state = 'inside' returning *",
            values![participant],
        )
        .await?;
    left.as_ref().map(read_participant).transpose()
}

/// Makes somebody of the crowd known to everybody.
pub async fn update_known(connection: &mut Connection, participant: ParticipantId) -> Result<(), DbError> {
    connection
        .execute_one(
            "update participant set is_in_crowd = 0 where id = $1 and is_in_crowd = 1",
            values![participant],
        )
        .await
}

/// The session is over for everybody.
pub async fn update_all_left(connection: &mut Connection, room: RoomId) -> Result<(), DbError> {
    connection
        .execute(
            "update participant set state = 'left', is_on_stage = 0, hand_raised_at = null
             where room_id = $1 and state = 'inside'",
            values![room],
        )
        .await?;
    Ok(())
}

pub async fn update_removed(connection: &mut Connection, participant: ParticipantId) -> Result<(), DbError> {
    connection
        .execute_one(
            "update participant set state = 'removed', is_on_stage = 0, hand_raised_at = null, is_let_in = 0
             where id = $1 and state <> 'removed'",
            values![participant],
        )
        .await
}

/// Lets somebody who was removed come back, should they be let in.
pub async fn update_forgiven(connection: &mut Connection, participant: ParticipantId) -> Result<(), DbError> {
    connection
        .execute(
            "update participant set state = 'left' where id = $1 and state = 'removed'",
            values![participant],
        )
        .await?;
    Ok(())
}

pub async fn update_seen(
    connection: &mut Connection,
    participant: ParticipantId,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update participant set seen_at = $2 where id = $1 and seen_at < $2",
            values![participant, now],
        )
        .await?;
    Ok(())
}

/// Whether none of somebody's pages has been seen since `before`.
pub async fn is_unseen(
    connection: &mut Connection,
    participant: ParticipantId,
    before: Timestamp,
) -> Result<bool, DbError> {
    let row = connection
        .fetch_optional(
            "select id from participant where id = $1 and seen_at < $2",
            values![participant, before],
        )
        .await?;
    Ok(row.is_some())
}

/// Those inside whose pages have not been seen since `before`.
pub async fn list_unseen(
    connection: &mut Connection,
    before: Timestamp,
) -> Result<Vec<(RoomId, ParticipantId)>, DbError> {
    let rows = connection
        .fetch_all(
            "select room_id, id from participant where state = 'inside' and seen_at < $1 limit 500",
            values![before],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parse("room_id")?, row.parse("id")?))).collect()
}

/// Lets somebody write in the chat no more, or again.
pub async fn update_muted(
    connection: &mut Connection,
    participant: ParticipantId,
    is_muted: bool,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update participant set is_muted = $2 where id = $1 and is_muted <> $2",
            values![participant, is_muted],
        )
        .await
}

/// Who of a room may not write in its chat, inside or not.
pub async fn list_muted(connection: &mut Connection, room: RoomId) -> Result<Vec<ParticipantId>, DbError> {
    let rows = connection
        .fetch_all(
            "select id from participant where room_id = $1 and is_muted = 1 order by id",
            values![room],
        )
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

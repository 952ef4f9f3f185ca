//! SQL of whom a change of the settings touches.

use domain::{EmailAddress, Timestamp};

use crate::db::{Connection, DbError};
use crate::values;

/// The addresses of those who hold a place by a guest link, in rooms whose session is not over, and are not inside.
pub async fn list_places(connection: &mut Connection) -> Result<Vec<EmailAddress>, DbError> {
    let rows = connection
        .fetch_all(
            "select link_guest.email from link_guest
             join room on room.id = link_guest.room_id
             left join participant on participant.link_guest_id = link_guest.id
             where link_guest.is_over = 0 and link_guest.erased_at is null and room.deleted_at is null
                 and room.session_state <> 'ended' and (participant.id is null or participant.state = 'left')",
            values![],
        )
        .await?;
    rows.iter().map(|row| row.parse("email")).collect()
}

/// The addresses of the guests who are inside, whichever link they came by.
pub async fn list_inside(connection: &mut Connection) -> Result<Vec<EmailAddress>, DbError> {
    let rows = connection
        .fetch_all(
            "select coalesce(invitation.email, link_guest.email) as email from participant
             join room on room.id = participant.room_id
             left join invitation on invitation.id = participant.invitation_id
             left join link_guest on link_guest.id = participant.link_guest_id
             where participant.state = 'inside' and participant.person_id is null
                 and room.deleted_at is null and room.session_state <> 'ended'",
            values![],
        )
        .await?;
    rows.iter().map(|row| row.parse("email")).collect()
}

/// How many each host has invited since then.
pub async fn list_given_by_hosts(connection: &mut Connection, since: Timestamp) -> Result<Vec<u32>, DbError> {
    let rows = connection
        .fetch_all(
            "select count(*) as given from given_invitation where at > $1 group by person_id",
            values![since],
        )
        .await?;
    rows.iter().map(|row| row.small("given")).collect()
}

/// How many have been invited to each room since then.
pub async fn list_given_in_rooms(connection: &mut Connection, since: Timestamp) -> Result<Vec<u32>, DbError> {
    let rows = connection
        .fetch_all(
            "select count(*) as given from given_invitation where at > $1 group by room_id",
            values![since],
        )
        .await?;
    rows.iter().map(|row| row.small("given")).collect()
}

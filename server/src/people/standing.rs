//! Telling the open pages of somebody that the door may say something else to them from now on.

use domain::live::RoomEvent;
use domain::settings::PersonAddresses;
use domain::{EmailAddress, PersonId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::live::events;
use crate::people::addresses::is_address_of;
use crate::settings;
use crate::values;

/// Tells all pages on which somebody may have come in or wait: by being a host, a member of the site, or invited at this
/// address, or at another one of theirs.
pub async fn tell_everywhere(
    connection: &mut Connection,
    person: PersonId,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<(), DbError> {
    let addresses = settings::load(connection).await?.addresses_of(email);
    let PersonAddresses { exact, plain, from, to, at_domain } = addresses;
    // In one order, so that two who do this at once wait for one another.
    let rooms = connection
        .fetch_all(
            concat!(
                "select room.id from room
                 where room.deleted_at is null and (
                    exists (select 1 from room_host where room_host.room_id = room.id and room_host.person_id = $1)
                    or (room.session_state <> 'ended' and (
                        room.audience = 'site'
                        or exists (select 1 from participant
                            where participant.room_id = room.id and participant.person_id = $1)
                        or room.id in (select invitation.room_id from invitation
                            where ", is_address_of!("invitation.email", "$2", "$3", "$4", "$5", "$6"), "))))
                 order by room.id"
            ),
            values![person, &exact, &plain, from, to, at_domain],
        )
        .await?;
    tell(connection, &rooms, person, now).await
}

/// Tells the pages of the rooms that somebody hosts: whether they may invite may have changed.
pub async fn tell_host(connection: &mut Connection, person: PersonId, now: Timestamp) -> Result<(), DbError> {
    let rooms = connection
        .fetch_all(
            "select room.id from room_host join room on room.id = room_host.room_id
             where room_host.person_id = $1 and room.deleted_at is null order by room.id",
            values![person],
        )
        .await?;
    tell(connection, &rooms, person, now).await
}

async fn tell(
    connection: &mut Connection,
    rooms: &[Row],
    person: PersonId,
    now: Timestamp,
) -> Result<(), DbError> {
    for room in rooms {
        events::append(connection, room.parse("id")?, &RoomEvent::StandingChanged { person }, now).await?;
    }
    Ok(())
}

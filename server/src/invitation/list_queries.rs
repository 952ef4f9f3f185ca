//! SQL of the hosts' list: everything about a room's invitations at once.

use std::collections::HashMap;

use app::invitation::api::ClaimedDevice;
use domain::{InvitationId, RoomId, Timestamp};

use super::queries::{StoredInvitation, read_invitation};
use crate::db::{Connection, DbError};
use crate::values;

/// An invitation, and where its guest is.
pub struct StoredRow {
    pub stored: StoredInvitation,
    pub is_inside: bool,
    /// When one of the guest's pages last had its stream open.
    pub seen_at: Option<Timestamp>,
}

/// A room's invitations, in no order.
pub async fn list(connection: &mut Connection, room: RoomId) -> Result<Vec<StoredRow>, DbError> {
    let rows = connection
        .fetch_all(
            "select invitation.*, participant.state as whereabouts, participant.seen_at
             from invitation left join participant
                 on participant.room_id = invitation.room_id and participant.invitation_id = invitation.id
             where invitation.room_id = $1 and invitation.erased_at is null",
            values![room],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(StoredRow {
                stored: read_invitation(row)?,
                is_inside: row.optional_text("whereabouts")?.is_some_and(|state| state == "inside"),
                seen_at: row.optional_time("seen_at")?,
            })
        })
        .collect()
}

/// The devices that use the links of a room, by invitation, latest first.
pub async fn list_devices(
    connection: &mut Connection,
    room: RoomId,
) -> Result<HashMap<InvitationId, Vec<ClaimedDevice>>, DbError> {
    let rows = connection
        .fetch_all(
            "select claimed_device.invitation_id, claimed_device.user_agent, claimed_device.claimed_at
             from claimed_device join invitation on invitation.id = claimed_device.invitation_id
             where invitation.room_id = $1
             order by claimed_device.claimed_at desc",
            values![room],
        )
        .await?;
    let mut devices: HashMap<_, Vec<_>> = HashMap::new();
    for row in &rows {
        let device =
            ClaimedDevice { user_agent: row.text("user_agent")?, claimed_at: row.time("claimed_at")? };
        devices.entry(row.parse("invitation_id")?).or_default().push(device);
    }
    Ok(devices)
}

/// How many guests of a room ask for a new link.
pub async fn count_requests(connection: &mut Connection, room: RoomId) -> Result<u32, DbError> {
    let row = connection
        .fetch_optional(
            "select count(*) as requests from invitation where room_id = $1 and link_requested_at is not null",
            values![room],
        )
        .await?;
    row.map_or(Ok(0), |row| row.small("requests"))
}

//! SQL of invitations and of the devices that use their links.

use domain::invitation::{Invitation, InvitationState};
use domain::link_policy::Tries;
use domain::settings::{LinkOut, PersonAddresses};
use domain::{EmailAddress, InvitationId, Language, PersonId, PersonName, Role, RoomId, Settings, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::addresses::is_address_of;
use crate::people::queries::name;
use crate::values;

/// An invitation as stored.
#[derive(Clone, Debug)]
pub struct StoredInvitation {
    pub invitation: Invitation,
    /// The row's part of the link's token.
    pub nonce: String,
    pub invited_at: Timestamp,
    /// What the guest is written to in, where there is a template in it.
    pub language: Language,
}

pub fn read_invitation(row: &Row) -> Result<StoredInvitation, DbError> {
    Ok(StoredInvitation {
        invitation: Invitation {
            id: row.parse("id")?,
            room: row.parse("room_id")?,
            email: row.parse("email")?,
            name: name(row)?,
            role: row.parse("role")?,
            state: row.parse("state")?,
            generation: row.small("generation")?,
            expires_at: row.time("expires_at")?,
            tries: Tries {
                wrong: row.small("wrong_tries")?,
                locked_until: row.optional_time("locked_until")?,
            },
            link_requested_at: row.optional_time("link_requested_at")?,
            declined_at: row.optional_time("declined_at")?,
        },
        nonce: row.text("nonce")?,
        invited_at: row.time("invited_at")?,
        language: row.parse("language")?,
    })
}

pub async fn find(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<Option<StoredInvitation>, DbError> {
    let row = connection
        .fetch_optional("select * from invitation where id = $1 and erased_at is null", values![invitation])
        .await?;
    row.as_ref().map(read_invitation).transpose()
}

/// The invitation of somebody to a room, at this address or, where a tag makes nobody somebody else, at another one of
/// theirs. The address itself comes first.
pub async fn find_by_person(
    connection: &mut Connection,
    settings: &Settings,
    room: RoomId,
    email: &EmailAddress,
) -> Result<Option<StoredInvitation>, DbError> {
    let PersonAddresses { exact, plain, from, to, at_domain } = settings.addresses_of(email);
    let row = connection
        .fetch_optional(
            concat!(
                "select * from invitation
                 where room_id = $1 and ",
                is_address_of!("email", "$2", "$3", "$4", "$5", "$6"),
                " order by case when email = $2 then 0 else 1 end, invited_at, id
                 limit 1"
            ),
            values![room, &exact, &plain, from, to, at_domain],
        )
        .await?;
    row.as_ref().map(read_invitation).transpose()
}

/// A room's invitations, latest first.
pub async fn list(connection: &mut Connection, room: RoomId) -> Result<Vec<StoredInvitation>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from invitation where room_id = $1 and erased_at is null order by invited_at desc, id desc",
            values![room],
        )
        .await?;
    rows.iter().map(read_invitation).collect()
}

/// The links of the whole site that are out: of rooms whose session is not over, neither removed nor expired.
pub async fn list_out(connection: &mut Connection, now: Timestamp) -> Result<Vec<LinkOut>, DbError> {
    let rows = connection
        .fetch_all(
            "select invitation.email, invitation.role,
                 (select count(*) from claimed_device where invitation_id = invitation.id) as devices
             from invitation join room on room.id = invitation.room_id
             where invitation.state = 'open' and invitation.erased_at is null and invitation.expires_at > $1 and room.deleted_at is null
                 and room.session_state <> 'ended'",
            values![now],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(LinkOut {
                email: row.parse("email")?,
                role: row.parse("role")?,
                devices: row.small("devices")?,
            })
        })
        .collect()
}

/// Who has invited somebody, while they are in the directory.
pub async fn find_inviter(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<Option<PersonId>, DbError> {
    let row = connection
        .fetch_optional("select invited_by from invitation where id = $1", values![invitation])
        .await?;
    row.map_or(Ok(None), |row| row.optional_parse("invited_by"))
}

pub async fn insert(
    connection: &mut Connection,
    stored: &StoredInvitation,
    invited_by: PersonId,
) -> Result<(), DbError> {
    let invitation = &stored.invitation;
    connection
        .execute_one(
            "insert into invitation (id, room_id, email, first_name, last_name, role, state, generation, nonce,
                 invited_by, invited_at, expires_at, wrong_tries, language)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13)",
            values![
                invitation.id,
                invitation.room,
                &invitation.email,
                invitation.name.first(),
                invitation.name.last(),
                invitation.role.word(),
                invitation.state.word(),
                invitation.generation,
                &stored.nonce,
                invited_by,
                stored.invited_at,
                invitation.expires_at,
                stored.language.word(),
            ],
        )
        .await
}

pub async fn update_language(
    connection: &mut Connection,
    invitation: InvitationId,
    language: Language,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set language = $2 where id = $1",
            values![invitation, language.word()],
        )
        .await
}

/// Gives an open invitation another name, role and end.
pub async fn update_details(
    connection: &mut Connection,
    invitation: InvitationId,
    name: &PersonName,
    role: Role,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set first_name = $2, last_name = $3, role = $4, expires_at = $5
             where id = $1 and state = 'open'",
            values![invitation, name.first(), name.last(), role.word(), expires_at],
        )
        .await
}

pub async fn update_role(
    connection: &mut Connection,
    invitation: InvitationId,
    from: Role,
    to: Role,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set role = $3 where id = $1 and role = $2",
            values![invitation, from.word(), to.word()],
        )
        .await
}

/// Moves between the two states; false when it was not in `from`. From then on it belongs to the run that the room is
/// planned for.
pub async fn update_state(
    connection: &mut Connection,
    invitation: InvitationId,
    from: InvitationState,
    to: InvitationState,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update invitation set state = $3, over_at = null where id = $1 and state = $2",
            values![invitation, from.word(), to.word()],
        )
        .await?;
    Ok(changed == 1)
}

/// Kills the links made so far. Whoever asked for a new one has it now, and is expected again.
pub async fn update_generation(
    connection: &mut Connection,
    invitation: &Invitation,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set generation = generation + 1, expires_at = $3, wrong_tries = 0,
                 locked_until = null, link_requested_at = null, declined_at = null
             where id = $1 and generation = $2",
            values![invitation.id, invitation.generation, expires_at],
        )
        .await
}

/// Gives an open invitation another end.
pub async fn update_expiry(
    connection: &mut Connection,
    invitation: InvitationId,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set expires_at = $2 where id = $1 and state = 'open'",
            values![invitation, expires_at],
        )
        .await
}

pub async fn update_email(
    connection: &mut Connection,
    invitation: InvitationId,
    email: &EmailAddress,
) -> Result<(), DbError> {
    connection.execute_one("update invitation set email = $2 where id = $1", values![invitation, email]).await
}

pub async fn update_tries(
    connection: &mut Connection,
    invitation: InvitationId,
    tries: Tries,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set wrong_tries = $2, locked_until = $3 where id = $1",
            values![invitation, tries.wrong, tries.locked_until],
        )
        .await
}

/// Lets the open invitations of a room live until `until` at least.
pub async fn extend_to(connection: &mut Connection, room: RoomId, until: Timestamp) -> Result<(), DbError> {
    connection
        .execute(
            "update invitation set expires_at = $2 where room_id = $1 and state = 'open' and expires_at < $2",
            values![room, until],
        )
        .await?;
    Ok(())
}

/// The run of a room is over to which the invitations belonged that have been removed so far.
pub async fn update_over(
    connection: &mut Connection,
    room: RoomId,
    ended_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update invitation set over_at = $2 where room_id = $1 and state = 'removed' and over_at is null",
            values![room, ended_at],
        )
        .await?;
    Ok(())
}

/// How many devices have claimed the link.
pub async fn count_devices(connection: &mut Connection, invitation: InvitationId) -> Result<u16, DbError> {
    let row = connection
        .fetch_optional(
            "select count(*) as devices from claimed_device where invitation_id = $1",
            values![invitation],
        )
        .await?;
    row.map_or(Ok(0), |row| row.small("devices"))
}

/// How a device has claimed the link, if it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Since when it is known that the invited mailbox is read there.
    pub mailbox_proven_at: Option<Timestamp>,
}

pub async fn find_claim(
    connection: &mut Connection,
    invitation: InvitationId,
    device_hash: &str,
) -> Result<Option<Claim>, DbError> {
    let row = connection
        .fetch_optional(
            "select mailbox_proven_at from claimed_device where invitation_id = $1 and device_hash = $2",
            values![invitation, device_hash],
        )
        .await?;
    row.map(|row| Ok(Claim { mailbox_proven_at: row.optional_time("mailbox_proven_at")? })).transpose()
}

/// A device that is about to claim a link.
#[derive(Clone, Copy, Debug)]
pub struct ClaimingDevice<'a> {
    pub place: u16,
    pub device_hash: &'a str,
    pub user_agent: &'a str,
    pub mailbox_proven_at: Option<Timestamp>,
}

/// Takes a place of the link for a device; false when somebody has just taken it.
pub async fn insert_device(
    connection: &mut Connection,
    invitation: InvitationId,
    device: ClaimingDevice<'_>,
    now: Timestamp,
) -> Result<bool, DbError> {
    let ClaimingDevice { place, device_hash, user_agent, mailbox_proven_at } = device;
    let inserted = connection
        .execute(
            "insert into claimed_device (invitation_id, place, device_hash, user_agent, claimed_at,
                 mailbox_proven_at)
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            values![invitation, place, device_hash, user_agent, now, mailbox_proven_at],
        )
        .await?;
    Ok(inserted == 1)
}

/// A device that has the link is known to be where the invited mailbox is read.
pub async fn update_mailbox_proven(
    connection: &mut Connection,
    invitation: InvitationId,
    device_hash: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update claimed_device set mailbox_proven_at = $3 where invitation_id = $1 and device_hash = $2",
            values![invitation, device_hash, now],
        )
        .await
}

/// The guest is there: wrong tries, requests and a decline are of the past.
pub async fn update_claimed(connection: &mut Connection, invitation: InvitationId) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set wrong_tries = 0, locked_until = null, link_requested_at = null,
                 declined_at = null
             where id = $1",
            values![invitation],
        )
        .await
}

/// Since when the guest asks for a new link.
pub async fn update_link_requested(
    connection: &mut Connection,
    invitation: InvitationId,
    at: Option<Timestamp>,
) -> Result<(), DbError> {
    connection
        .execute_one("update invitation set link_requested_at = $2 where id = $1", values![invitation, at])
        .await
}

/// Since when the guest will not come.
pub async fn update_declined(
    connection: &mut Connection,
    invitation: InvitationId,
    at: Option<Timestamp>,
) -> Result<(), DbError> {
    connection
        .execute_one("update invitation set declined_at = $2 where id = $1", values![invitation, at])
        .await
}

/// Frees the link; answers how many devices used it.
pub async fn delete_devices(connection: &mut Connection, invitation: InvitationId) -> Result<u64, DbError> {
    connection.execute("delete from claimed_device where invitation_id = $1", values![invitation]).await
}

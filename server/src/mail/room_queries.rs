//! SQL of the outbox for all guests of a room at once: a few statements, however many they are.

use domain::mail::MailKind;
use domain::{RoomId, Timestamp};

use crate::db::{Connection, DbError};
use crate::secrets;
use crate::values;

/// A mail that no node sends at this moment (`domain::mail::Progress`).
macro_rules! waits {
    () => {
        "mail.state = 'queued' and (mail.tries = 0 or mail.problem is not null)"
    };
}

/// The open invitations of a room whose guests have, or may have, a mail about them.
macro_rules! told {
    () => {
        "invitation.room_id = $1 and invitation.state = 'open' and exists (select 1 from mail told
             where told.invitation_id = invitation.id and told.kind in ('invitation', 'update')
                 and (told.state = 'sent'
                     or (told.state = 'queued' and told.tries > 0 and told.problem is null)))"
    };
}

/// The open invitations of a room whose last mail is a cancellation that has, or may have, left, but of those who will not
/// come.
macro_rules! cancelled {
    () => {
        "invitation.room_id = $1 and invitation.state = 'open' and invitation.declined_at is null
             and exists (select 1 from mail last
             where last.invitation_id = invitation.id and last.kind = 'cancellation'
                 and last.state in ('sent', 'queued')
                 and not exists (select 1 from mail later where later.invitation_id = invitation.id
                     and later.kind in ('invitation', 'update')
                     and later.calendar_sequence > last.calendar_sequence))"
    };
}

/// Numbers the mails of one statement: the digits behind a prefix of random ones.
const FIRST_NUMBER: i64 = 10_000_000;

/// A prefix that makes ids of 32 digits with the numbers behind it.
fn id_prefix() -> String {
    let mut prefix = secrets::nonce();
    prefix.truncate(24);
    prefix
}

/// Takes back what waits to be sent to everybody who was told: something newer replaces it.
pub async fn delete_queued_for_told(connection: &mut Connection, room: RoomId) -> Result<u64, DbError> {
    connection
        .execute(
            concat!(
                "delete from mail where ",
                waits!(),
                " and mail.kind in ('invitation', 'update', 'cancellation')
                 and mail.invitation_id in (select invitation.id from invitation
                     where invitation.declined_at is null and ",
                told!(),
                ")"
            ),
            values![room],
        )
        .await
}

/// Queues a mail for everybody who was told; answers for how many. Who has said that they will not come is not told of
/// changes.
pub async fn insert_for_told(
    connection: &mut Connection,
    room: RoomId,
    kind: MailKind,
    (queued_at, due_at): (Timestamp, Timestamp),
) -> Result<u64, DbError> {
    connection
        .execute(
            concat!("update invitation set calendar_sequence = calendar_sequence + 1 where ", told!()),
            values![room],
        )
        .await?;
    connection
        .execute(
            concat!(
                "insert into mail (id, invitation_id, kind, state, tries, queued_at, due_at, calendar_sequence)
                 select $5 || cast($6 + row_number() over (order by invitation.id) as text), invitation.id, $2,
                     'queued', 0, $3, $4, invitation.calendar_sequence
                 from invitation where ($2 <> 'update' or invitation.declined_at is null) and ",
                told!()
            ),
            values![room, kind.word(), queued_at, due_at, id_prefix(), FIRST_NUMBER],
        )
        .await
}

/// What waits to be sent to guests of the room waits until `due_at` at least.
pub async fn update_held(
    connection: &mut Connection,
    room: RoomId,
    due_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            concat!(
                "update mail set due_at = $2 where ",
                waits!(),
                " and due_at < $2 and kind <> 'code' and invitation_id in (select id from invitation where room_id = $1)"
            ),
            values![room, due_at],
        )
        .await?;
    Ok(())
}

/// Takes the cancellations of open invitations back that have not left; answers how many.
pub async fn delete_cancellations(connection: &mut Connection, room: RoomId) -> Result<u64, DbError> {
    connection
        .execute(
            concat!(
                "delete from mail where ",
                waits!(),
                " and kind = 'cancellation'
                 and invitation_id in (select id from invitation where room_id = $1 and state = 'open')"
            ),
            values![room],
        )
        .await
}

/// Queues the link for everybody whose cancellation has left; answers for how many.
pub async fn insert_for_cancelled(
    connection: &mut Connection,
    room: RoomId,
    now: Timestamp,
) -> Result<u64, DbError> {
    connection
        .execute(
            concat!("update invitation set calendar_sequence = calendar_sequence + 1 where ", cancelled!()),
            values![room],
        )
        .await?;
    connection
        .execute(
            concat!(
                "insert into mail (id, invitation_id, kind, state, tries, queued_at, due_at, calendar_sequence)
                 select $3 || cast($4 + row_number() over (order by invitation.id) as text), invitation.id,
                     'invitation', 'queued', 0, $2, $2, invitation.calendar_sequence
                 from invitation where ",
                cancelled!()
            ),
            values![room, now, id_prefix(), FIRST_NUMBER],
        )
        .await
}

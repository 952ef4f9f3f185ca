//! SQL of the codes that are mailed to invited addresses.

use domain::mailed_code::MailedCode;
use domain::{InvitationId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::values;

/// A code as stored.
#[derive(Clone, Debug)]
pub struct StoredCode {
    /// With the site's key it gives the code.
    pub nonce: String,
    pub code: MailedCode,
}

fn read_code(row: &Row) -> Result<StoredCode, DbError> {
    Ok(StoredCode {
        nonce: row.text("nonce")?,
        code: MailedCode { asked_at: row.time("asked_at")?, wrong_tries: row.small("wrong_tries")? },
    })
}

pub async fn insert(
    connection: &mut Connection,
    invitation: InvitationId,
    device_hash: &str,
    nonce: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into mailed_code (nonce, invitation_id, device_hash, asked_at, wrong_tries)
             values ($1, $2, $3, $4, 0)",
            values![nonce, invitation, device_hash, now],
        )
        .await
}

/// The code of a device that has been neither used nor replaced; it may be too old by now.
pub async fn find_open(
    connection: &mut Connection,
    invitation: InvitationId,
    device_hash: &str,
) -> Result<Option<StoredCode>, DbError> {
    let row = connection
        .fetch_optional(
            "select nonce, asked_at, wrong_tries from mailed_code
             where invitation_id = $1 and device_hash = $2 and closed_at is null
             order by asked_at desc, nonce limit 1",
            values![invitation, device_hash],
        )
        .await?;
    row.as_ref().map(read_code).transpose()
}

/// A code that has been neither used nor replaced.
pub async fn find_by_nonce(connection: &mut Connection, nonce: &str) -> Result<Option<StoredCode>, DbError> {
    let row = connection
        .fetch_optional(
            "select nonce, asked_at, wrong_tries from mailed_code where nonce = $1 and closed_at is null",
            values![nonce],
        )
        .await?;
    row.as_ref().map(read_code).transpose()
}

/// When codes have been asked for since `since`, and whether by this device.
pub async fn list_asked(
    connection: &mut Connection,
    invitation: InvitationId,
    device_hash: &str,
    since: Timestamp,
) -> Result<Vec<(Timestamp, bool)>, DbError> {
    let rows = connection
        .fetch_all(
            "select asked_at, device_hash from mailed_code where invitation_id = $1 and asked_at > $2",
            values![invitation, since],
        )
        .await?;
    rows.iter().map(|row| Ok((row.time("asked_at")?, row.text("device_hash")? == device_hash))).collect()
}

pub async fn update_wrong_tries(
    connection: &mut Connection,
    stored: &StoredCode,
    wrong_tries: u16,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update mailed_code set wrong_tries = $3 where nonce = $1 and wrong_tries = $2",
            values![&stored.nonce, stored.code.wrong_tries, wrong_tries],
        )
        .await
}

/// The codes of a device open nothing any more.
pub async fn update_closed(
    connection: &mut Connection,
    invitation: InvitationId,
    device_hash: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update mailed_code set closed_at = $3
             where invitation_id = $1 and device_hash = $2 and closed_at is null",
            values![invitation, device_hash, now],
        )
        .await?;
    Ok(())
}

/// No code of this invitation opens anything any more, on whatever device.
pub async fn update_all_closed(
    connection: &mut Connection,
    invitation: InvitationId,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update mailed_code set closed_at = $2 where invitation_id = $1 and closed_at is null",
            values![invitation, now],
        )
        .await?;
    Ok(())
}

/// Forgets codes that do not count any more.
pub async fn delete_asked_before(connection: &mut Connection, moment: Timestamp) -> Result<u64, DbError> {
    connection.execute("delete from mailed_code where asked_at < $1", values![moment]).await
}

//! SQL of the outbox.

use domain::mail::{MailKind, MailProblem, MailState, Progress, Settled};
use domain::{InvitationId, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::values;

/// A mail as stored.
#[derive(Clone, Debug)]
pub struct StoredMail {
    pub id: String,
    pub invitation: InvitationId,
    pub kind: MailKind,
    pub state: MailState,
    /// The number of its entry in the guest's calendar.
    pub calendar_sequence: u32,
    /// How often a node has set out to send it.
    pub tries: u32,
    pub due_at: Timestamp,
    pub queued_at: Timestamp,
    pub settled_at: Option<Timestamp>,
    pub problem: Option<MailProblem>,
    /// The nonce of the code that it brings.
    pub code: Option<String>,
}

impl StoredMail {
    pub const fn progress(&self) -> Progress {
        Progress::of(self.state, self.tries, self.problem.is_some())
    }
}

pub fn read_mail(row: &Row) -> Result<StoredMail, DbError> {
    Ok(StoredMail {
        id: row.text("id")?,
        invitation: row.parse("invitation_id")?,
        kind: row.parse("kind")?,
        state: row.parse("state")?,
        calendar_sequence: row.small("calendar_sequence")?,
        tries: row.small("tries")?,
        due_at: row.time("due_at")?,
        queued_at: row.time("queued_at")?,
        settled_at: row.optional_time("settled_at")?,
        problem: read_problem(row)?,
        code: row.optional_text("code")?,
    })
}

fn read_problem(row: &Row) -> Result<Option<MailProblem>, DbError> {
    let word = row.optional_text("problem_kind")?;
    let text = row.optional_text("problem")?;
    Ok(text.map(|text| MailProblem::read(word.as_deref(), text)))
}

pub async fn insert(
    connection: &mut Connection,
    id: &str,
    invitation: InvitationId,
    kind: MailKind,
    (queued_at, due_at): (Timestamp, Timestamp),
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into mail (id, invitation_id, kind, state, tries, queued_at, due_at, calendar_sequence)
             values ($1, $2, $3, 'queued', 0, $4, $5,
                 (select calendar_sequence from invitation where id = $2))",
            values![id, invitation, kind.word(), queued_at, due_at],
        )
        .await
}

/// Queues the mail with a code. Somebody sits and waits for it, so it is due before all others.
pub async fn insert_code(
    connection: &mut Connection,
    id: &str,
    invitation: InvitationId,
    nonce: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into mail (id, invitation_id, kind, state, tries, queued_at, due_at, calendar_sequence, code)
             values ($1, $2, 'code', 'queued', 0, $3, 0, 0, $4)",
            values![id, invitation, now, nonce],
        )
        .await
}

/// Whether the mail with this code reaches nobody as things are: it has been given up, refused at the last try, or is
/// kept as a file.
pub async fn has_code_failed(connection: &mut Connection, nonce: &str) -> Result<bool, DbError> {
    let found = connection
        .fetch_optional("select state, problem, problem_kind from mail where code = $1", values![nonce])
        .await?;
    let Some(row) = found else { return Ok(false) };
    let state: MailState = row.parse("state")?;
    Ok(state == MailState::Failed || read_problem(&row)?.is_some())
}

/// Takes back what waits to be sent, or to be tried again, for an invitation: something newer replaces it. What a node is
/// sending at this moment stays. Answers how many there were.
pub async fn delete_queued(connection: &mut Connection, invitation: InvitationId) -> Result<u64, DbError> {
    connection
        .execute(
            "delete from mail where invitation_id = $1 and state = 'queued' and kind <> 'code'
                 and (tries = 0 or problem is not null)",
            values![invitation],
        )
        .await
}

/// Takes a cancellation back that waits to be sent; answers how many there were.
pub async fn delete_cancellation(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<u64, DbError> {
    connection
        .execute(
            "delete from mail where invitation_id = $1 and kind = 'cancellation' and state = 'queued'
                 and (tries = 0 or problem is not null)",
            values![invitation],
        )
        .await
}

pub async fn find(connection: &mut Connection, id: &str) -> Result<Option<StoredMail>, DbError> {
    let row = connection.fetch_optional("select * from mail where id = $1", values![id]).await?;
    row.as_ref().map(read_mail).transpose()
}

/// The last mail of each invitation of a room. Codes are the guest's own affair, here and below.
pub async fn list_last(connection: &mut Connection, room: RoomId) -> Result<Vec<StoredMail>, DbError> {
    let rows = connection
        .fetch_all(
            "select mail.* from mail join invitation on invitation.id = mail.invitation_id
             where invitation.room_id = $1 and mail.kind <> 'code'
                 and mail.queued_at = (select max(other.queued_at) from mail other
                     where other.invitation_id = mail.invitation_id and other.kind <> 'code')
             order by mail.invitation_id, mail.calendar_sequence, mail.id",
            values![room],
        )
        .await?;
    rows.iter().map(read_mail).collect()
}

/// The last mail of an invitation.
pub async fn find_last(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<Option<StoredMail>, DbError> {
    let row = connection
        .fetch_optional(
            "select * from mail where invitation_id = $1 and kind <> 'code'
             order by queued_at desc, calendar_sequence desc, id desc limit 1",
            values![invitation],
        )
        .await?;
    row.as_ref().map(read_mail).transpose()
}

/// What is to be sent now, the longest due first.
pub async fn list_due(
    connection: &mut Connection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<StoredMail>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from mail where state = 'queued' and due_at <= $1 order by due_at, id limit $2",
            values![now, limit],
        )
        .await?;
    rows.iter().map(read_mail).collect()
}

/// Sets out to send it: others leave it alone until `until`. False when somebody was faster.
pub async fn update_taken(
    connection: &mut Connection,
    mail: &StoredMail,
    until: Timestamp,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update mail set due_at = $3, tries = tries + 1, problem = null, problem_kind = null
             where id = $1 and state = 'queued' and due_at = $2",
            values![&mail.id, mail.due_at, until],
        )
        .await?;
    Ok(changed == 1)
}

/// It has been sent, or given up.
pub async fn update_settled(
    connection: &mut Connection,
    id: &str,
    state: MailState,
    problem: Option<&MailProblem>,
    now: Timestamp,
) -> Result<bool, DbError> {
    let kind = problem.map(|problem| problem.word().to_owned());
    let changed = connection
        .execute(
            "update mail set state = $2, problem = $3, problem_kind = $4, settled_at = $5
             where id = $1 and state = 'queued'",
            values![id, state.word(), problem.map(MailProblem::kept_text), kind, now],
        )
        .await?;
    Ok(changed == 1)
}

/// It is tried again later.
pub async fn update_postponed(
    connection: &mut Connection,
    id: &str,
    due_at: Timestamp,
    problem: &MailProblem,
) -> Result<(), DbError> {
    connection
        .execute(
            "update mail set due_at = $2, problem = $3, problem_kind = $4 where id = $1 and state = 'queued'",
            values![id, due_at, problem.kept_text(), problem.word()],
        )
        .await?;
    Ok(())
}

/// Whether the guest has, or may have, a mail about an invitation.
pub async fn was_told(connection: &mut Connection, invitation: InvitationId) -> Result<bool, DbError> {
    let told = connection
        .fetch_optional(
            "select id from mail where invitation_id = $1 and kind in ('invitation', 'update')
                 and (state = 'sent' or (state = 'queued' and tries > 0 and problem is null)) limit 1",
            values![invitation],
        )
        .await?;
    Ok(told.is_some())
}

/// What waits to be sent for an invitation waits until `due_at` at least.
pub async fn update_held(
    connection: &mut Connection,
    invitation: InvitationId,
    due_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update mail set due_at = $2
             where invitation_id = $1 and state = 'queued' and kind <> 'code' and due_at < $2 and (tries = 0 or problem is not null)",
            values![invitation, due_at],
        )
        .await?;
    Ok(())
}

/// A mail that was given up is tried once more; false when it was not given up.
pub async fn update_retried(connection: &mut Connection, id: &str, now: Timestamp) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update mail set state = 'queued', tries = 0, due_at = $2, settled_at = null, problem = null,
                 problem_kind = null
             where id = $1 and state = 'failed'",
            values![id, now],
        )
        .await?;
    Ok(changed == 1)
}

/// A mail that waits for its next try is due now; false when it does not. One that a node sends at this moment stays.
pub async fn update_hurried(connection: &mut Connection, id: &str, now: Timestamp) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update mail set due_at = $2
             where id = $1 and state = 'queued' and problem is not null and due_at > $2",
            values![id, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The next number for an entry in the guest's calendar.
pub async fn raise_calendar_sequence(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invitation set calendar_sequence = calendar_sequence + 1 where id = $1",
            values![invitation],
        )
        .await
}

pub async fn calendar_sequence(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<u32, DbError> {
    let row = connection
        .fetch_optional("select calendar_sequence from invitation where id = $1", values![invitation])
        .await?;
    row.map_or(Ok(0), |row| row.small("calendar_sequence"))
}

/// How the outbox of the whole site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxCounts {
    pub queued: u32,
    /// Since when the longest overdue mail could have been sent. One that has been refused waits for its next try, and
    /// is overdue only where none has left since it was queued: else it is this mail that is refused, and not all.
    pub overdue_since: Option<Timestamp>,
    pub sent: u32,
    pub failed: u32,
}

/// What waits at `now`, and what has been settled since `since`.
pub async fn count_since(
    connection: &mut Connection,
    since: Timestamp,
    now: Timestamp,
) -> Result<OutboxCounts, DbError> {
    let row = connection
        .fetch_optional(
            "select
                 (select count(*) from mail where state = 'queued') as queued,
                 (select min(case when due_at > queued_at then due_at else queued_at end) from mail
                     where state = 'queued' and due_at <= $2) as overdue_since,
                 (select min(queued_at) from mail
                     where state = 'queued' and problem is not null and queued_at >
                         (select coalesce(max(settled_at), 0) from mail where state = 'sent')) as refused_since,
                 (select count(*) from mail where state = 'sent' and settled_at > $1) as sent,
                 (select count(*) from mail where state = 'failed' and settled_at > $1) as failed",
            values![since, now],
        )
        .await?
        .ok_or(DbError::ChangedMeanwhile)?;
    let overdue = [row.optional_time("overdue_since")?, row.optional_time("refused_since")?];
    Ok(OutboxCounts {
        queued: row.small("queued")?,
        overdue_since: overdue.into_iter().flatten().min(),
        sent: row.small("sent")?,
        failed: row.small("failed")?,
    })
}

/// A mail that needs no more doing, with what decides how long it is kept.
pub struct SettledMail {
    pub id: String,
    pub settled: Settled,
}

/// Mails that were settled before, in the order of their ids, from after the id `after` on.
pub async fn list_settled(
    connection: &mut Connection,
    before: Timestamp,
    after: &str,
    limit: i64,
) -> Result<Vec<SettledMail>, DbError> {
    let rows = connection
        .fetch_all(
            "select mail.id as mail_id, mail.settled_at as mail_settled_at,
                 (select count(*) from mail later where later.invitation_id = mail.invitation_id
                     and (later.kind = 'code') = (mail.kind = 'code')
                     and later.state = mail.state and (later.queued_at > mail.queued_at
                         or (later.queued_at = mail.queued_at and later.id > mail.id))) as later,
                 room.*
             from mail join invitation on invitation.id = mail.invitation_id
                 join room on room.id = invitation.room_id
             where mail.state <> 'queued' and mail.settled_at <= $1 and mail.id > $2
             order by mail.id limit $3",
            values![before, after, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SettledMail {
                id: row.text("mail_id")?,
                settled: Settled {
                    at: row.time("mail_settled_at")?,
                    is_last: row.int("later")? == 0,
                    session: crate::room::queries::read_room(row)?.session,
                },
            })
        })
        .collect()
}

/// Takes back the mail with a code that opens nothing any more.
pub async fn delete_code(connection: &mut Connection, id: &str) -> Result<u64, DbError> {
    connection.execute("delete from mail where id = $1 and kind = 'code'", values![id]).await
}

pub async fn delete(connection: &mut Connection, id: &str) -> Result<u64, DbError> {
    connection.execute("delete from mail where id = $1 and state <> 'queued'", values![id]).await
}

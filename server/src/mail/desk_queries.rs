//! SQL of the administrator's list of mails.

use domain::mail::{MAIL_PAGE, MailCounts, MailView, MailsToTry};
use domain::plain_text::is_forbidden_in_line;
use domain::{RoomId, Timestamp};

use super::queries::{StoredMail, read_mail};
use crate::db::{Connection, DbError};
use crate::people::idn;
use crate::values;

/// A mail in the administrator's list.
pub struct ListedMail {
    pub mail: StoredMail,
    pub email: String,
    pub title: String,
}

/// Given up, and its guest still lacks it: no code, and nothing newer has been queued for them.
macro_rules! missed {
    () => {
        "mail.state = 'failed' and mail.kind <> 'code'
             and not exists (select 1 from mail later where later.invitation_id = mail.invitation_id
                 and later.kind <> 'code' and (later.queued_at > mail.queued_at
                     or (later.queued_at = mail.queued_at and later.calendar_sequence > mail.calendar_sequence)))"
    };
}

/// Waits for its next try.
macro_rules! delayed {
    () => {
        "mail.state = 'queued' and mail.problem is not null"
    };
}

/// What addresses are searched for.
pub struct Search(String);

impl Search {
    /// A part of an address; `None` when no address can hold it.
    pub fn of(query: &str) -> Option<Self> {
        let typed = query.trim();
        if typed.contains(is_forbidden_in_line) {
            return None;
        }
        // A whole address is looked for as it is kept: `ana@münchen.de` by the ASCII form of its domain.
        let key = idn::parse_address(typed).map_or_else(|_| typed.to_lowercase(), String::from);
        let key = key.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        Some(Self(format!("%{key}%")))
    }
}

/// One page of what a view shows, latest first, with whom and what the mails are for.
pub async fn list(
    connection: &mut Connection,
    search: &Search,
    view: &MailView,
) -> Result<Vec<ListedMail>, DbError> {
    let state = view.filter.state().map_or("", |state| state.word());
    let rows = connection
        .fetch_all(
            "select mail.*, invitation.email, room.title from mail
             join invitation on invitation.id = mail.invitation_id
             join room on room.id = invitation.room_id
             where ($1 = '' or mail.state = $1) and invitation.email like $2 escape '\\'
             order by mail.queued_at desc, mail.id desc limit $3 offset $4",
            values![state, &search.0, MAIL_PAGE, view.offset()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ListedMail { mail: read_mail(row)?, email: row.text("email")?, title: row.text("title")? })
        })
        .collect()
}

/// How many there are in each state.
pub async fn count(connection: &mut Connection, search: &Search) -> Result<MailCounts, DbError> {
    let row = connection
        .fetch_optional(
            concat!(
                "select count(case when mail.state = 'failed' then 1 end) as failed,
                     count(case when mail.state = 'queued' then 1 end) as waiting,
                     count(case when mail.state = 'sent' then 1 end) as sent,
                     count(case when ",
                missed!(),
                " then 1 end) as missed, count(case when ",
                delayed!(),
                " then 1 end) as delayed_mails
                 from mail join invitation on invitation.id = mail.invitation_id
                 where invitation.email like $1 escape '\\'"
            ),
            values![&search.0],
        )
        .await?
        .ok_or(DbError::ChangedMeanwhile)?;
    Ok(MailCounts {
        failed: row.small("failed")?,
        waiting: row.small("waiting")?,
        sent: row.small("sent")?,
        missed: row.small("missed")?,
        delayed: row.small("delayed_mails")?,
    })
}

/// The rooms whose hosts see that these mails are tried.
pub async fn list_rooms(
    connection: &mut Connection,
    search: &Search,
    which: MailsToTry,
) -> Result<Vec<RoomId>, DbError> {
    let sql = match which {
        MailsToTry::Failed => concat!(
            "select distinct invitation.room_id from mail
             join invitation on invitation.id = mail.invitation_id
             where invitation.email like $1 escape '\\' and ",
            missed!(),
            " order by invitation.room_id"
        ),
        MailsToTry::Delayed => concat!(
            "select distinct invitation.room_id from mail
             join invitation on invitation.id = mail.invitation_id
             where mail.kind <> 'code' and invitation.email like $1 escape '\\' and ",
            delayed!(),
            " order by invitation.room_id"
        ),
    };
    let rows = connection.fetch_all(sql, values![&search.0]).await?;
    rows.iter().map(|row| row.parse("room_id")).collect()
}

/// All of them are due now; answers how many there are.
pub async fn update_due(
    connection: &mut Connection,
    search: &Search,
    which: MailsToTry,
    now: Timestamp,
) -> Result<u32, DbError> {
    let sql = match which {
        MailsToTry::Failed => concat!(
            "update mail set state = 'queued', tries = 0, due_at = $2, settled_at = null, problem = null,
                 problem_kind = null
             where mail.invitation_id in (select id from invitation where email like $1 escape '\\') and ",
            missed!()
        ),
        MailsToTry::Delayed => concat!(
            "update mail set due_at = $2
             where mail.invitation_id in (select id from invitation where email like $1 escape '\\')
                 and mail.due_at > $2 and ",
            delayed!()
        ),
    };
    let changed = connection.execute(sql, values![&search.0, now]).await?;
    Ok(u32::try_from(changed).unwrap_or(u32::MAX))
}

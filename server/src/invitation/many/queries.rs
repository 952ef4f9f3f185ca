//! SQL of lists and their rows.

use std::time::Duration;

use app::invitation::many::api::{BatchOrder, BatchSummary, RowResult};
use domain::invite_many::{BatchState, Counts, GivenRow, IfKnown, RowProblem, RowState};
use domain::{BatchId, InvitationId, Language, PersonId, PersonName, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::values;

/// A list that nobody needs any more: it was begun before $1 and never started, or has ended before $2.
macro_rules! old {
    () => {
        "((state = 'filling' and created_at < $1) or (state in ('done', 'cancelled') and ended_at < $2))"
    };
}

/// A list as stored.
#[derive(Clone, Debug)]
pub struct StoredBatch {
    pub id: BatchId,
    pub room: RoomId,
    /// Who invites, while they are in the directory.
    pub by: Option<PersonId>,
    pub state: BatchState,
    pub send_mail: bool,
    pub language: Option<Language>,
    pub if_known: IfKnown,
    pub total: u32,
    pub counts: Counts,
}

/// What has become of a row, to be written down.
pub struct Settled {
    pub state: RowState,
    pub problem: Option<RowProblem>,
    pub invitation: Option<InvitationId>,
}

/// A row with what its link is made from, when the link works.
pub struct RowWithLink {
    pub result: RowResult,
    pub link: Option<(InvitationId, u32, String)>,
}

fn read_counts(row: &Row) -> Result<Counts, DbError> {
    Ok(Counts {
        invited: row.small("invited")?,
        updated: row.small("updated")?,
        unchanged: row.small("unchanged")?,
        failed: row.small("failed")?,
    })
}

fn read_batch(row: &Row) -> Result<StoredBatch, DbError> {
    Ok(StoredBatch {
        id: row.parse("id")?,
        room: row.parse("room_id")?,
        by: row.optional_parse("invited_by")?,
        state: row.parse("state")?,
        send_mail: row.flag("send_mail")?,
        language: row.optional_parse("language")?,
        if_known: row.parse("if_known")?,
        total: row.small("total")?,
        counts: read_counts(row)?,
    })
}

fn read_row(row: &Row) -> Result<RowResult, DbError> {
    let problem = row.optional_text("problem")?;
    Ok(RowResult {
        position: row.small("position")?,
        given: GivenRow {
            email: row.text("email")?,
            first: row.text("first_name")?,
            last: row.text("last_name")?,
            role: row.optional_parse("role")?,
        },
        state: row.parse("state")?,
        problem: problem
            .map(|problem| serde_json::from_str(&problem))
            .transpose()
            .map_err(|_| DbError::Unreadable { column: "invite_row.problem".to_owned() })?,
    })
}

/// Makes a list without rows; nothing when there is one of this id.
pub async fn insert(
    connection: &mut Connection,
    order: &BatchOrder,
    by: PersonId,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "insert into invite_batch (id, room_id, invited_by, state, send_mail, if_known, total, invited, updated,
                 unchanged, failed, created_at, language)
             values ($1, $2, $3, 'filling', $4, $5, $6, 0, 0, 0, 0, $7, $8) on conflict (id) do nothing",
            values![
                order.id,
                order.room,
                by,
                order.send_mail,
                order.if_known.word(),
                order.total,
                now,
                order.language.map(|language| language.word().to_owned()),
            ],
        )
        .await?;
    Ok(())
}

pub async fn find(connection: &mut Connection, batch: BatchId) -> Result<Option<StoredBatch>, DbError> {
    let row = connection.fetch_optional("select * from invite_batch where id = $1", values![batch]).await?;
    row.as_ref().map(read_batch).transpose()
}

/// Adds a row; nothing when there is one in its place.
pub async fn insert_row(
    connection: &mut Connection,
    batch: BatchId,
    position: u32,
    given: &GivenRow,
) -> Result<(), DbError> {
    connection
        .execute(
            "insert into invite_row (batch_id, position, email, first_name, last_name, role, state)
             values ($1, $2, $3, $4, $5, $6, 'waiting') on conflict (batch_id, position) do nothing",
            values![
                batch,
                position,
                &given.email,
                &given.first,
                &given.last,
                given.role.map(|role| role.word().to_owned()),
            ],
        )
        .await?;
    Ok(())
}

pub async fn count_rows(connection: &mut Connection, batch: BatchId) -> Result<u32, DbError> {
    let row = connection
        .fetch_optional("select count(*) as rows from invite_row where batch_id = $1", values![batch])
        .await?;
    row.map_or(Ok(0), |row| row.small("rows"))
}

/// The list of a room that is on its way, if any.
pub async fn find_running(connection: &mut Connection, room: RoomId) -> Result<Option<BatchId>, DbError> {
    let row = connection
        .fetch_optional("select id from invite_batch where room_id = $1 and state = 'running'", values![room])
        .await?;
    row.map(|row| row.parse("id")).transpose()
}

/// Moves between two states; false when it was not in `from`.
pub async fn update_state(
    connection: &mut Connection,
    batch: BatchId,
    from: BatchState,
    to: BatchState,
    ended_at: Option<Timestamp>,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update invite_batch set state = $3, ended_at = $4 where id = $1 and state = $2",
            values![batch, from.word(), to.word(), ended_at],
        )
        .await?;
    Ok(changed == 1)
}

/// The lists that are on their way, the oldest first, with their rooms.
pub async fn list_running(
    connection: &mut Connection,
    limit: i64,
) -> Result<Vec<(BatchId, RoomId)>, DbError> {
    let rows = connection
        .fetch_all(
            "select id, room_id from invite_batch where state = 'running' order by created_at limit $1",
            values![limit],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parse("id")?, row.parse("room_id")?))).collect()
}

/// How far a running list is.
pub async fn update_counts(
    connection: &mut Connection,
    batch: BatchId,
    counts: Counts,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update invite_batch set invited = $2, updated = $3, unchanged = $4, failed = $5
             where id = $1 and state = 'running'",
            values![batch, counts.invited, counts.updated, counts.unchanged, counts.failed],
        )
        .await
}

/// The next rows that wait.
pub async fn list_waiting(
    connection: &mut Connection,
    batch: BatchId,
    limit: u32,
) -> Result<Vec<RowResult>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from invite_row where batch_id = $1 and state = 'waiting' order by position limit $2",
            values![batch, limit],
        )
        .await?;
    rows.iter().map(read_row).collect()
}

/// The result of a row that waits.
pub async fn update_row(
    connection: &mut Connection,
    batch: BatchId,
    position: u32,
    settled: &Settled,
) -> Result<(), DbError> {
    let problem = settled.problem.map(|problem| serde_json::to_string(&problem)).transpose();
    let problem = problem.map_err(|_| DbError::Unreadable { column: "invite_row.problem".to_owned() })?;
    connection
        .execute_one(
            "update invite_row set state = $3, problem = $4, invitation_id = $5
             where batch_id = $1 and position = $2 and state = 'waiting'",
            values![batch, position, settled.state.word(), problem, settled.invitation],
        )
        .await
}

/// The place of the row of a list that has this invitation already.
pub async fn find_place_of(
    connection: &mut Connection,
    batch: BatchId,
    invitation: InvitationId,
) -> Result<Option<u32>, DbError> {
    let row = connection
        .fetch_optional(
            "select min(position) as place from invite_row where invitation_id = $1 and batch_id = $2",
            values![invitation, batch],
        )
        .await?;
    let place = row.map_or(Ok(None), |row| row.optional_int("place"))?;
    Ok(place.and_then(|place| u32::try_from(place).ok()))
}

/// Rows after a place, in order; only those of one state, if one is named.
pub async fn list_rows(
    connection: &mut Connection,
    batch: BatchId,
    state: Option<RowState>,
    after: Option<u32>,
    limit: i64,
) -> Result<Vec<RowResult>, DbError> {
    let after = after.map_or(-1, i64::from);
    let rows = match state {
        Some(state) => {
            connection
                .fetch_all(
                    "select * from invite_row where batch_id = $1 and state = $2 and position > $3
                     order by position limit $4",
                    values![batch, state.word(), after, limit],
                )
                .await?
        }
        None => connection
            .fetch_all(
                "select * from invite_row where batch_id = $1 and position > $2 order by position limit $3",
                values![batch, after, limit],
            )
            .await?,
    };
    rows.iter().map(read_row).collect()
}

/// Rows after a place with their links, in order.
pub async fn list_with_links(
    connection: &mut Connection,
    batch: BatchId,
    after: i64,
    limit: i64,
) -> Result<Vec<RowWithLink>, DbError> {
    let rows = connection
        .fetch_all(
            "select invite_row.*, invitation.id as open_id, invitation.generation, invitation.nonce
             from invite_row
             left join invitation on invitation.id = invite_row.invitation_id and invitation.state = 'open'
             where invite_row.batch_id = $1 and invite_row.position > $2
             order by invite_row.position limit $3",
            values![batch, after, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let link = match row.optional_parse("open_id")? {
                Some(id) => Some((id, row.small("generation")?, row.text("nonce")?)),
                None => None,
            };
            Ok(RowWithLink { result: read_row(row)?, link })
        })
        .collect()
}

/// The lists of a room that are on their way or have ended, the latest first.
pub async fn list_started(
    connection: &mut Connection,
    room: RoomId,
    limit: i64,
) -> Result<Vec<BatchSummary>, DbError> {
    let rows = connection
        .fetch_all(
            "select invite_batch.*, person.first_name, person.last_name from invite_batch
             left join person on person.id = invite_batch.invited_by
             where invite_batch.room_id = $1 and invite_batch.state <> 'filling'
             order by invite_batch.created_at desc, invite_batch.id limit $2",
            values![room, limit],
        )
        .await?;
    rows.iter().map(read_summary).collect()
}

pub async fn find_summary(
    connection: &mut Connection,
    batch: BatchId,
) -> Result<Option<BatchSummary>, DbError> {
    let row = connection
        .fetch_optional(
            "select invite_batch.*, person.first_name, person.last_name from invite_batch
             left join person on person.id = invite_batch.invited_by
             where invite_batch.id = $1 and invite_batch.state <> 'filling'",
            values![batch],
        )
        .await?;
    row.as_ref().map(read_summary).transpose()
}

fn read_summary(row: &Row) -> Result<BatchSummary, DbError> {
    let by = match (row.optional_text("first_name")?, row.optional_text("last_name")?) {
        (Some(first), Some(last)) => PersonName::parse(&first, &last).ok(),
        _ => None,
    };
    Ok(BatchSummary {
        id: row.parse("id")?,
        state: row.parse("state")?,
        by,
        send_mail: row.flag("send_mail")?,
        total: row.small("total")?,
        counts: read_counts(row)?,
        created_at: row.time("created_at")?,
        ended_at: row.optional_time("ended_at")?,
    })
}

/// Some list that nobody needs any more: one that was never started, or ended long ago.
pub async fn find_old(
    connection: &mut Connection,
    unstarted_before: Timestamp,
    ended_before: Timestamp,
) -> Result<Option<BatchId>, DbError> {
    let row = connection
        .fetch_optional(
            concat!("select id from invite_batch where ", old!(), " limit 1"),
            values![unstarted_before, ended_before],
        )
        .await?;
    row.map(|row| row.parse("id")).transpose()
}

/// Holds a list until the transaction ends, and keeps it from being filled or started any more. False when somebody
/// needs it after all. One that never started is as one that has ended so long ago that it goes: whoever goes on with it
/// finds it again.
pub async fn update_forgotten(
    connection: &mut Connection,
    batch: BatchId,
    (unstarted_before, ended_before): (Timestamp, Timestamp),
) -> Result<bool, DbError> {
    let long_ago = ended_before.before(Duration::from_millis(1));
    let changed = connection
        .execute(
            concat!(
                "update invite_batch set ended_at = coalesce(ended_at, $4),
                     state = case when state = 'filling' then 'cancelled' else state end
                 where id = $3 and ",
                old!()
            ),
            values![unstarted_before, ended_before, batch, long_ago],
        )
        .await?;
    Ok(changed == 1)
}

/// Deletes rows of a list, at most `limit`; answers how many.
pub async fn delete_rows(connection: &mut Connection, batch: BatchId, limit: u32) -> Result<u64, DbError> {
    connection
        .execute(
            "delete from invite_row where batch_id = $1 and position in
                 (select position from invite_row where batch_id = $1 order by position limit $2)",
            values![batch, limit],
        )
        .await
}

pub async fn delete(connection: &mut Connection, batch: BatchId) -> Result<(), DbError> {
    connection.execute("delete from invite_batch where id = $1", values![batch]).await?;
    Ok(())
}

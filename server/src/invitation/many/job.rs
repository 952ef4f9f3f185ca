//! Carries lists out, group by group, and forgets old ones.

use domain::invite_many::{ENDED_KEPT, GROUP, MAX_CHUNK, UNSTARTED_KEPT};
use domain::{BatchId, RoomId};
use futures::FutureExt;

use super::{group, queries};
use crate::db::DbError;
use crate::failure::{Failure, Outcome};
use crate::site::Site;

/// Lists that are carried out in turn.
const AT_ONCE: i64 = 8;

/// Carries out one group of each list that is on its way. Answers how many rows have got their result. Safe to run twice,
/// and on several nodes at once.
pub async fn carry_out(site: &Site) -> Outcome<usize> {
    let running = queries::list_running(&mut site.db.read().await?, AT_ONCE).await?;
    let mut settled = 0;
    for list in running {
        // One list that cannot be carried out holds up nobody else's.
        match next_group(site, list).await {
            Ok(count) => settled += count as usize,
            Err(error) => {
                tracing::warn!(batch = %list.0, %error, "a group of invitations failed; it is tried again");
            }
        }
    }
    Ok(settled)
}

async fn next_group(site: &Site, list: (BatchId, RoomId)) -> Outcome<u32> {
    match write_group(site, list, GROUP).await {
        Err(error) if may_lie_in_a_row(&error) => one_by_one(site, list).await,
        outcome => outcome,
    }
}

/// Finds the row that a group fails by, and gives it up alone.
async fn one_by_one(site: &Site, list: (BatchId, RoomId)) -> Outcome<u32> {
    let mut settled = 0;
    for _ in 0..GROUP {
        settled += match write_group(site, list, 1).await {
            Err(error) if may_lie_in_a_row(&error) => {
                tracing::error!(batch = %list.0, %error, "a row could not be carried out and is given up");
                let now = site.clock.now();
                site.db.write(move |connection| group::give_up_next(connection, list, now).boxed()).await?
            }
            answer => answer?,
        };
    }
    Ok(settled)
}

async fn write_group(site: &Site, list: (BatchId, RoomId), rows: u32) -> Outcome<u32> {
    let now = site.clock.now();
    site.db.write(move |connection| group::carry_out(connection, list, rows, now).boxed()).await
}

/// Whether trying the same again would most likely fail again, as it would not when the database is away or full.
const fn may_lie_in_a_row(error: &Failure) -> bool {
    matches!(
        error,
        Failure::Told(_)
            | Failure::Internal(_)
            | Failure::Db(DbError::Constraint(_) | DbError::Unreadable { .. } | DbError::Panicked)
    )
}

/// Deletes lists that nobody needs any more, with the names and addresses in them. Answers how many rows are gone.
pub async fn forget_old(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let (unstarted, ended) = (now.before(UNSTARTED_KEPT), now.before(ENDED_KEPT));
    let mut forgotten = 0;
    loop {
        let old = queries::find_old(&mut site.db.read().await?, unstarted, ended).await?;
        let Some(batch) = old else { return Ok(forgotten) };
        let deleted = site
            .db
            .write(move |connection| {
                async move {
                    if !queries::update_forgotten(connection, batch, (unstarted, ended)).await? {
                        return Ok(0);
                    }
                    let rows = u32::try_from(MAX_CHUNK).unwrap_or(u32::MAX);
                    let deleted = queries::delete_rows(connection, batch, rows).await?;
                    if deleted == 0 {
                        queries::delete(connection, batch).await?;
                    }
                    Ok::<_, Failure>(deleted)
                }
                .boxed()
            })
            .await?;
        forgotten += usize::try_from(deleted).unwrap_or_default();
    }
}

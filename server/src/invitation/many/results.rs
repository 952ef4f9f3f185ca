//! What has become of lists, for the hosts who may invite.

use app::backend::Caller;
use app::error::AppError;
use app::invitation::many::api::{BatchSummary, Results};
use domain::invite_many::RowState;
use domain::{BatchId, RoomId};

use super::queries;
use super::service::{may_invite_to, require_room_of};
use crate::account::service::require_signed_in;
use crate::failure::Outcome;
use crate::site::Site;

/// Rows that are told at once.
const PAGE: usize = 100;
/// Lists that are told.
const LATELY: i64 = 5;

pub async fn list_batches(site: &Site, caller: &Caller, room: RoomId) -> Outcome<Vec<BatchSummary>> {
    let me = require_signed_in(site, caller).await?;
    let mut connection = site.db.read().await?;
    may_invite_to(&mut connection, &me, room).await?;
    Ok(queries::list_started(&mut connection, room, LATELY).await?)
}

/// A list of this room, and of no other.
pub async fn find(site: &Site, caller: &Caller, room: RoomId, batch: BatchId) -> Outcome<BatchSummary> {
    let me = require_signed_in(site, caller).await?;
    let mut connection = site.db.read().await?;
    if require_room_of(&mut connection, batch).await? != room {
        return Err(AppError::NotFound.into());
    }
    may_invite_to(&mut connection, &me, room).await?;
    queries::find_summary(&mut connection, batch).await?.ok_or_else(|| AppError::NotFound.into())
}

pub async fn list(
    site: &Site,
    caller: &Caller,
    batch: BatchId,
    state: Option<RowState>,
    after: Option<u32>,
) -> Outcome<Results> {
    let me = require_signed_in(site, caller).await?;
    let mut connection = site.db.read().await?;
    let room = require_room_of(&mut connection, batch).await?;
    may_invite_to(&mut connection, &me, room).await?;
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = queries::list_rows(&mut connection, batch, state, after, one_more).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok(Results { rows, has_more })
}

//! `GET /rooms/{room}/invite-many/{batch}.csv`: what has become of a list, with the links, as a file.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use app::routes;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::invite_many::RowState;
use domain::{BatchId, Role, RoomId};
use futures::{StreamExt, stream};

use super::queries::{self, RowWithLink};
use super::results;
use crate::failure::{Failure, Outcome, to_answer};
use crate::http::told::tell_error;
use crate::report::download::as_file;
use crate::report::sheet::{Cell, Sheet};
use crate::room::queries as rooms;
use crate::site::Site;

/// Rows that are in memory at once.
const BATCH: i64 = 500;

const HEADER: [&str; 7] = ["First name", "Last name", "Email", "Type", "Result", "Problem", "Link"];

/// The route of the file. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route("/rooms/{room}/invite-many/{file}", get(download)).with_state(site)
}

async fn download(
    State(site): State<Arc<Site>>,
    Path((room, file)): Path<(String, String)>,
    Extension(caller): Extension<Caller>,
) -> Response {
    to_answer(write(&site, &caller, &room, &file).await).unwrap_or_else(tell_error)
}

async fn write(site: &Arc<Site>, caller: &Caller, room: &str, file: &str) -> Outcome<Response> {
    let room: RoomId = room.parse().map_err(|_| AppError::NotFound)?;
    let batch = file.strip_suffix(".csv").and_then(|batch| batch.parse().ok()).ok_or(AppError::NotFound)?;
    results::find(site, caller, room, batch).await?;
    let stored = rooms::find_room(&mut site.db.read().await?, room).await?.ok_or(AppError::NotFound)?;
    Ok(as_file(body(Arc::clone(site), batch), &stored.details.title, "invitations"))
}

/// The rows in batches, each with a connection of its own: who reads slowly holds none.
fn body(site: Arc<Site>, batch: BatchId) -> Body {
    let header = Sheet::with_header(&HEADER).into_bytes();
    let rows = stream::try_unfold(-1, move |after| {
        let site = Arc::clone(&site);
        async move { next_rows(&site, batch, after).await }
    });
    Body::from_stream(stream::once(async { Ok::<_, Failure>(header) }).chain(rows))
}

async fn next_rows(site: &Site, batch: BatchId, after: i64) -> Outcome<Option<(Bytes, i64)>> {
    let rows = queries::list_with_links(&mut site.db.read().await?, batch, after, BATCH).await?;
    let Some(last) = rows.last().map(|row| i64::from(row.result.position)) else { return Ok(None) };
    let mut sheet = Sheet::going_on();
    for row in &rows {
        sheet.row(cells(site, row));
    }
    Ok(Some((sheet.into_bytes(), last)))
}

fn cells(site: &Site, row: &RowWithLink) -> [Cell; 7] {
    let RowWithLink { result, link } = row;
    let link = link.as_ref().map(|(id, generation, nonce)| {
        format!("{}{}", site.public_url(), routes::link(&site.key.link_token(*id, *generation, nonce)))
    });
    [
        Cell::text(&result.given.first),
        Cell::text(&result.given.last),
        Cell::text(&result.given.email),
        Cell::own(result.given.role.map(|role| Role::to_string(&role)).unwrap_or_default()),
        Cell::own(words(result.state)),
        Cell::own(result.problem.map(|problem| problem.to_string()).unwrap_or_default()),
        Cell::own(link.unwrap_or_default()),
    ]
}

const fn words(state: RowState) -> &'static str {
    match state {
        RowState::Waiting => "not invited",
        RowState::Invited => "invited",
        RowState::Updated => "updated",
        RowState::Unchanged => "unchanged",
        RowState::Failed => "failed",
    }
}

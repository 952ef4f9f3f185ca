//! `GET /admin/import/{import}.csv`: what becomes, or has become, of each line of a file.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::ImportId;
use domain::people::import::RowState;
use futures::{StreamExt, stream};

use super::{row_queries, service};
use crate::failure::{Failure, Outcome, to_answer};
use crate::http::told::tell_error;
use crate::report::download::as_file;
use crate::report::sheet::{Cell, Sheet};
use crate::site::Site;

/// Rows that are in memory at once.
const BATCH: u32 = 1_000;

const HEADER: [&str; 7] = ["Line", "Email", "First name", "Last name", "Role", "Result", "Problem"];

/// The route of the file. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route("/admin/import/{file}", get(download)).with_state(site)
}

async fn download(
    State(site): State<Arc<Site>>,
    Path(file): Path<String>,
    Extension(caller): Extension<Caller>,
) -> Response {
    to_answer(write(&site, &caller, &file).await).unwrap_or_else(tell_error)
}

async fn write(site: &Arc<Site>, caller: &Caller, file: &str) -> Outcome<Response> {
    let import = file.strip_suffix(".csv").and_then(|id| id.parse().ok()).ok_or(AppError::NotFound)?;
    let summary = service::find(site, caller, import).await?;
    Ok(as_file(body(Arc::clone(site), import, summary.state.is_over()), &summary.file_name, "import"))
}

/// The rows in batches, each with a connection of its own: who reads slowly holds none.
fn body(site: Arc<Site>, import: ImportId, is_over: bool) -> Body {
    let header = Sheet::with_header(&HEADER).into_bytes();
    let rows = stream::try_unfold(0, move |after| {
        let site = Arc::clone(&site);
        async move { next_rows(&site, import, is_over, after).await }
    });
    Body::from_stream(stream::once(async { Ok::<_, Failure>(header) }).chain(rows))
}

async fn next_rows(
    site: &Site,
    import: ImportId,
    is_over: bool,
    after: u32,
) -> Outcome<Option<(Bytes, u32)>> {
    let rows = row_queries::list_rows(&mut site.db.read().await?, import, None, after, BATCH).await?;
    let Some(last) = rows.last().map(|row| row.line) else { return Ok(None) };
    let mut sheet = Sheet::going_on();
    for row in rows {
        sheet.row([
            Cell::own(row.line),
            Cell::text(row.written.email),
            Cell::text(row.written.first),
            Cell::text(row.written.last),
            Cell::text(row.written.role),
            Cell::own(words(row.state, is_over)),
            row.problem.map_or(Cell::Empty, Cell::own),
        ]);
    }
    Ok(Some((sheet.into_bytes(), last)))
}

/// What waits in a file that `is_over` is not done any more.
const fn words(state: RowState, is_over: bool) -> &'static str {
    match state {
        RowState::ToAdd if is_over => "not added",
        RowState::ToChange if is_over => "not changed",
        RowState::ToAdd => "would be added",
        RowState::ToChange => "would be changed",
        RowState::ToKeep => "would stay as they are",
        RowState::Refused => "refused",
        RowState::Added => "added",
        RowState::Changed => "changed",
        RowState::Unchanged => "unchanged",
    }
}

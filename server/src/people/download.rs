//! `GET /admin/people.csv`: the people whom a view of the directory shows, as a file that can be imported again.

use std::sync::Arc;

use app::backend::Caller;
use app::people::api::GroupSummary;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::people::directory::DirectoryView;
use futures::{StreamExt, stream};
use http::StatusCode;
use serde::Deserialize;

use super::desk_queries::{self, Search, StoredPerson};
use crate::account::service::require_administrator;
use crate::failure::{Failure, Outcome, to_answer};
use crate::http::told::tell;
use crate::report::download::as_file;
use crate::report::sheet::{Cell, Sheet};
use crate::room::schedule::with_offset;
use crate::site::Site;

/// People who are in memory at once.
const BATCH: u32 = 1_000;

const HEADER: [&str; 8] =
    ["Email", "First name", "Last name", "Role", "Active", "Password", "Last seen", "ID"];

/// The route of the file. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route("/admin/people.csv", get(download)).with_state(site)
}

/// The query of the page, whose words the file follows; an unknown word is as none.
#[derive(Deserialize)]
struct Chosen {
    q: Option<String>,
    role: Option<String>,
    who: Option<String>,
    group: Option<String>,
}

async fn download(
    State(site): State<Arc<Site>>,
    Query(Chosen { q, role, who, group }): Query<Chosen>,
    Extension(caller): Extension<Caller>,
) -> Response {
    let view = app::routes::read_directory_view(|name| match name {
        "q" => q.clone(),
        "role" => role.clone(),
        "who" => who.clone(),
        "group" => group.clone(),
        _ => None,
    });
    to_answer(write(&site, &caller, &view).await).unwrap_or_else(|error| {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        tell(status, error)
    })
}

async fn write(site: &Arc<Site>, caller: &Caller, view: &DirectoryView) -> Outcome<Response> {
    require_administrator(site, caller).await?;
    let header = stream::once(async { Ok::<_, Failure>(Sheet::with_header(&HEADER).into_bytes()) });
    let people = Search::of(view).map(|search| rows(Arc::clone(site), search));
    let body = match people {
        Some(rows) => Body::from_stream(header.chain(rows)),
        None => Body::from_stream(header),
    };
    let title = group_name(site, view).await?.unwrap_or_else(|| "Greenroom".to_owned());
    Ok(as_file(body, &title, "people"))
}

async fn group_name(site: &Site, view: &DirectoryView) -> Outcome<Option<String>> {
    let Some(group) = view.group else { return Ok(None) };
    let found = super::group_queries::find(&mut site.db.read().await?, group).await?;
    Ok(found.map(|GroupSummary { name, .. }| name.to_string()))
}

/// In batches, each with a connection of its own: who reads slowly holds none.
fn rows(site: Arc<Site>, search: Search) -> impl futures::Stream<Item = Outcome<Bytes>> + Send {
    let search = Arc::new(search);
    stream::try_unfold((String::new(), String::new()), move |after| {
        let (site, search) = (Arc::clone(&site), Arc::clone(&search));
        async move { next_rows(&site, &search, after).await }
    })
}

async fn next_rows(
    site: &Site,
    search: &Search,
    after: (String, String),
) -> Outcome<Option<(Bytes, (String, String))>> {
    let people = desk_queries::list_after(&mut site.db.read().await?, search, &after, BATCH).await?;
    let Some(last) = people.last().map(|last| (last.key.clone(), last.entry.id.to_string())) else {
        return Ok(None);
    };
    let mut sheet = Sheet::going_on();
    for person in &people {
        sheet.row(cells(person));
    }
    Ok(Some((sheet.into_bytes(), last)))
}

fn cells(StoredPerson { entry, .. }: &StoredPerson) -> [Cell; 8] {
    let yes_or_no = |is: bool| Cell::own(if is { "yes" } else { "no" });
    [
        Cell::text(&entry.email),
        Cell::text(entry.name.first()),
        Cell::text(entry.name.last()),
        Cell::own(entry.place.role.word()),
        yes_or_no(entry.place.is_active),
        yes_or_no(entry.has_password),
        entry.seen_at.map_or(Cell::Empty, |at| Cell::own(with_offset(at, "UTC"))),
        Cell::own(entry.id),
    ]
}

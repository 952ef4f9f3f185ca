//! `GET /admin/people.csv`: the people whom a view of the directory shows, as a file that can be imported again.

use std::sync::Arc;

use app::backend::Caller;
use app::people::api::GroupSummary;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::audit::{AuditAct, SubjectKind};
use domain::people::directory::DirectoryView;
use futures::{StreamExt, stream};
use serde::Deserialize;

use super::desk_queries::{self, Search, StoredPerson};
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::failure::{Failure, Outcome, to_answer};
use crate::http::noted_file;
use crate::http::told::tell_error;
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
    Router::new().route("/admin/people.csv", noted_file::route(download)).with_state(site)
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
    to_answer(write(&site, &caller, &view).await).unwrap_or_else(tell_error)
}

async fn write(site: &Arc<Site>, caller: &Caller, view: &DirectoryView) -> Outcome<Response> {
    let me = require_administrator(site, caller).await?;
    let header = stream::once(async { Ok::<_, Failure>(Sheet::with_header(&HEADER).into_bytes()) });
    let search = Search::of(view);
    let mut connection = site.db.read().await?;
    let people = match &search {
        Some(search) => desk_queries::count(&mut connection, search).await?,
        None => 0,
    };
    let group = match view.group {
        Some(group) => super::group_queries::find(&mut connection, group).await?,
        None => None,
    };
    drop(connection);
    audit::note_alone(site, By::person(&me, caller), note_of(view, group.as_ref(), people)).await;
    let body = match search {
        Some(search) => Body::from_stream(header.chain(rows(Arc::clone(site), search))),
        None => Body::from_stream(header),
    };
    let title = group.map_or_else(|| "Greenroom".to_owned(), |group| group.name.to_string());
    Ok(as_file(body, &title, "people"))
}

fn note_of(view: &DirectoryView, group: Option<&GroupSummary>, people: u32) -> Note {
    let untyped = DirectoryView { query: String::new(), ..view.clone() };
    let is_searched = !view.query.trim().is_empty();
    let note =
        Note::of_file(AuditAct::PeopleExported, &app::routes::people_file(&untyped), is_searched, people);
    match group {
        Some(group) => note.about(SubjectKind::Group, group.id, group.name.as_str()),
        None => note,
    }
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

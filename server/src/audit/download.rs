//! `GET /admin/audit.csv`: what the page of the log shows, as a file. It leaves in batches as it is read, each with a
//! connection of its own.

use std::sync::Arc;

use app::backend::Caller;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::Timestamp;
use domain::audit::{AuditAct, AuditEntry, AuditValue, AuditView};
use futures::stream;

use super::{By, Note, queries};
use crate::account::service::require_administrator;
use crate::audit;
use crate::failure::{Failure, Outcome, to_answer};
use crate::http::noted_file;
use crate::http::told::tell_error;
use crate::report::download::as_file;
use crate::report::sheet::{Cell, Sheet};
use crate::room::schedule::{with_offset, zone_name};
use crate::site::Site;

/// Entries that are in memory at once.
const BATCH: i64 = 500;

const HEADINGS: [&str; 14] = [
    "Number",
    "Time",
    "Act",
    "What",
    "Area",
    "Who",
    "Name",
    "From address",
    "Device",
    "To what",
    "Called",
    "Room",
    "Before",
    "After",
];

/// The route of the file. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route(app::routes::AUDIT_FILE, noted_file::route(download)).with_state(site)
}

async fn download(
    State(site): State<Arc<Site>>,
    Query(chosen): Query<Vec<(String, String)>>,
    Extension(caller): Extension<Caller>,
) -> Response {
    let view = app::routes::read_audit_view(|name| {
        chosen.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    });
    to_answer(write(site, &caller, view).await).unwrap_or_else(tell_error)
}

async fn write(site: Arc<Site>, caller: &Caller, view: AuditView) -> Outcome<Response> {
    let me = require_administrator(&site, caller).await?;
    let (entries, newest) = queries::count(&mut site.db.read().await?, &view).await?;
    audit::note_alone(&site, By::person(&me, caller), note_of(&view, entries)).await;
    let header = Sheet::with_header(&HEADINGS).into_bytes();
    // What has been counted: the entry about this file is not in it.
    let rows = stream::try_unfold(newest.map_or(i64::MIN, |newest| newest + 1), move |before| {
        let (site, view) = (Arc::clone(&site), view.clone());
        async move { next(&site, &view, before).await }
    });
    let beginning = stream::once(async { Ok::<_, Failure>(header) });
    let body = Body::from_stream(futures::StreamExt::chain(beginning, rows));
    Ok(as_file(body, "Greenroom", "audit"))
}

fn note_of(view: &AuditView, entries: u32) -> Note {
    // Nothing that is typed into an address stays for ever, so a zone is one that is known.
    let zone = view.zone.as_deref().and_then(|zone| zone_name(zone).ok());
    let untyped = AuditView { query: String::new(), zone, ..view.clone() };
    let is_searched = !view.query.trim().is_empty();
    let note = Note::of_file(AuditAct::LogExported, &app::routes::audit_file(&untyped), is_searched, entries);
    match view.room {
        Some(room) => note.in_room(room),
        None => note,
    }
}

async fn next(site: &Site, view: &AuditView, before: i64) -> Outcome<Option<(Bytes, i64)>> {
    let mut connection = site.db.read().await?;
    let batch = queries::list(&mut connection, view, before, BATCH).await?;
    let Some(last) = batch.last().map(|entry| entry.number) else { return Ok(None) };
    let mut sheet = Sheet::going_on();
    for entry in &batch {
        sheet.row(cells(entry));
    }
    Ok(Some((sheet.into_bytes(), last)))
}

fn cells(entry: &AuditEntry) -> [Cell; 14] {
    let AuditEntry { number, at, act, actor, subject, room, changes } = entry;
    let side = |value: fn(&domain::audit::Change) -> &Option<AuditValue>| {
        let told = changes.iter().filter_map(|change| {
            let value = value(change).as_ref()?;
            Some(format!("{}: {}", change.plain_label(), words(value)))
        });
        Cell::text(told.collect::<Vec<_>>().join("; "))
    };
    [
        Cell::own(number),
        Cell::own(time(*at)),
        Cell::own(act.word()),
        Cell::own(act),
        Cell::own(act.area()),
        Cell::own(actor.kind.word()),
        Cell::text(&actor.label),
        Cell::text(&actor.address),
        Cell::text(&actor.device),
        subject.as_ref().map_or(Cell::Empty, |subject| Cell::own(subject.kind.word())),
        subject.as_ref().map_or(Cell::Empty, |subject| Cell::text(&subject.label)),
        room.as_ref().map_or(Cell::Empty, |(_, title)| Cell::text(title)),
        side(|change| &change.before),
        side(|change| &change.after),
    ]
}

fn words(value: &AuditValue) -> String {
    match value {
        AuditValue::Time(at) => time(*at),
        other => other.plain(),
    }
}

fn time(at: Timestamp) -> String {
    with_offset(at, "UTC")
}

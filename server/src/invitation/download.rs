//! `GET /rooms/{room}/invitations.csv`: the hosts' list as a file. A pure read, for the same people as the page, of what
//! they have chosen to see there.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use domain::RoomId;
use domain::invitation::ListView;
use serde::Deserialize;

use super::list::{self, Overview, Row};
use crate::failure::{Outcome, to_answer};
use crate::http::told::tell_error;
use crate::report::download::as_file;
use crate::report::sheet::{Cell, Sheet};
use crate::room::schedule::with_offset;
use crate::site::Site;

const HEADINGS: [&str; 14] = [
    "First name",
    "Last name",
    "Address",
    "Type",
    "Standing",
    "Link",
    "Invited",
    "Expires",
    "Mail",
    "Device",
    "Last seen",
    "Inside now",
    "Asks for a new link since",
    "Refused tries",
];

/// The route of the file. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route("/rooms/{room}/invitations.csv", get(download)).with_state(site)
}

/// The query of the page, whose words the file follows; an unknown word is as none.
#[derive(Deserialize)]
struct Chosen {
    q: Option<String>,
    filter: Option<String>,
    sort: Option<String>,
}

async fn download(
    State(site): State<Arc<Site>>,
    Path(room): Path<String>,
    Query(Chosen { q, filter, sort }): Query<Chosen>,
    Extension(caller): Extension<Caller>,
) -> Response {
    let view = app::routes::read_view(|name| match name {
        "q" => q.clone(),
        "filter" => filter.clone(),
        _ => sort.clone(),
    });
    to_answer(write(&site, &caller, &room, &view).await).unwrap_or_else(tell_error)
}

async fn write(site: &Site, caller: &Caller, room: &str, view: &ListView) -> Outcome<Response> {
    let room: RoomId = room.parse().map_err(|_| AppError::NotFound)?;
    let overview = list::open(site, caller, room).await?;
    let mut sheet = Sheet::with_header(&HEADINGS);
    for place in overview.arrange(view).places {
        sheet.row(cells(site, &overview, &overview.rows[place]));
    }
    Ok(as_file(sheet.into_bytes().into(), &overview.room.details.title, "invitations"))
}

fn cells(site: &Site, overview: &Overview, row: &Row) -> [Cell; 14] {
    let invitation = &row.stored.invitation;
    let time = |at| Cell::own(with_offset(at, &overview.room.details.time_zone));
    let optional_time = |at: Option<_>| at.map_or(Cell::Empty, time);
    let devices: Vec<_> = row.devices.iter().map(|device| app::ui::device_name(&device.user_agent)).collect();
    let tries: Vec<_> =
        row.refused_tries.iter().map(|tried| format!("{}: {}", tried.cause, tried.count)).collect();
    [
        Cell::text(invitation.name.first()),
        Cell::text(invitation.name.last()),
        Cell::text(&invitation.email),
        Cell::own(invitation.role),
        Cell::own(row.listed().standing(overview.now)),
        overview.link(site, row).map_or(Cell::Empty, Cell::text),
        time(row.stored.invited_at),
        time(invitation.expires_at),
        row.mail.as_ref().map_or(Cell::Empty, |mail| Cell::own(mail.state.word())),
        Cell::text(devices.join(", ")),
        optional_time(row.last_seen_at),
        Cell::own(if row.is_inside { "yes" } else { "no" }),
        optional_time(invitation.link_requested_at),
        Cell::own(tries.join(", ")),
    ]
}

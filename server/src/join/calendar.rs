//! `GET /join/{invitation}/calendar.ics`: the session as an entry for the guest's own calendar.
//!
//! A pure read, for whoever may see the page. The entry has the same UID as the one that comes by mail, so that one takes
//! the other's place; it leads to the page and holds no link, because calendars are shared with others.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use app::join::api::RoomPreview;
use app::routes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use domain::InvitationId;
use domain::calendar::{CalendarEvent, CalendarPerson, Method};
use http::header;

use super::service;
use crate::failure::{Outcome, to_answer};
use crate::http::told::tell_error;
use crate::mail;
use crate::site::Site;

/// The route of the file. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route("/join/{invitation}/calendar.ics", get(download)).with_state(site)
}

async fn download(
    State(site): State<Arc<Site>>,
    Path(invitation): Path<String>,
    Extension(caller): Extension<Caller>,
) -> Response {
    match to_answer(write(&site, &caller, &invitation).await) {
        Ok(file) => (
            [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"session.ics\""),
            ],
            file,
        )
            .into_response(),
        Err(error) => tell_error(error),
    }
}

async fn write(site: &Site, caller: &Caller, invitation: &str) -> Outcome<String> {
    let invitation: InvitationId = invitation.parse().map_err(|_| AppError::NotFound)?;
    let page = service::find_visit(site, caller, invitation).await?;
    let room = page.room.ok_or(AppError::NotFound)?;
    let mut connection = site.db.read().await?;
    let sequence = mail::queries::calendar_sequence(&mut connection, invitation).await?;
    Ok(entry(site, invitation, &room, sequence, page.server_now).to_ics())
}

/// A calendar shows whose session it is: the site's. Where mails are from an address that no calendar takes, nobody's.
fn organizer(site: &Site) -> Option<CalendarPerson> {
    let address = site.mailer().from.email.to_string().parse().ok()?;
    Some(CalendarPerson { name: site.identity.now().stored.name.to_string(), address })
}

fn entry(
    site: &Site,
    invitation: InvitationId,
    room: &RoomPreview,
    sequence: u32,
    stamp: domain::Timestamp,
) -> CalendarEvent {
    let page = format!("{}{}", site.public_url(), routes::join(invitation));
    let mut description = room.speakers.join(", ");
    if !room.description.is_empty() {
        let break_between = if description.is_empty() { "" } else { "\n\n" };
        description = format!("{description}{break_between}{}", room.description);
    }
    CalendarEvent {
        method: Method::Publish,
        uid: format!("{invitation}@{}", site.public_host()),
        sequence,
        stamp,
        starts_at: room.session.starts_at,
        ends_at: room.session.ends_at,
        summary: room.title.clone(),
        description,
        location: page.clone(),
        url: page,
        organizer: organizer(site),
        attendee: None,
    }
}

//! The event streams: one for each open page, a tail of its room's log (`docs/live-protocol.md`).
//!
//! Who reads is decided at open and again for each event, from the role as it is at that event.

mod page;
mod tail;

use std::sync::Arc;

use app::backend::Caller;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::live::{Sequence, StreamMessage, may_be_lifted};
use domain::{GuestLinkId, InvitationId, RoomId};
use futures::stream;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::Deserialize;

use super::events;
use crate::failure::{Outcome, to_answer};
use crate::http::told::tell_error;
use crate::site::Site;
use page::{Page, find_room_of, find_standing, listener, refusal_of};
use tail::{Opened, Tail};

/// The routes of the streams. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new()
        .route("/live/rooms/{room}", get(read_room))
        .route("/live/invitations/{invitation}", get(read_lobby))
        .route("/live/guest-links/{link}", get(read_entry))
        .with_state(site)
}

#[derive(Deserialize)]
struct From {
    after: Option<Sequence>,
    invitation: Option<InvitationId>,
    /// The page is about the room, and not the room itself: it does not show that somebody is inside.
    #[serde(default)]
    watching: bool,
    /// How often the site's policy had changed when the page was drawn.
    changes: Option<i64>,
    /// The page shows that the door is shut, and wants to know when the door says something else.
    #[serde(default)]
    shut: bool,
}

impl From {
    /// What the page knows, and where it goes on.
    fn known(&self, headers: &HeaderMap) -> Known {
        Known { after: resume_after(headers, self.after), changes: self.changes, is_shut: self.shut }
    }
}

/// What a page knows when it opens its stream.
#[derive(Clone, Copy)]
struct Known {
    after: Option<Sequence>,
    changes: Option<i64>,
    is_shut: bool,
}

async fn read_room(
    State(site): State<Arc<Site>>,
    Path(room): Path<RoomId>,
    Query(from): Query<From>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    let page = Page::room(room, from.invitation, from.watching);
    answer(open(site, caller, page, from.known(&headers)).await)
}

async fn read_lobby(
    State(site): State<Arc<Site>>,
    Path(invitation): Path<InvitationId>,
    Query(from): Query<From>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    answer(open(site, caller, Page::Lobby(invitation), from.known(&headers)).await)
}

async fn read_entry(
    State(site): State<Arc<Site>>,
    Path(link): Path<GuestLinkId>,
    Query(from): Query<From>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    answer(open(site, caller, Page::Entry(link), from.known(&headers)).await)
}

/// Where to go on: what the browser has seen last counts more than what the page started with. An unreadable
/// id counts as none.
fn resume_after(headers: &HeaderMap, after: Option<Sequence>) -> Option<Sequence> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    last.max(after).map(|sequence: Sequence| sequence.max(0))
}

fn answer(opened: Outcome<Body>) -> Response {
    match to_answer(opened) {
        Ok(body) => (
            [
                (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform")),
                // Proxies must hand each event on at once.
                (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
            ],
            body,
        )
            .into_response(),
        Err(error) => tell_error(error),
    }
}

async fn open(site: Arc<Site>, caller: Caller, page: Page, known: Known) -> Outcome<Body> {
    // Subscribed before the standing is read, so that nothing falls between the two.
    let room = find_room_of(&site, page).await?;
    let events = site.hub.subscribe(room);
    let standing = find_standing(&site, &caller, page).await?;
    let head = Bytes::from_static(b"retry: 2000\n\n");
    let refusal = refusal_of(&standing);
    let news = match refusal {
        Some(refusal) if known.is_shut && may_be_lifted(refusal) => None,
        Some(refusal) => Some(StreamMessage::Refused { refusal }),
        None => known.is_shut.then_some(StreamMessage::Resync),
    };
    if let Some(news) = news {
        return Ok(Body::from([head, events::frame(None, &news).into()].concat()));
    }
    let counted = site.hub.open_streams.open(listener(&standing, &caller), &caller.address)?;
    let opened = Opened { site, caller, page, room, events, counted, shut: refusal, changes: known.changes };
    let mut tail = Tail::new(opened, &standing, known.after, head);
    tail.look_for_mail_server().await;
    tail.look_for_changes(&standing).await;
    let frames = stream::unfold(Box::new(tail), async |mut tail| {
        let frame = tail.next().await?;
        Some((Ok::<_, std::convert::Infallible>(frame), tail))
    });
    Ok(Body::from_stream(frames))
}

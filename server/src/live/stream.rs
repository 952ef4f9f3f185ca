//! The event streams: one for each open page, a tail of its room's log (`docs/live-protocol.md`).
//!
//! Who reads is decided at open and again for each event, from the role as it is at that event.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use app::backend::Caller;
use app::error::AppError;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::invitation::DeviceStanding;
use domain::live::{Reader, RoomEvent, Sequence, StreamMessage};
use domain::{Admission, InvitationId, ParticipantId, Refusal, RoomId};
use futures::stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use tokio::sync::{broadcast, watch};
use tokio::time::{Interval, MissedTickBehavior};

use super::events::{self, LoggedEvent};
use super::hub::{BATCH, Delivery, Presence, Present};
use super::open_streams::{Listener, OpenStream};
use super::participants::queries::Whereabouts;
use crate::failure::{Failure, Outcome, to_answer};
use crate::join::standing::{self, Standing};
use crate::site::Site;

/// A dead connection is noticed this often.
const BEAT: Duration = Duration::from_secs(15);
/// What the log does not tell is checked again with every second beat.
const BEATS_BETWEEN_CHECKS: u8 = 2;
/// Events that a slow or returning stream may have missed before its page loads the state again. They are read
/// from the log a batch at a time, each when the one before has been sent.
const MOST_MISSED: i64 = 4 * BATCH;

/// The routes of the streams. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new()
        .route("/live/rooms/{room}", get(read_room))
        .route("/live/invitations/{invitation}", get(read_lobby))
        .with_state(site)
}

#[derive(Deserialize)]
struct From {
    after: Option<Sequence>,
    invitation: Option<InvitationId>,
    /// The page is about the room, and not the room itself: it does not show that somebody is inside.
    #[serde(default)]
    watching: bool,
}

async fn read_room(
    State(site): State<Arc<Site>>,
    Path(room): Path<RoomId>,
    Query(from): Query<From>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    let after = resume_after(&headers, from.after);
    answer(open(site, caller, Page::room(room, &from), after).await)
}

async fn read_lobby(
    State(site): State<Arc<Site>>,
    Path(invitation): Path<InvitationId>,
    Query(from): Query<From>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    let after = resume_after(&headers, from.after);
    answer(open(site, caller, Page::Lobby(invitation), after).await)
}

/// The page a stream belongs to.
#[derive(Clone, Copy)]
enum Page {
    Room(RoomId, Option<InvitationId>),
    /// A page about the room, for members of the site.
    About(RoomId),
    Lobby(InvitationId),
}

impl Page {
    const fn room(room: RoomId, from: &From) -> Self {
        if from.watching { Self::About(room) } else { Self::Room(room, from.invitation) }
    }
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
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = (status, error.to_string()).into_response();
            if let AppError::TooMany { retry_after_seconds } = error {
                response.headers_mut().insert(header::RETRY_AFTER, retry_after_seconds.into());
            }
            response
        }
    }
}

async fn open(site: Arc<Site>, caller: Caller, page: Page, after: Option<Sequence>) -> Outcome<Body> {
    // Subscribed before the standing is read, so that nothing falls between the two.
    let room = find_room_of(&site, page).await?;
    let events = site.hub.subscribe(room);
    let standing = find_standing(&site, &caller, page).await?;
    let head = Bytes::from_static(b"retry: 2000\n\n");
    if let Some(refusal) = refusal_of(&standing) {
        let refused = events::frame(None, &StreamMessage::Refused { refusal });
        return Ok(Body::from([head, refused.into()].concat()));
    }
    let counted = site.hub.open_streams.open(listener(&standing, &caller), &caller.address)?;
    let reader = standing.reader();
    let presence = presence(&site, page, &standing);
    let mut beat = tokio::time::interval_at(tokio::time::Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let has_left = standing.participant.as_ref().filter(|known| known.whereabouts == Whereabouts::Left);
    let tail = Tail {
        judged: standing.room.sequence,
        gone: has_left.map(|known| known.participant.id).filter(|_| matches!(page, Page::Room(..))),
        read: after.unwrap_or(standing.room.sequence).min(standing.room.sequence),
        known: standing.room.sequence,
        waiting: VecDeque::from([head]),
        stopping: site.hub.stopping(),
        beats: 0,
        must_ask: false,
        is_over: false,
        presence,
        _counted: counted,
        site,
        caller,
        page,
        room,
        events,
        reader,
        beat,
    };
    let frames = stream::unfold(Box::new(tail), async |mut tail| {
        let frame = tail.next().await?;
        Some((Ok::<_, std::convert::Infallible>(frame), tail))
    });
    Ok(Body::from_stream(frames))
}

async fn find_room_of(site: &Site, page: Page) -> Outcome<RoomId> {
    match page {
        Page::Room(room, _) | Page::About(room) => Ok(room),
        Page::Lobby(invitation) => {
            let mut connection = site.db.read().await?;
            let stored = crate::invitation::queries::find(&mut connection, invitation).await?;
            stored.map(|stored| stored.invitation.room).ok_or_else(|| AppError::NotFound.into())
        }
    }
}

async fn find_standing(site: &Site, caller: &Caller, page: Page) -> Outcome<Standing> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let (room, invitation) = match page {
        Page::Room(room, invitation) => (room, invitation),
        Page::About(room) => (room, None),
        Page::Lobby(invitation) => {
            let stored = crate::invitation::queries::find(&mut connection, invitation).await?;
            (stored.ok_or(AppError::NotFound)?.invitation.room, Some(invitation))
        }
    };
    standing::find(&mut connection, &proofs, room, invitation, now).await
}

/// Whom the open page shows to be there, if anybody.
fn presence(site: &Site, page: Page, standing: &Standing) -> Option<Presence> {
    // Only a page of the room shows that somebody is inside; a lobby in another tab does not.
    let inside =
        standing.reader().participant.filter(|_| matches!(page, Page::Room(..))).map(Present::Inside);
    // Who has not shown yet that the link is theirs waits for nothing, as far as others may know.
    let is_shown =
        matches!(standing.admission, Admission::Wait(_) | Admission::Knock(_) | Admission::Enter(_));
    let outside = || {
        let identity = standing.identity().filter(|_| is_shown);
        identity.map(|(origin, _)| Present::Outside(standing.room.id, origin.into()))
    };
    inside.or_else(outside).map(|who| site.hub.arrive(who))
}

/// Whose stream it is. A person is one on all their devices; a guest's device is known by the link it has claimed.
fn listener<'a>(standing: &Standing, caller: &'a Caller) -> Listener<'a> {
    match (&standing.me, &standing.invitation, &caller.device) {
        (Some(me), ..) => Listener::Person(me.id),
        (None, Some(_), Some(device)) if standing.device == DeviceStanding::Claimed => {
            Listener::Device(device)
        }
        (None, Some(stored), _) => Listener::Link(stored.invitation.id),
        // Nobody comes so far without a sign-in or an invitation.
        (None, None, _) => Listener::Device(&caller.address),
    }
}

/// An ended session is news, not a reason to go: a host may extend it while the page is open.
fn refusal_of(standing: &Standing) -> Option<Refusal> {
    match standing.admission {
        Admission::Refused(Refusal::SessionEnded) => None,
        Admission::Refused(refusal) => Some(refusal),
        _ => None,
    }
}

/// One stream's place in its room's log.
struct Tail {
    site: Arc<Site>,
    caller: Caller,
    page: Page,
    room: RoomId,
    events: broadcast::Receiver<Arc<Delivery>>,
    stopping: watch::Receiver<bool>,
    reader: Reader,
    /// The last event given to the reader, or passed over.
    read: Sequence,
    /// The last event that the door knew of when it let this reader listen: nothing up to it refuses them.
    judged: Sequence,
    /// The reader, when the door found that they had left.
    gone: Option<ParticipantId>,
    /// The last event known to be in the log.
    known: Sequence,
    waiting: VecDeque<Bytes>,
    beat: Interval,
    beats: u8,
    /// The reader's standing has changed since the door was asked.
    must_ask: bool,
    is_over: bool,
    presence: Option<Presence>,
    _counted: OpenStream,
}

impl Tail {
    /// The next bytes to send; `None` ends the stream.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(frame) = self.waiting.pop_front() {
                return Some(frame);
            }
            if self.is_over {
                return None;
            }
            if self.must_ask {
                self.start_over().await;
                continue;
            }
            if self.read < self.known {
                self.catch_up().await;
                continue;
            }
            tokio::select! {
                received = self.events.recv() => match received {
                    Ok(delivery) => self.take(&delivery),
                    // The next one shows a gap, which the log fills.
                    Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
                _ = self.beat.tick() => self.on_beat().await,
                _ = self.stopping.changed() => return None,
            }
        }
    }

    fn take(&mut self, delivery: &Delivery) {
        let sequence = delivery.logged.sequence;
        if sequence == self.read + 1 {
            self.give(&delivery.logged, || delivery.frame.clone());
        }
        // Anything further on shows a gap, which the log fills.
        self.known = self.known.max(sequence);
    }

    async fn catch_up(&mut self) {
        if self.known.saturating_sub(self.read) > MOST_MISSED {
            return self.resync();
        }
        let missed = async {
            let mut connection = self.site.db.read().await?;
            events::list_after(&mut connection, self.room, self.read, BATCH).await
        };
        match missed.await {
            Ok(missed) if !missed.is_empty() => {
                for logged in &missed {
                    self.give(logged, || logged.frame().into());
                }
            }
            // The browser comes back by itself.
            _ => self.is_over = true,
        }
    }

    fn give(&mut self, logged: &LoggedEvent, frame: impl FnOnce() -> Bytes) {
        if self.is_over || self.must_ask {
            return;
        }
        self.read = logged.sequence;
        self.known = self.known.max(logged.sequence);
        let is_judged = logged.sequence <= self.judged;
        if let Some(refusal) = self.reader.refusal(&logged.event) {
            // What the door has let pass was taken back in the meantime.
            if !is_judged {
                self.refuse(refusal);
            }
        } else if self.reader.must_ask_again(&logged.event) {
            self.must_ask = true;
        } else if is_judged && self.is_own_leaving(&logged.event) {
            // The device slept and was taken for gone: the page must come in again.
            self.resync();
        } else if !is_judged && self.is_own_return(&logged.event) {
            // Another tab, or this one on a second connection, has come in again: this reader is inside from here on.
            self.resync();
        } else if self.reader.may_learn(&logged.event) {
            self.waiting.push_back(frame());
        }
        self.reader = self.reader.after(&logged.event);
    }

    fn is_own_leaving(&self, event: &RoomEvent) -> bool {
        matches!(event, RoomEvent::Left { participant, .. } if self.gone == Some(*participant))
    }

    fn is_own_return(&self, event: &RoomEvent) -> bool {
        matches!(event, RoomEvent::Entered { participant } if self.gone == Some(participant.id))
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.say(&StreamMessage::Refused { refusal });
        self.is_over = true;
    }

    fn resync(&mut self) {
        self.say(&StreamMessage::Resync);
        self.is_over = true;
    }

    fn say(&mut self, message: &StreamMessage) {
        self.waiting.push_back(events::frame(None, message).into());
    }

    /// Shows that the connection lives, and now and then checks what the log does not tell: a sign-in that was
    /// ended, a domain that was blocked.
    async fn on_beat(&mut self) {
        self.beats = (self.beats + 1) % BEATS_BETWEEN_CHECKS;
        if self.beats != 0 {
            return self.say(&StreamMessage::Beat { now: self.site.clock.now() });
        }
        self.ask_the_door().await;
        if !self.is_over {
            self.say(&StreamMessage::Beat { now: self.site.clock.now() });
        }
    }

    /// Lets the page load what the door says to it now, unless the door is shut.
    async fn start_over(&mut self) {
        self.ask_the_door().await;
        if !self.is_over {
            self.resync();
        }
    }

    /// Takes the reader, and whom their page shows to be there, for what the door has found.
    fn take_standing(&mut self, standing: &Standing) {
        if let Some(refusal) = refusal_of(standing) {
            return self.refuse(refusal);
        }
        self.presence = presence(&self.site, self.page, standing);
        self.reader = standing.reader();
    }

    /// Takes the reader for what they are now; ends the stream when the door is shut.
    async fn ask_the_door(&mut self) {
        match find_standing(&self.site, &self.caller, self.page).await {
            Ok(standing) => self.take_standing(&standing),
            Err(Failure::Told(_)) => self.refuse(Refusal::NotInvited),
            Err(_) => self.is_over = true,
        }
    }
}

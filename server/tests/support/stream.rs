//! A page's event stream, read as a browser reads it.

use std::time::Duration;

use app::invitation::api::InvitationReady;
use axum::body::{Body, BodyDataStream};
use domain::RoomId;
use domain::live::{RoomEvent, Sequence, StreamMessage};
use domain::session::Session;
use futures::StreamExt;
use http::{Request, StatusCode};

use super::Device;

/// Longer than anything here takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Stream {
    body: BodyDataStream,
    unread: String,
    pub last: Option<Sequence>,
    /// All bytes so far.
    pub heard: String,
}

impl Device {
    pub async fn stream(&self, path: &str) -> Stream {
        self.listen(path, Request::get(path)).await
    }

    /// Comes back as a browser that has heard `last`.
    pub async fn resume(&self, path: &str, last: Sequence) -> Stream {
        self.listen(path, Request::get(path).header("last-event-id", last)).await
    }

    /// The stream of the page a guest waits on, from now on.
    pub async fn lobby(&self, invitation: &InvitationReady) -> Stream {
        self.stream(&format!("/live/invitations/{}", invitation.id)).await
    }

    /// The stream of the room's page, from now on.
    pub async fn room_stream(&self, room: RoomId, invitation: Option<&InvitationReady>) -> Stream {
        self.stream(&room_stream(room, invitation)).await
    }

    async fn listen(&self, path: &str, request: http::request::Builder) -> Stream {
        let request = request.header("sec-fetch-site", "same-origin");
        let response = self.open(request, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Stream {
            body: response.into_body().into_data_stream(),
            unread: String::new(),
            last: None,
            heard: String::new(),
        }
    }
}

/// The address of a room's stream.
pub fn room_stream(room: RoomId, invitation: Option<&InvitationReady>) -> String {
    match invitation {
        Some(invitation) => format!("/live/rooms/{room}?invitation={}", invitation.id),
        None => format!("/live/rooms/{room}"),
    }
}

impl Stream {
    /// The next message; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<StreamMessage> {
        loop {
            while let Some((frame, rest)) = self.unread.split_once("\n\n") {
                let (frame, rest) = (frame.to_owned(), rest.to_owned());
                self.unread = rest;
                let mut data = None;
                for line in frame.lines() {
                    if let Some(id) = line.strip_prefix("id: ") {
                        self.last = Some(id.parse().unwrap());
                    } else if let Some(text) = line.strip_prefix("data: ") {
                        data = Some(serde_json::from_str(text).unwrap());
                    }
                }
                if data.is_some() {
                    return data;
                }
            }
            let bytes =
                tokio::time::timeout(PATIENCE, self.body.next()).await.expect("the stream is silent")?;
            let bytes = bytes.unwrap();
            let text = std::str::from_utf8(&bytes).unwrap();
            self.unread.push_str(text);
            self.heard.push_str(text);
        }
    }

    /// The next event, but for notes to the hosts' list of invitations: nearly everything a guest does is one.
    pub async fn event(&mut self) -> RoomEvent {
        loop {
            match self.next().await {
                Some(StreamMessage::Event { event: RoomEvent::InvitationNoted { .. } }) => {}
                Some(StreamMessage::Event { event }) => return event,
                other => panic!("no event but {other:?}"),
            }
        }
    }

    /// The session that the next event tells of.
    pub async fn session(&mut self) -> Session {
        match self.event().await {
            RoomEvent::SessionChanged { session } => session,
            other => panic!("no session but {other:?}"),
        }
    }

    /// The events before the room gets this title; whoever changes it marks the end of something.
    pub async fn until_title(&mut self, title: &str) -> Vec<RoomEvent> {
        let mut events = Vec::new();
        loop {
            match self.event().await {
                RoomEvent::DetailsChanged { details } if details.title == title => return events,
                event => events.push(event),
            }
        }
    }

    /// The refusal that ends the stream, and that it ends it.
    pub async fn refusal(&mut self) -> domain::Refusal {
        loop {
            match self.next().await {
                Some(StreamMessage::Refused { refusal }) => {
                    assert_eq!(self.next().await, None);
                    return refusal;
                }
                Some(_) => {}
                None => panic!("the stream ended without a word"),
            }
        }
    }
}

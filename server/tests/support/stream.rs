//! A page's event stream, read as a browser reads it.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use domain::live::{RoomEvent, Sequence, StreamMessage};
use futures::StreamExt;
use http::{Request, StatusCode};

use super::Device;

/// Longer than anything here takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Stream {
    body: BodyDataStream,
    unread: String,
    pub last: Option<Sequence>,
}

impl Device {
    pub async fn stream(&self, path: &str) -> Stream {
        let request = Request::get(path).header("sec-fetch-site", "same-origin");
        let response = self.open(request, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Stream { body: response.into_body().into_data_stream(), unread: String::new(), last: None }
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
            self.unread.push_str(std::str::from_utf8(&bytes.unwrap()).unwrap());
        }
    }

    /// The next event.
    pub async fn event(&mut self) -> RoomEvent {
        match self.next().await {
            Some(StreamMessage::Event { event }) => event,
            other => panic!("no event but {other:?}"),
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

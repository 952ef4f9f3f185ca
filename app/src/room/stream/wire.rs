//! Reads what a stream says (`domain::live::StreamMessage`), in two steps: the stream needs to know what kind of
//! message it is, and only the page what an event says. A guest's page reads few events, so that its browser need
//! not load the code that reads all of them.

use domain::admission::Refusal;
use domain::live::{RoomEvent, Sequence};
use domain::time::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One message of a stream; an event comes with its place in the room's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrived<E = RoomEvent> {
    Event { sequence: Sequence, event: E },
    Resync,
    Refused(Refusal),
    Beat { now: Timestamp },
}

/// The message of an event, not read further yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread(String);

/// What the messages other than events carry, each its own.
#[derive(Deserialize)]
struct Frame {
    message: String,
    refusal: Option<Refusal>,
    now: Option<Timestamp>,
}

/// Reads one message. `after` is the last event known: repeats are nothing. A message with an event's number that
/// is none asks for the state again; other unknown messages are nothing.
pub fn read(id: &str, data: String, after: Sequence) -> Option<Arrived<Unread>> {
    let sequence = id.parse().unwrap_or(after);
    let frame: Option<Frame> = serde_json::from_str(&data).ok();
    let arrived = frame.and_then(|Frame { message, refusal, now }| match message.as_str() {
        "event" => Some(Arrived::Event { sequence, event: Unread(data) }),
        "resync" => Some(Arrived::Resync),
        "refused" => refusal.map(Arrived::Refused),
        "beat" => now.map(|now| Arrived::Beat { now }),
        _ => None,
    });
    match arrived {
        None | Some(Arrived::Event { .. }) if sequence <= after => None,
        None => Some(Arrived::Resync),
        arrived => arrived,
    }
}

impl Arrived<Unread> {
    /// Reads the event, if it is one. `None` when it cannot be read: the server is newer than this page.
    pub fn read_event<E: DeserializeOwned>(self) -> Option<Arrived<E>> {
        #[derive(Deserialize)]
        struct Event<E> {
            event: E,
        }
        Some(match self {
            Self::Event { sequence, event: Unread(data) } => {
                let Event { event } = serde_json::from_str(&data).ok()?;
                Arrived::Event { sequence, event }
            }
            Self::Resync => Arrived::Resync,
            Self::Refused(refusal) => Arrived::Refused(refusal),
            Self::Beat { now } => Arrived::Beat { now },
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::live::StreamMessage;

    use super::*;

    /// Read to the end; an event that cannot be read is a reason to load the state again.
    fn read(id: &str, data: &str, after: Sequence) -> Option<Arrived> {
        super::read(id, data.to_owned(), after).map(|arrived| arrived.read_event().unwrap_or(Arrived::Resync))
    }

    fn write(message: &StreamMessage) -> String {
        serde_json::to_string(message).expect("messages are plain data")
    }

    #[test]
    fn each_message_is_read() {
        let now = Timestamp::from_millis(5);
        let deleted = write(&StreamMessage::Event { event: RoomEvent::RoomDeleted });
        assert_eq!(
            read("8", &deleted, 7),
            Some(Arrived::Event { sequence: 8, event: RoomEvent::RoomDeleted })
        );
        let refused = write(&StreamMessage::Refused { refusal: Refusal::Removed });
        assert_eq!(read("", &refused, 7), Some(Arrived::Refused(Refusal::Removed)));
        assert_eq!(read("7", &write(&StreamMessage::Resync), 7), Some(Arrived::Resync));
        assert_eq!(read("7", &write(&StreamMessage::Beat { now }), 7), Some(Arrived::Beat { now }));
    }

    #[test]
    fn repeats_are_nothing() {
        let deleted = write(&StreamMessage::Event { event: RoomEvent::RoomDeleted });
        assert_eq!(read("7", &deleted, 7), None);
        assert_eq!(read("", &deleted, 7), None);
    }

    #[test]
    fn an_unknown_event_asks_for_the_state_again() {
        assert_eq!(read("8", r#"{"message":"event","event":{"kind":"new"}}"#, 7), Some(Arrived::Resync));
        assert_eq!(read("7", r#"{"message":"new"}"#, 7), None);
    }
}

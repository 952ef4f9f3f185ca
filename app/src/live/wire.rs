//! Reads what a stream says.

use domain::admission::Refusal;
use domain::live::{RoomEvent, Sequence, StreamMessage};
use domain::time::Timestamp;

/// One message of a stream; an event comes with its place in the room's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrived {
    Event { sequence: Sequence, event: RoomEvent },
    Resync,
    Refused(Refusal),
    Beat { now: Timestamp },
}

/// Reads one message. `after` is the last event known: repeats are nothing. An event that cannot be read (the
/// server is newer than this page) asks for the state again; other unknown messages are nothing.
pub fn read(id: &str, data: &str, after: Sequence) -> Option<Arrived> {
    let sequence = id.parse().unwrap_or(after);
    match serde_json::from_str(data) {
        Ok(StreamMessage::Event { event }) => {
            (sequence > after).then_some(Arrived::Event { sequence, event })
        }
        Ok(StreamMessage::Resync) => Some(Arrived::Resync),
        Ok(StreamMessage::Refused { refusal }) => Some(Arrived::Refused(refusal)),
        Ok(StreamMessage::Beat { now }) => Some(Arrived::Beat { now }),
        Err(_) => (sequence > after).then_some(Arrived::Resync),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

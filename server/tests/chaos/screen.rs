//! One tab on somebody's device: the state that its page has loaded, and what its stream makes of it. Behaves as the
//! live room's page does (`app/src/room/store/hearing.rs`).

use std::collections::BTreeSet;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use app::room::api::{LiveRoom, OlderMessages};
use domain::chat::Channel;
use domain::live::{RoomEvent, RoomState, Sequence, StreamMessage};
use domain::{Admission, ParticipantId, RoomId};
use serde_json::json;

use super::support::Device;
use super::support::people::Told;
use super::support::stream::{Stream, room_stream};
use super::trouble::Trouble;

/// Somebody's device and how they come to the room with it.
pub struct Seat {
    pub device: Device,
    pub room: RoomId,
    pub invitation: Option<InvitationReady>,
    pub id: ParticipantId,
}

impl Seat {
    pub async fn find(&self) -> LiveRoom {
        self.device.live_room(self.room, self.invitation.as_ref()).await.unwrap()
    }

    pub async fn enter(&self) -> Told<()> {
        self.device.enter(self.room, self.invitation.as_ref()).await
    }

    async fn older(&self, channel: Channel, before: Sequence) -> Told<OlderMessages> {
        let invitation = self.invitation.as_ref().map(|invitation| invitation.id);
        let asked =
            json!({ "room": self.room, "invitation": invitation, "channel": channel, "before": before });
        self.device.call("/api/room/older-messages", asked).await
    }
}

pub struct Screen {
    pub state: RoomState,
    /// The last event that came: the next stream begins there.
    pub after: Sequence,
    stream: Option<Stream>,
    /// The last event of this stream, which may repeat what earlier ones have said.
    told: Sequence,
    /// All the page was ever sent, except what its stream has said since it was opened.
    bytes: String,
    /// The events that were new when they came.
    events: BTreeSet<Sequence>,
    /// The last event that a loaded state has held.
    loaded: Sequence,
    pub trouble: Trouble,
}

impl Screen {
    /// Opens the room's page; `None` when the door does not let this seat in now.
    pub async fn open(seat: &Seat) -> Option<Self> {
        let (state, bytes) = load(seat).await?;
        let after = state.sequence;
        let mut screen = Self {
            loaded: after,
            state,
            after,
            stream: None,
            told: 0,
            bytes,
            events: BTreeSet::new(),
            trouble: Trouble::default(),
        };
        screen.resume(seat, after).await;
        Some(screen)
    }

    pub const fn is_connected(&self) -> bool {
        self.stream.is_some()
    }

    /// The connection is lost, with whatever was under way.
    pub fn cut(&mut self) {
        if let Some(stream) = self.stream.take() {
            self.bytes.push_str(&stream.heard);
            self.trouble.cuts += 1;
        }
    }

    /// Opens a stream after the event `last`; one further back than what is known repeats itself.
    pub async fn resume(&mut self, seat: &Seat, last: Sequence) {
        self.cut();
        self.told = last;
        self.stream = Some(seat.device.resume(&room_stream(seat.room, seat.invitation.as_ref()), last).await);
    }

    /// All bytes that have reached the page.
    pub fn heard(&self) -> String {
        let of_stream = self.stream.as_ref().map_or("", |stream| stream.heard.as_str());
        format!("{}{of_stream}", self.bytes)
    }

    /// Hears until the event `target` is known; false when the page has been shut out instead.
    pub async fn hear_to(&mut self, seat: &Seat, target: Sequence) -> bool {
        while self.after < target {
            if !self.hear(seat).await {
                return false;
            }
        }
        true
    }

    /// Hears one message; false when the page has been shut out.
    async fn hear(&mut self, seat: &Seat) -> bool {
        let stream = self.stream.as_mut().expect("a screen without a stream hears nothing");
        match stream.next().await {
            Some(StreamMessage::Event { event }) => {
                let sequence = stream.last.unwrap();
                assert!(sequence > self.told, "{sequence} comes after {}", self.told);
                self.told = sequence;
                if sequence > self.after {
                    self.take(seat, sequence, event).await
                } else {
                    self.trouble.repeats += 1;
                    true
                }
            }
            Some(StreamMessage::Resync) => {
                self.trouble.resyncs += 1;
                self.load_again(seat).await
            }
            Some(StreamMessage::Beat { .. }) => true,
            Some(StreamMessage::Refused { refusal }) => panic!("{} is refused: {refusal}", seat.id),
            None => panic!("the stream has ended without a word after {}", self.told),
        }
    }

    async fn take(&mut self, seat: &Seat, sequence: Sequence, event: RoomEvent) -> bool {
        self.after = sequence;
        self.events.insert(sequence);
        let is_new = sequence > self.state.sequence;
        let has_new_role =
            matches!(&event, RoomEvent::RoleChanged { participant, .. } if *participant == seat.id);
        let has_left = matches!(&event, RoomEvent::Left { participant, .. } if *participant == seat.id);
        self.state.apply(sequence, event);
        if !is_new {
            return true;
        }
        if has_left {
            self.trouble.comings_back += 1;
            return self.come_back(seat).await;
        }
        if has_new_role {
            self.trouble.new_roles += 1;
        }
        let backchannel = self.state.backchannel.as_ref();
        let is_behind = self.state.chat.is_behind || backchannel.is_some_and(|channel| channel.is_behind);
        if has_new_role || is_behind {
            return self.load_again(seat).await;
        }
        true
    }

    /// Goes in again after this page was taken for gone, and goes on with its stream.
    async fn come_back(&mut self, seat: &Seat) -> bool {
        match seat.enter().await {
            Ok(()) | Err((_, AppError::Session(_))) => {}
            Err(other) => panic!("{} does not come back: {other:?}", seat.id),
        }
        self.load(seat).await
    }

    /// Loads the state again, and starts over from there.
    async fn load_again(&mut self, seat: &Seat) -> bool {
        if !self.load(seat).await {
            return false;
        }
        self.after = self.state.sequence;
        self.resume(seat, self.after).await;
        true
    }

    async fn load(&mut self, seat: &Seat) -> bool {
        let Some((state, bytes)) = load(seat).await else {
            self.cut();
            return false;
        };
        self.bytes.push_str(&bytes);
        self.loaded = state.sequence;
        self.state = state;
        true
    }

    /// Whether this event has come, or a loaded state has held it.
    pub fn knows(&self, sequence: Sequence) -> bool {
        sequence <= self.loaded || self.events.contains(&sequence)
    }

    /// Scrolls to the beginning of both channels, as far as the page is let.
    pub async fn scroll_back(&mut self, seat: &Seat) {
        let Self { state, bytes, .. } = self;
        scroll_back(seat, state, bytes).await;
    }
}

/// Loads all there is to see.
pub async fn scroll_back(seat: &Seat, state: &mut RoomState, bytes: &mut String) {
    for channel in [Channel::Chat, Channel::Backchannel] {
        let loaded = match channel {
            Channel::Chat => Some(&mut state.chat),
            Channel::Backchannel => state.backchannel.as_mut(),
        };
        let Some(loaded) = loaded else {
            let refused = seat.older(channel, Sequence::MAX).await;
            assert!(refused.is_err(), "{} looks back where they may not read", seat.id);
            continue;
        };
        while loaded.has_older {
            let before = loaded.messages.first().map_or(Sequence::MAX, |first| first.number);
            let older = seat.older(channel, before).await.unwrap();
            bytes.push_str(&serde_json::to_string(&older).unwrap());
            loaded.prepend(before, older.messages, older.has_older);
        }
    }
}

/// The room as the page loads it, gone in if the door is open; with the bytes that brought it.
async fn load(seat: &Seat) -> Option<(RoomState, String)> {
    let mut bytes = String::new();
    loop {
        let found = seat.find().await;
        bytes.push_str(&serde_json::to_string(&found).unwrap());
        match (found.admission, found.inside) {
            (Admission::Enter(_), Some(inside)) if inside.state.me.is_some() => {
                return Some((inside.state, bytes));
            }
            (Admission::Enter(_), _) => seat.enter().await.unwrap(),
            (Admission::Knock(_), None) => return None,
            (admission, _) => panic!("{} is told {admission:?}", seat.id),
        }
    }
}

//! What the page behind a guest link knows, kept up to date by its stream.

use core::time::Duration;

use domain::session::Phase;
use domain::{Admission, GuestLinkId, Refusal, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{EntryPage, find_entry};
use super::introduce::Typed;
use crate::browser::timers::{chance, retry, sleep};
use crate::join::api::{RoomPreview, knock};
use crate::join::farewell::Farewell;
use crate::join::{NextStep, apply};
use crate::live::{Arrived, ServerClock, Stream, use_server_clock, use_stream};
use crate::routes;

/// Many learn of an open door at once; they ask spread over this span.
const JITTER: Duration = Duration::from_secs(1);

/// The same for what the hosts say, which is to be read within a second.
const SOON: Duration = Duration::from_millis(400);

/// Before the door is asked about a refusal of the stream: two questions of one page may cross.
const REFUSED_PAUSE: Duration = Duration::from_millis(200);

/// The page while it is open.
#[derive(Clone, Copy)]
pub struct Entry {
    pub link: GuestLinkId,
    pub admission: RwSignal<Admission>,
    /// False for whoever may come in without the link.
    pub comes_by_link: RwSignal<bool>,
    pub room: RwSignal<Option<RoomPreview>>,
    /// What the hosts tell all who wait.
    pub message: RwSignal<Option<String>>,
    /// When the session has ended, and the guest was there.
    pub farewell: RwSignal<Option<Farewell>>,
    /// Who the guest says they are, as far as it is typed.
    pub typed: Typed,
    /// The server's time of its last answer: what was open then is open by the server's word.
    as_of: RwSignal<Timestamp>,
    pub clock: ServerClock,
}

impl Entry {
    pub fn new(page: EntryPage) -> Self {
        Self {
            link: page.link,
            admission: RwSignal::new(page.admission),
            comes_by_link: RwSignal::new(page.comes_by_link),
            room: RwSignal::new(page.room),
            message: RwSignal::new(page.message),
            farewell: RwSignal::new(page.farewell),
            typed: Typed::begin(),
            as_of: RwSignal::new(page.server_now),
            clock: use_server_clock(page.server_now),
        }
    }

    /// The session's phase as the server has last told; `None` when the page must not tell of the room.
    pub fn phase(self) -> Option<Phase> {
        let as_of = self.as_of.get();
        self.room.with(|room| room.as_ref().map(|room| room.session.phase(as_of)))
    }

    /// Asks the door again, after `delay`.
    pub fn ask_again(self, delay: Duration, stream: Option<Stream>) {
        spawn_local(async move {
            sleep(delay).await;
            self.ask(stream).await;
        });
    }

    /// Asks the door.
    pub async fn ask(self, stream: Option<Stream>) {
        if let Some(page) = retry(async || find_entry(self.link).await.ok()).await {
            self.take(page, stream);
        }
    }

    /// As [`Entry::ask_again`]; whoever still waits to be let in keeps their place, or gets one again.
    fn knock_again(self, stream: Option<Stream>) {
        spawn_local(async move {
            let Some(page) = retry(async || find_entry(self.link).await.ok()).await else { return };
            let room = page.room.as_ref().map(|room| room.id);
            let is_knocking = matches!(page.admission, Admission::Knock(_));
            self.take(page, stream);
            if let (Some(room), true) = (room, is_knocking) {
                // Whatever it answers: the door itself says what is wrong.
                let _ = knock(room, None).await;
            }
        });
    }

    fn take(self, page: EntryPage, stream: Option<Stream>) {
        if self.admission.is_disposed() {
            return;
        }
        self.clock.hear(page.server_now);
        self.as_of.set(page.server_now);
        // Behind a shut door there is nothing to hear but whether it has opened, on a stream for that alone. An ended
        // session is another matter: a host may extend it.
        let is_shut =
            matches!(page.admission, Admission::Refused(refusal) if refusal != Refusal::SessionEnded);
        if let (Some(stream), Some(room), false) = (stream, &page.room, is_shut) {
            stream.restart(room.sequence);
        }
        self.room.set(page.room);
        self.message.set(page.message);
        self.farewell.set(page.farewell);
        self.comes_by_link.set(page.comes_by_link);
        if self.admission.get_untracked() != page.admission {
            self.admission.set(page.admission);
        }
    }

    fn hear(self, arrived: Arrived, stream: Option<Stream>) {
        match arrived {
            Arrived::Event { sequence, event } => {
                let step = self.room.try_update(|room| match room {
                    Some(room) => apply(room, sequence, event),
                    None => NextStep::AskTheDoor,
                });
                match step {
                    Some(NextStep::AskTheDoorAfterJitter) => self.ask_again(JITTER.mul_f64(chance()), None),
                    Some(NextStep::AskTheDoor) => self.ask_again(Duration::ZERO, None),
                    Some(NextStep::AskTheDoorSoon) => self.ask_again(SOON.mul_f64(chance()), None),
                    Some(NextStep::KnockAgain) => self.knock_again(None),
                    Some(NextStep::Nothing) | None => {}
                }
            }
            Arrived::Resync => self.knock_again(stream),
            Arrived::Refused(_) => self.ask_again(REFUSED_PAUSE, stream),
            Arrived::Beat { now } => self.clock.hear(now),
        }
    }
}

/// Listens to what happens before the door.
pub fn use_entry_stream(entry: Entry) -> Stream {
    let after = entry.room.with_untracked(|room| room.as_ref().map_or(0, |room| room.sequence));
    let own = StoredValue::new(None);
    let link = entry.link;
    let stream = use_stream(
        move |after| routes::entry_stream(link, after),
        after,
        move |arrived| entry.hear(arrived, own.get_value()),
    );
    own.set_value(Some(stream));
    // Once this device holds a place it listens anew: only then do the hosts see who waits.
    let waits = move || matches!(entry.admission.get(), Admission::Wait(_) | Admission::Knock(_));
    let listen_anew = move |waits: &bool, waited: Option<&bool>, _| {
        if *waits && waited == Some(&false) {
            stream.restart(entry.room.with_untracked(|room| room.as_ref().map_or(0, |room| room.sequence)));
        }
    };
    Effect::watch(waits, listen_anew, false);
    stream
}

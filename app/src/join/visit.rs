//! What a guest's page knows, kept up to date by its stream.

use core::time::Duration;

use domain::session::Phase;
use domain::{Admission, EmailAddress, InvitationId, Refusal, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{CodeMailed, JoinPage, Reply, RoomPreview, find_visit, knock};
use super::confirm::typed_before;
use super::farewell::Farewell;
use super::news::{NextStep, apply};
use crate::browser::timers::{chance, retry, sleep};
use crate::live::{Arrived, ServerClock, Stream, use_server_clock, use_stream};
use crate::routes;

/// Many guests learn of an open door at once; they ask spread over this span.
const JITTER: Duration = Duration::from_secs(1);

/// The same for what the hosts say, which is to be read within a second.
const SOON: Duration = Duration::from_millis(400);

/// Before the door is asked about a refusal of the stream: two questions of one page may cross.
const REFUSED_PAUSE: Duration = Duration::from_millis(200);

/// A visit: the page behind a link while it is open.
#[derive(Clone, Copy)]
pub struct Visit {
    pub invitation: InvitationId,
    pub admission: RwSignal<Admission>,
    pub room: RwSignal<Option<RoomPreview>>,
    /// What the hosts tell all who wait.
    pub message: RwSignal<Option<String>>,
    /// When the session has ended, and the guest was there.
    pub farewell: RwSignal<Option<Farewell>>,
    /// While a code opens the door, and one is out.
    pub code: RwSignal<Option<CodeMailed>>,
    /// Whether mails leave this site, codes among them.
    pub mails_leave: RwSignal<bool>,
    /// What the hosts have been told from here.
    pub reply: RwSignal<Reply>,
    pub signed_in_as: RwSignal<Option<EmailAddress>>,
    /// The address, as far as it is typed: whoever is shut out in the middle finds it when the door opens again.
    pub typed: RwSignal<String>,
    /// The server's time of its last answer: what was open then is open by the server's word.
    as_of: RwSignal<Timestamp>,
    pub clock: ServerClock,
    /// The link has been claimed by the guest's sign-in, or that has been tried.
    is_claimed: StoredValue<bool>,
}

impl Visit {
    pub fn new(page: JoinPage) -> Self {
        Self {
            invitation: page.invitation,
            admission: RwSignal::new(page.admission),
            room: RwSignal::new(page.room),
            message: RwSignal::new(page.message),
            farewell: RwSignal::new(page.farewell),
            code: RwSignal::new(page.code),
            mails_leave: RwSignal::new(page.mails_leave),
            reply: RwSignal::new(page.reply),
            signed_in_as: RwSignal::new(page.signed_in_as),
            typed: RwSignal::new(typed_before()),
            as_of: RwSignal::new(page.server_now),
            clock: use_server_clock(page.server_now),
            is_claimed: StoredValue::new(false),
        }
    }

    /// Whether this device is to claim the link by the guest's sign-in. It does so once: the first to ask takes
    /// it on.
    pub fn takes_claim_by_sign_in(self) -> bool {
        let is_proven = self.admission.get_untracked().lets_in();
        let is_signed_in = self.signed_in_as.with_untracked(Option::is_some);
        is_proven && is_signed_in && !self.is_claimed.get_value() && {
            self.is_claimed.set_value(true);
            true
        }
    }

    /// The session's phase as the server has last told; `None` when the link must not tell of the room.
    pub fn phase(self) -> Option<Phase> {
        let as_of = self.as_of.get();
        self.room.with(|room| room.as_ref().map(|room| room.session.phase(as_of)))
    }

    /// Whether a code may bring this device in: one can be mailed, or has been.
    pub fn has_codes(self) -> bool {
        self.mails_leave.get() || self.code.with(Option::is_some)
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
        if let Some(page) = retry(async || find_visit(self.invitation).await.ok()).await {
            self.take(page, stream);
        }
    }

    /// As [`Visit::ask_again`]; whoever still waits to be let in keeps their place, or gets one again.
    fn knock_again(self, stream: Option<Stream>) {
        spawn_local(async move {
            let Some(page) = retry(async || find_visit(self.invitation).await.ok()).await else { return };
            let room = page.room.as_ref().map(|room| room.id);
            let is_knocking = matches!(page.admission, Admission::Knock(_));
            self.take(page, stream);
            if let (Some(room), true) = (room, is_knocking) {
                // Whatever it answers: the door itself says what is wrong.
                let _ = knock(room, Some(self.invitation)).await;
            }
        });
    }

    fn take(self, page: JoinPage, stream: Option<Stream>) {
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
        self.code.set(page.code);
        self.mails_leave.set(page.mails_leave);
        self.reply.set(page.reply);
        self.signed_in_as.set(page.signed_in_as);
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
            // The stream may have been opened just before this device claimed the link, so the door has the last word.
            Arrived::Refused(_) => self.ask_again(REFUSED_PAUSE, stream),
            Arrived::Beat { now } => self.clock.hear(now),
        }
    }
}

/// Listens to what happens while the guest waits.
pub fn use_lobby_stream(visit: Visit) -> Stream {
    let after = visit.room.with_untracked(|room| room.as_ref().map_or(0, |room| room.sequence));
    let own = StoredValue::new(None);
    let invitation = visit.invitation;
    let stream = use_stream(
        move |after| routes::lobby_stream(invitation, after),
        after,
        move |arrived| visit.hear(arrived, own.get_value()),
    );
    own.set_value(Some(stream));
    be_seen_waiting(visit, stream);
    stream
}

/// Once this device has shown whose it is, it listens anew: only then do the hosts see who waits.
fn be_seen_waiting(visit: Visit, stream: Stream) {
    let waits = move || matches!(visit.admission.get(), Admission::Wait(_) | Admission::Knock(_));
    let listen_anew = move |waits: &bool, waited: Option<&bool>, _| {
        if *waits && waited == Some(&false) {
            stream.restart(visit.room.with_untracked(|room| room.as_ref().map_or(0, |room| room.sequence)));
        }
    };
    Effect::watch(waits, listen_anew, false);
}

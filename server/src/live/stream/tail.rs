//! One stream, as a tail of its room's log.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use app::backend::Caller;
use bytes::Bytes;
use domain::live::{Reader, RoomEvent, Sequence, StreamMessage};
use domain::{Admission, ParticipantId, Refusal, RoomId};
use tokio::sync::{broadcast, watch};
use tokio::time::{Interval, MissedTickBehavior};

use super::page::{Page, find_standing, presence, refusal_of};
use crate::failure::Failure;
use crate::identity;
use crate::join::standing::Standing;
use crate::live::events::{self, LoggedEvent};
use crate::live::hub::{BATCH, Delivery, Presence};
use crate::live::open_streams::OpenStream;
use crate::live::participants::queries::Whereabouts;
use crate::settings;
use crate::site::Site;

/// A dead connection is noticed this often.
const BEAT: Duration = Duration::from_secs(15);
/// What the log does not tell is checked again with every second beat.
const BEATS_BETWEEN_CHECKS: u8 = 2;
/// Events that a slow or returning stream may have missed before its page loads the state again. They are read
/// from the log a batch at a time, each when the one before has been sent.
const MOST_MISSED: i64 = 4 * BATCH;

/// A stream that has been opened.
pub(super) struct Opened {
    pub site: Arc<Site>,
    pub caller: Caller,
    pub page: Page,
    pub room: RoomId,
    pub events: broadcast::Receiver<Arc<Delivery>>,
    /// Its place among all that are open.
    pub counted: OpenStream,
    /// Why the door is shut, on a page that waits for it to open.
    pub shut: Option<Refusal>,
    /// How often the site's policy had changed when the page was drawn, if it says so.
    pub changes: Option<i64>,
}

/// One stream's place in its room's log.
pub(super) struct Tail {
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
    /// The door is to be asked whether it still lets this reader listen.
    must_check: bool,
    is_over: bool,
    presence: Option<Presence>,
    /// Why the door is shut, on a page that shows so. It is told nothing of the room, and nobody is told of it: all it
    /// learns is that the door says something else.
    shut: Option<Refusal>,
    /// Whether codes reached guests when the door was last asked, on a page that shows a door which a code opens.
    mails_leave: Option<bool>,
    /// How often the site's policy had changed, where the log does not tell of that any more.
    changes: Option<i64>,
    _counted: OpenStream,
}

impl Tail {
    /// The tail from `after` on, for a reader whom the door has just let listen.
    pub(super) fn new(opened: Opened, standing: &Standing, after: Option<Sequence>, head: Bytes) -> Self {
        let Opened { site, caller, page, room, events, counted, shut, changes } = opened;
        let after = after.filter(|_| shut.is_none());
        let mut beat = tokio::time::interval_at(tokio::time::Instant::now() + BEAT, BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let has_left = standing.participant.as_ref().filter(|known| known.whereabouts == Whereabouts::Left);
        Self {
            judged: standing.room.sequence,
            gone: has_left.map(|known| known.participant.id).filter(|_| matches!(page, Page::Room(..))),
            read: after.unwrap_or(standing.room.sequence).min(standing.room.sequence),
            known: standing.room.sequence,
            waiting: VecDeque::from([head]),
            stopping: site.hub.stopping(),
            beats: 0,
            must_ask: false,
            must_check: false,
            is_over: false,
            presence: if shut.is_some() { None } else { presence(&site, page, standing) },
            shut,
            mails_leave: None,
            changes,
            reader: standing.reader(),
            _counted: counted,
            site,
            caller,
            page,
            room,
            events,
            beat,
        }
    }

    /// The next bytes to send; `None` ends the stream.
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(frame) = self.waiting.pop_front() {
                return Some(frame);
            }
            if self.is_over {
                return None;
            }
            if self.must_check {
                self.must_check = false;
                self.ask_the_door().await;
                continue;
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
        if self.shut.is_some() {
            self.must_check |= !is_judged && self.reader.may_find_open(&logged.event);
            return;
        }
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
        self.must_check |= !is_judged && self.reader.must_be_checked(&logged.event);
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
        if self.shut.is_some() {
            if refusal_of(standing) != self.shut {
                self.resync();
            }
            return;
        }
        if let Some(refusal) = refusal_of(standing) {
            return self.refuse(refusal);
        }
        self.presence = presence(&self.site, self.page, standing);
        self.reader = standing.reader();
    }

    /// Takes the reader for what they are now; ends the stream when the door is shut.
    async fn ask_the_door(&mut self) {
        match find_standing(&self.site, &self.caller, self.page).await {
            Ok(standing) => {
                self.take_standing(&standing);
                self.look_for_mail_server().await;
                self.look_for_changes(&standing).await;
            }
            Err(Failure::Told(_)) => self.refuse(Refusal::NotInvited),
            Err(_) => self.is_over = true,
        }
    }

    /// A shut door that a code opens says something else once mails leave, or do not any more.
    pub(super) async fn look_for_mail_server(&mut self) {
        let is_about_codes = self.shut.is_some_and(|refusal| Admission::Refused(refusal).opens_by_code());
        if self.is_over || !is_about_codes {
            return;
        }
        let leave =
            async { identity::service::has_mail_server(&self.site, &mut self.site.db.read().await?).await };
        let Ok(leave) = leave.await else { return };
        if self.mails_leave.is_some_and(|known| known != leave) {
            return self.resync();
        }
        self.mails_leave = Some(leave);
    }

    /// The logs of sessions that are long over hear of no policy: a page that is still open is asked to load its state
    /// again when there is another one.
    pub(super) async fn look_for_changes(&mut self, standing: &Standing) {
        if self.is_over || events::hears_of_policy(&standing.room.session, self.site.clock.now()) {
            return;
        }
        let count = async { settings::count_changes(&mut self.site.db.read().await?).await };
        let Ok(changes) = count.await else { return };
        if self.changes.is_some_and(|known| known != changes) {
            return self.resync();
        }
        self.changes = Some(changes);
    }
}

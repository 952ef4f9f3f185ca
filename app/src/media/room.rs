//! A room as its page knows it, kept up to date by the room's event stream.

use std::time::Duration;

use domain::invite_policy::may_invite;
use domain::live::RoomEvent;
use domain::lock::LockEvent;
use domain::room::{RoomAct, may};
use domain::session::Phase;
use domain::{Admission, RoomId, admission};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{RoomPage, find_room};
use super::phase_badge::Standing;
use crate::browser::timers;
use crate::error::AppError;
use crate::live::{Arrived, ServerClock, Stream, use_server_clock, use_stream};
use crate::routes;

/// Events that come within this time are followed together, where it is not urgent.
const GATHER: Duration = Duration::from_secs(1);

/// The room and the clock; what follows from them follows when they change.
#[derive(Clone, Copy)]
pub struct Room {
    pub id: RoomId,
    pub page: RwSignal<RoomPage>,
    pub clock: ServerClock,
    /// Set when the page may not be shown any more.
    pub problem: RwSignal<Option<AppError>>,
    stream: StoredValue<Option<Stream>>,
    is_gathering: StoredValue<bool>,
}

/// What a menu offers; whatever is not allowed is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one entry of the menu")]
pub struct Offer {
    pub invite: bool,
    pub see_invitations: bool,
    pub open: bool,
    pub end: bool,
    pub reschedule: bool,
    pub report: bool,
    pub edit: bool,
    pub delete: bool,
}

impl Offer {
    pub fn is_empty(self) -> bool {
        !(self.invite
            || self.see_invitations
            || self.open
            || self.reschedule
            || self.end
            || self.report
            || self.edit
            || self.delete)
    }
}

impl Room {
    pub fn standing(self) -> Memo<Standing> {
        Memo::new(move |_| self.page.with(|page| Standing::of(&page.session, self.clock)))
    }

    /// What the door says of me.
    pub fn admission(self) -> Memo<Admission> {
        Memo::new(move |_| {
            self.page.with(|page| {
                let visit = admission::MemberVisit {
                    host: page.host,
                    audience: page.details.audience,
                    session: &page.session,
                    room_deleted: page.deleted_at.is_some(),
                    was_removed: false,
                    role_inside: None,
                    is_inside: false,
                    lock: page.lock,
                };
                admission::admit_member(visit, self.clock.now())
            })
        })
    }

    pub fn offer(self) -> Memo<Offer> {
        Memo::new(move |_| self.page.with(|page| offer(page, self.clock)))
    }

    /// Asks the server how the room is now.
    pub fn refresh(self) {
        self.load(false);
    }

    /// As [`Room::refresh`], once for many events: hundreds may be invited, or ask for a link, together.
    fn refresh_soon(self) {
        if self.is_gathering.try_get_value() != Some(false) {
            return;
        }
        self.is_gathering.set_value(true);
        spawn_local(async move {
            timers::sleep(GATHER).await;
            // The page may be gone by now.
            if self.is_gathering.try_set_value(false).is_none() {
                self.refresh();
            }
        });
    }

    fn load(self, is_resync: bool) {
        spawn_local(async move {
            match find_room(self.id).await {
                Ok(page) => self.take(page, is_resync),
                Err(AppError::Unreachable) => {}
                Err(error) => {
                    self.problem.try_set(Some(error));
                }
            }
        });
    }

    /// The stream of a deleted room has ended; a restored room needs a new one. Any other stream goes on.
    fn take(self, page: RoomPage, is_resync: bool) {
        let Some(was_deleted) = self.page.try_with_untracked(|page| page.deleted_at.is_some()) else {
            return;
        };
        let is_restored = was_deleted && page.deleted_at.is_none();
        let sequence = page.sequence;
        self.page.set(page);
        if let Some(stream) = self.stream.get_value().filter(|_| is_resync || is_restored) {
            stream.restart(sequence);
        }
    }

    fn hear(self, message: &Arrived) {
        match message {
            Arrived::Event { event: RoomEvent::Lobby(lobby), .. } => {
                self.page.update(|page| page.lobby = lobby.clone());
            }
            Arrived::Event { event: RoomEvent::InvitationNoted { .. }, .. } => self.refresh_soon(),
            Arrived::Event { event, .. } if !is_about_the_page(event) => {}
            Arrived::Event { event: RoomEvent::SessionChanged { session }, .. } => {
                self.page.update(|page| page.session = *session);
                self.refresh();
            }
            Arrived::Event { .. } | Arrived::Refused(_) => self.refresh(),
            Arrived::Resync => self.load(true),
            Arrived::Beat { now } => self.clock.hear(*now),
        }
    }
}

fn offer(page: &RoomPage, clock: ServerClock) -> Offer {
    let is_there = page.deleted_at.is_none();
    let allowed = |act| is_there && may(page.host, act).is_ok();
    let collaboration = page.details.collaboration;
    let may_invite = may_invite(&page.settings, page.application_role, page.host, collaboration);
    let now = clock.now();
    Offer {
        invite: is_there && may_invite.is_ok(),
        see_invitations: allowed(RoomAct::Host),
        open: allowed(RoomAct::Host) && page.session.open(&page.settings, now).is_ok(),
        end: allowed(RoomAct::Host) && page.session.end(now).is_ok(),
        reschedule: allowed(RoomAct::Host),
        report: allowed(RoomAct::Host) && (page.has_report || page.session.phase(now) != Phase::Planned),
        edit: allowed(RoomAct::Edit),
        delete: allowed(RoomAct::Own),
    }
}

const fn is_about_the_page(event: &RoomEvent) -> bool {
    matches!(
        event,
        RoomEvent::DetailsChanged { .. }
            | RoomEvent::SessionChanged { .. }
            | RoomEvent::RoomDeleted
            | RoomEvent::RoomRestored
            | RoomEvent::SettingsChanged
            | RoomEvent::Lock(LockEvent::Changed { .. } | LockEvent::Answered { .. })
    )
}

/// The room of a loaded page. In the browser it listens to the room's stream.
pub fn use_room(page: RoomPage) -> Room {
    let (id, sequence) = (page.id, page.sequence);
    let room = Room {
        id,
        clock: use_server_clock(page.server_now),
        page: RwSignal::new(page),
        problem: RwSignal::new(None),
        stream: StoredValue::new(None),
        is_gathering: StoredValue::new(false),
    };
    let address =
        move |after| routes::watch_stream(id, after, room.page.try_with_untracked(|page| page.changes));
    let stream = use_stream(address, sequence, move |message| room.hear(&message));
    room.stream.set_value(Some(stream));
    room
}

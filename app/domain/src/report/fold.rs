//! From a room's log to its runs.

use std::collections::BTreeMap;

use super::{Attendance, Attendee, Run, Visit};
use crate::ids::ParticipantId;
use crate::live::RoomEvent;
use crate::name::PersonName;
use crate::role::Role;
use crate::session::Session;
use crate::time::Timestamp;

/// Follows a room's log from its first event. It takes any events in any order: clocks of several nodes differ, and
/// what is missing must not cost the rest.
///
/// ```
/// # use domain::Timestamp;
/// # use domain::report::AttendanceFold;
/// # use domain::live::RoomEvent;
/// # use domain::session::Session;
/// # let [opened, ended] = [10, 90].map(Timestamp::from_millis);
/// # let planned = Session::plan(opened, Timestamp::from_millis(100), Timestamp::from_millis(0)).unwrap();
/// let mut fold = AttendanceFold::default();
/// let open = Session { opened_at: Some(opened), ..planned };
/// fold.note(opened, &RoomEvent::SessionChanged { session: open });
/// let over = Session { ended_at: Some(ended), ..open };
/// fold.note(ended, &RoomEvent::SessionChanged { session: over });
/// let runs = fold.finish(over, ended);
/// assert_eq!((runs[0].run.opened_at, runs[0].run.ended_at), (opened, Some(ended)));
/// ```
#[derive(Debug, Default)]
pub struct AttendanceFold {
    /// Who is inside, whether the session is open or not: hosts prepare it.
    inside: BTreeMap<ParticipantId, Inside>,
    ended: Vec<Attendance>,
    open: Option<OpenRun>,
}

#[derive(Debug)]
struct Inside {
    name: PersonName,
    is_guest: bool,
    role: Role,
    since: Timestamp,
}

#[derive(Debug)]
struct OpenRun {
    number: u32,
    opened_at: Timestamp,
    attendees: BTreeMap<ParticipantId, Attendee>,
}

impl AttendanceFold {
    /// Takes in the next event of the log; `at` is when it was written.
    pub fn note(&mut self, at: Timestamp, event: &RoomEvent) {
        match event {
            RoomEvent::Entered { participant } => {
                let since = self.inside.get(&participant.id).map_or(at, |known| known.since);
                let (name, is_guest, role) =
                    (participant.name.clone(), participant.is_guest, participant.role);
                let inside = Inside { name, is_guest, role, since };
                if let Some(run) = &mut self.open {
                    run.enter(participant.id, &inside, at);
                }
                self.inside.insert(participant.id, inside);
            }
            RoomEvent::Left { participant, .. } | RoomEvent::Removed { participant, .. } => {
                self.inside.remove(participant);
                if let Some(run) = &mut self.open {
                    run.leave(*participant, at);
                }
            }
            RoomEvent::RoleChanged { participant, role } => {
                if let Some(known) = self.inside.get_mut(participant) {
                    known.role = *role;
                    if let Some(attendee) =
                        self.open.as_mut().and_then(|run| run.attendees.get_mut(participant))
                    {
                        attendee.take_role(*role);
                    }
                }
            }
            RoomEvent::SessionChanged { session } => self.follow(*session, at),
            _ => {}
        }
    }

    /// The runs, the oldest first. `session` is the room's as it is stored: what the clock has done to it by `now` need
    /// not be in the log yet.
    #[must_use]
    pub fn finish(mut self, session: Session, now: Timestamp) -> Vec<Attendance> {
        self.follow(session.follow_clock(now).unwrap_or(session), now);
        self.ended.extend(self.open.map(OpenRun::unfinished));
        self.ended
    }

    fn follow(&mut self, session: Session, at: Timestamp) {
        match (session.opened_at, session.ended_at) {
            (Some(opened_at), Some(ended_at)) => {
                self.open(opened_at);
                self.end(ended_at);
                self.inside.clear();
            }
            (None, Some(ended_at)) => {
                self.end(ended_at);
                self.inside.clear();
            }
            (Some(opened_at), None) => self.open(opened_at),
            // Moved into the future while it was open: guests are told to leave, hosts stay.
            (None, None) => self.end(at),
        }
    }

    /// What is open stays so, and what is known is not opened a second time.
    fn open(&mut self, opened_at: Timestamp) {
        let last = self.ended.last().map(|last| last.run);
        if self.open.is_some() || last.is_some_and(|last| last.opened_at == opened_at) {
            return;
        }
        let opened_at = last.and_then(|last| last.ended_at).map_or(opened_at, |ended| ended.max(opened_at));
        let number = last.map_or(1, |last| last.number.saturating_add(1));
        let mut run = OpenRun { number, opened_at, attendees: BTreeMap::new() };
        for (participant, inside) in &self.inside {
            run.enter(*participant, inside, inside.since);
        }
        self.open = Some(run);
    }

    fn end(&mut self, ended_at: Timestamp) {
        self.ended.extend(self.open.take().map(|run| run.end(ended_at)));
    }
}

impl OpenRun {
    /// Nobody is inside before the run begins, nor twice at once.
    fn enter(&mut self, participant: ParticipantId, inside: &Inside, at: Timestamp) {
        let attendee = self.attendees.entry(participant).or_insert_with(|| Attendee {
            participant,
            name: inside.name.clone(),
            is_guest: inside.is_guest,
            roles: Vec::new(),
            visits: Vec::new(),
        });
        attendee.name.clone_from(&inside.name);
        attendee.is_guest = inside.is_guest;
        attendee.take_role(inside.role);
        if !attendee.is_inside() {
            let from = at.max(self.opened_at).max(attendee.last_left().unwrap_or(at));
            attendee.visits.push(Visit { from, to: None });
        }
    }

    fn leave(&mut self, participant: ParticipantId, at: Timestamp) {
        let visits = self.attendees.get_mut(&participant).map(|attendee| &mut attendee.visits);
        if let Some(visit) = visits.and_then(|visits| visits.last_mut()) {
            visit.to = visit.to.or(Some(at.max(visit.from)));
        }
    }

    /// Sees out everybody who is still inside. What was written after the end is not the run's.
    fn end(self, ended_at: Timestamp) -> Attendance {
        let ended_at = ended_at.max(self.opened_at);
        let mut attendance = self.unfinished();
        attendance.run.ended_at = Some(ended_at);
        attendance.attendees.retain_mut(|attendee| {
            attendee.visits.retain(|visit| visit.from <= ended_at);
            for visit in &mut attendee.visits {
                visit.to = Some(visit.to.map_or(ended_at, |to| to.min(ended_at)));
            }
            !attendee.visits.is_empty()
        });
        attendance
    }

    fn unfinished(self) -> Attendance {
        let mut attendees: Vec<Attendee> = self.attendees.into_values().collect();
        attendees.sort_by_key(|attendee| (attendee.first_entered(), attendee.participant));
        Attendance { run: Run { number: self.number, opened_at: self.opened_at, ended_at: None }, attendees }
    }
}

impl Attendee {
    fn take_role(&mut self, role: Role) {
        if !self.roles.contains(&role) {
            self.roles.push(role);
        }
    }
}

//! Who was invited and did not come.

use serde::{Deserialize, Serialize};

use super::Attendance;
use crate::email::EmailAddress;
use crate::ids::ParticipantId;
use crate::name::PersonName;
use crate::role::Role;
use crate::time::Timestamp;

/// Somebody who was invited to a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub name: PersonName,
    pub email: EmailAddress,
    pub role: Role,
    pub invited_at: Timestamp,
    /// A host has taken the invitation back.
    pub is_removed: bool,
    /// Who they have been inside the room, whenever that was.
    pub participants: Vec<ParticipantId>,
}

impl Invited {
    /// Whether they are one of those who came.
    pub fn came(&self, attendance: &Attendance) -> bool {
        let mut came = attendance.attendees.iter().map(|attendee| attendee.participant);
        came.any(|participant| self.participants.contains(&participant))
    }
}

/// Those who were invited before the run ended, and did not come. Whoever is not invited any more is not missed.
pub fn absent(invited: Vec<Invited>, attendance: &Attendance) -> Vec<Invited> {
    let ended_at = attendance.run.ended_at;
    let is_missed = |one: &Invited| {
        !one.is_removed && ended_at.is_none_or(|ended| one.invited_at < ended) && !one.came(attendance)
    };
    invited.into_iter().filter(is_missed).collect()
}

//! When guests are erased by themselves.

use crate::session::Session;
use crate::settings::Settings;
use crate::time::Timestamp;

/// What tells when a guest's turn comes. A room may be planned again and again, so its session alone does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GuestStay {
    /// When the run ended that they belonged to. Set once the room is planned again and they cannot come to what follows:
    /// whoever came by a guest link, and whose invitation has been removed.
    pub over_at: Option<Timestamp>,
    /// When their own link expires. Whoever came by a guest link has none.
    pub expires_at: Option<Timestamp>,
    pub is_inside: bool,
}

impl GuestStay {
    /// Since when they can come in no more; `None` when they still may, or are inside.
    fn over_since(self, session: &Session, now: Timestamp) -> Option<Timestamp> {
        let expired_at = self.expires_at.filter(|expires_at| *expires_at <= now);
        let out_since = self.over_at.or(expired_at).filter(|_| !self.is_inside);
        [session.over_since(now), out_since].into_iter().flatten().min()
    }
}

/// Whether all guests of a room are to be erased by now: its session has been over for so long. Nobody who may still
/// come in is ever erased, in a deleted room either, which can be restored.
pub fn are_guests_due(settings: &Settings, session: &Session, now: Timestamp) -> bool {
    is_due(settings, session.over_since(now), now)
}

/// Whether one guest of a room is: with all others, or because they have been unable to come in for so long.
pub fn is_guest_due(settings: &Settings, session: &Session, stay: GuestStay, now: Timestamp) -> bool {
    is_due(settings, stay.over_since(session, now), now)
}

fn is_due(settings: &Settings, since: Option<Timestamp>, now: Timestamp) -> bool {
    since.zip(settings.guests_kept()).is_some_and(|(since, kept)| since + kept <= now)
}

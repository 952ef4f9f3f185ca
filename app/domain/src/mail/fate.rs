//! What becomes of mails when their invitation or their room goes, and comes back.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use super::{MailKind, MailState};
use crate::admission::{Refusal, check_let_in};
use crate::email::EmailAddress;
use crate::invitation::InvitationState;
use crate::language::{Say, Sentence, says_english};
use crate::say;
use crate::session::{Phase, Session};
use crate::settings::Settings;
use crate::time::Timestamp;
use crate::words::words;

/// A cancellation waits so long, for whoever takes the removal back; so does a mail that had not left when its
/// invitation was removed.
pub const UNDO: Duration = Duration::from_mins(1);

/// Why a mail that was queued is not sent any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Untold {
    Changed,
    RoomDeleted,
    NoTemplate,
    /// There is no trace left of the invitation.
    InvitationGone,
    RoomGone,
    /// The code in it opens nothing any more.
    CodeUnneeded,
    /// Addresses of its domain are not let in any more.
    DomainBlocked,
    /// Addresses with a tag are not let in any more.
    PlusAddress,
}

words!(Untold {
    Changed => "changed",
    RoomDeleted => "room_deleted",
    NoTemplate => "no_template",
    InvitationGone => "invitation_gone",
    RoomGone => "room_gone",
    CodeUnneeded => "code_unneeded",
    DomainBlocked => "domain_blocked",
    PlusAddress => "plus_address",
});

impl Say for Untold {
    fn say(&self) -> Sentence {
        match self {
            Self::Changed => say!("The invitation has changed in the meantime."),
            Self::RoomDeleted => say!("The room has been deleted."),
            Self::NoTemplate => say!("There is no mail template any more."),
            Self::InvitationGone => say!("The invitation does not exist any more."),
            Self::RoomGone => say!("The room does not exist any more."),
            Self::CodeUnneeded => say!("The code was not needed any more."),
            Self::DomainBlocked => Refusal::DomainBlocked.say(),
            Self::PlusAddress => Refusal::PlusAddress.say(),
        }
    }
}

says_english!(Untold);

/// Whether a mail that was queued is still to be sent, as things are now.
///
/// # Errors
/// Why it is not: a link that does not work is not mailed, and what is back is not cancelled.
pub fn still_told(kind: MailKind, invitation: InvitationState, is_room_deleted: bool) -> Result<(), Untold> {
    let is_removed = invitation == InvitationState::Removed;
    match (kind == MailKind::Cancellation, is_removed, is_room_deleted) {
        (true, false, false) | (false, true, _) => Err(Untold::Changed),
        (false, false, true) => Err(Untold::RoomDeleted),
        (true, _, _) | (false, false, false) => Ok(()),
    }
}

/// Whether a mail that was queued still goes to this address: a link or a code that lets nobody in is not mailed. A
/// cancellation is, which takes the session out of calendars.
///
/// # Errors
/// Why the address is not let in any more.
pub fn still_let_in(kind: MailKind, settings: &Settings, address: &EmailAddress) -> Result<(), Untold> {
    if kind == MailKind::Cancellation {
        return Ok(());
    }
    check_let_in(settings, address).map_err(|refusal| match refusal {
        Refusal::PlusAddress => Untold::PlusAddress,
        _ => Untold::DomainBlocked,
    })
}

/// Whether guests are told at all of what becomes of a session: not of one that is over.
pub fn is_worth_telling(session: &Session, now: Timestamp) -> bool {
    session.phase(now) != Phase::Ended
}

/// How far a mail has come, seen closer than its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// No node sends it at this moment: it can be taken back.
    Waiting,
    /// A node has set out to send it. It may have left.
    UnderWay,
    Sent,
    /// It never left.
    Failed,
}

impl Progress {
    /// `tries` counts how often a node has set out to send it; a problem is what the last try ended with.
    pub const fn of(state: MailState, tries: u32, has_problem: bool) -> Self {
        match state {
            MailState::Queued if tries > 0 && !has_problem => Self::UnderWay,
            MailState::Queued => Self::Waiting,
            MailState::Sent => Self::Sent,
            MailState::Failed => Self::Failed,
        }
    }

    /// Whether the guest has it, or may have it.
    pub const fn has_left(self) -> bool {
        matches!(self, Self::UnderWay | Self::Sent)
    }
}

/// What becomes of the mails of an invitation that is removed, or whose room is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OnRemoval {
    /// The guest's calendar is cleared by a mail, after [`UNDO`].
    Cancel,
    /// What has not left waits for [`UNDO`], and never leaves if the removal stands.
    Hold,
}

/// `was_told`: a mail for it has left.
pub const fn on_removal(was_told: bool, can_mail: bool) -> OnRemoval {
    if was_told && can_mail { OnRemoval::Cancel } else { OnRemoval::Hold }
}

/// What becomes of the mails of an invitation that is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OnReturn {
    /// What was held goes its way.
    Nothing,
    /// The cancellation is taken back before it leaves.
    TakeBack,
    /// The cancellation has left, or may have: the link follows it.
    InviteAgain,
}

/// `last` is the last mail of the invitation.
pub fn on_return(last: Option<(MailKind, Progress)>, can_mail: bool) -> OnReturn {
    match last {
        Some((MailKind::Cancellation, Progress::Waiting)) => OnReturn::TakeBack,
        Some((MailKind::Cancellation, progress)) if progress.has_left() && can_mail => OnReturn::InviteAgain,
        _ => OnReturn::Nothing,
    }
}

//! What hosts do about invitations, one or many at once.

use serde::{Deserialize, Serialize};

use super::{Invitation, InvitationState, Settlement, TryCause};
use crate::admission::Refusal;
use crate::email::EmailAddress;
use crate::invite_policy::{InviteDenied, check_given, check_given_to, check_invited};
use crate::language::{Say, Sentence};
use crate::link_policy::{EndDenied, check_end};
use crate::role::{HostKind, Role};
use crate::session::Phase;
use crate::settings::Settings;
use crate::time::Timestamp;

/// Invitations that one request may name.
pub const MOST_AT_ONCE: usize = 500;

/// One thing done about an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum InvitationAct {
    /// Kills the link and makes another.
    NewLink,
    /// Sends the link by mail, or sends it again.
    SendLink,
    /// Lets the link work until then.
    Extend {
        until: Timestamp,
    },
    /// Gives the guest another type, inside too.
    ChangeType {
        role: Role,
    },
    /// Lets the link be used on another device.
    ReleaseDevice,
    Remove,
    Restore,
    /// Refused tries with this cause are of no interest any more.
    DismissTries {
        cause: TryCause,
    },
}

/// What an act comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Change,
    /// All is as wished already.
    Nothing,
}

/// Why an act is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActDenied {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Invite(#[from] InviteDenied),
    #[error(transparent)]
    End(#[from] EndDenied),
}

impl Say for ActDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::Refused(refusal) => refusal.say(),
            Self::Invite(denied) => denied.say(),
            Self::End(denied) => denied.say(),
        }
    }
}

impl InvitationAct {
    /// Whether it takes the right to invite, because it brings a link to life or lets it do more. All else is every
    /// host's.
    pub const fn needs_right_to_invite(self) -> bool {
        match self {
            Self::NewLink
            | Self::SendLink
            | Self::Extend { .. }
            | Self::ChangeType { .. }
            | Self::Restore => true,
            Self::ReleaseDevice | Self::Remove | Self::DismissTries { .. } => false,
        }
    }

    /// Whether a guest who asks for a new link is helped by it: theirs works again, or works on their device.
    pub const fn answers_request(self) -> bool {
        matches!(self, Self::NewLink | Self::SendLink | Self::Extend { .. } | Self::ReleaseDevice)
    }

    /// Whether it cannot be taken back, so that whoever does it is asked first.
    pub const fn is_final(self) -> bool {
        match self {
            Self::NewLink | Self::SendLink | Self::ReleaseDevice => true,
            Self::Extend { .. }
            | Self::ChangeType { .. }
            | Self::Remove
            | Self::Restore
            | Self::DismissTries { .. } => false,
        }
    }

    /// What it settles of what has been refused before.
    pub const fn settlement(self) -> Option<Settlement> {
        match self {
            Self::NewLink => Some(Settlement::NewLink),
            Self::SendLink => Some(Settlement::LinkSent),
            Self::Extend { .. } => Some(Settlement::Extended),
            Self::ReleaseDevice => Some(Settlement::DeviceReleased),
            Self::Restore => Some(Settlement::Restored),
            Self::DismissTries { cause } => Some(Settlement::Dismissed(cause)),
            Self::ChangeType { .. } | Self::Remove => None,
        }
    }

    /// Whether somebody may do it about this invitation who acts as this kind of host.
    ///
    /// To bring back who was removed is to give them their type, as inviting them once more is. That is so for whoever
    /// has removed them, too: every host may take any type away, and one who may not give it asks another host.
    ///
    /// # Errors
    /// When it gives a type that they may not give.
    pub fn may_be_done_by(
        self,
        invitation: &Invitation,
        settings: &Settings,
        host: Option<HostKind>,
    ) -> Result<(), ActDenied> {
        match self {
            Self::ChangeType { role } => Ok(check_given(settings, host, role)?),
            Self::Restore => Ok(check_given_to(settings, host, invitation.kept_type(), invitation.role)?),
            _ => Ok(()),
        }
    }

    /// What it comes to for this invitation.
    ///
    /// # Errors
    /// When the invitation or the site's settings do not allow it.
    pub fn check(
        self,
        invitation: &Invitation,
        settings: &Settings,
        phase: Phase,
        now: Timestamp,
    ) -> Result<Taken, ActDenied> {
        let is_removed = invitation.state == InvitationState::Removed;
        let change_if = |is_change: bool| Ok(if is_change { Taken::Change } else { Taken::Nothing });
        match self {
            Self::Remove => change_if(!is_removed),
            Self::Restore if !is_removed => Ok(Taken::Nothing),
            Self::ReleaseDevice | Self::DismissTries { .. } => Ok(Taken::Change),
            _ if is_removed && self != Self::Restore => Err(Refusal::InvitationRemoved.into()),
            Self::SendLink if phase == Phase::Ended => Err(Refusal::SessionEnded.into()),
            // A link to an address that is not let in would open nothing.
            Self::NewLink | Self::SendLink | Self::Restore => {
                check_invited(settings, &invitation.email, invitation.role)?;
                Ok(Taken::Change)
            }
            Self::Extend { until } => {
                check_invited(settings, &invitation.email, invitation.role)?;
                check_end(until, now)?;
                change_if(until != invitation.expires_at)
            }
            Self::ChangeType { role } => {
                check_invited(settings, &invitation.email, role)?;
                change_if(role != invitation.role)
            }
        }
    }
}

/// What it comes to when this kind of host gives an invitation another address: the links made for the old one die, and
/// the devices that used them are shut out. Whoever has the new address is given the invitation's type, unless they are
/// who has it already.
///
/// # Errors
/// When it is removed, the address cannot be invited, or the type is not theirs to give.
pub fn check_address(
    invitation: &Invitation,
    address: &EmailAddress,
    settings: &Settings,
    host: Option<HostKind>,
) -> Result<Taken, ActDenied> {
    if invitation.state == InvitationState::Removed {
        return Err(Refusal::InvitationRemoved.into());
    }
    check_invited(settings, address, invitation.role)?;
    if !settings.are_same_person(&invitation.email, address) {
        check_given(settings, host, invitation.role)?;
    }
    Ok(if invitation.email == *address { Taken::Nothing } else { Taken::Change })
}

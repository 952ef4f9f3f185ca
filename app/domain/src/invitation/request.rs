//! A guest asks for a new link, and a host answers.

use serde::{Deserialize, Serialize};

use super::{ActDenied, Invitation, InvitationState};
use crate::admission::Refusal;
use crate::invite_policy::{check_given_to, check_invited};
use crate::role::HostKind;
use crate::session::Phase;
use crate::settings::Settings;

/// What a host says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestAnswer {
    /// The guest gets a new link.
    Grant,
    Dismiss,
}

/// What the answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAct {
    /// Makes a new link.
    NewLink {
        /// The invitation was removed and comes back.
        restores: bool,
        /// The link goes out by mail at once; otherwise the host hands it on.
        by_mail: bool,
    },
    /// The guest does not ask any more.
    Forget,
    /// Another host has answered before: a second link would kill the first.
    Nothing,
}

/// What the answer of this kind of host comes to.
///
/// # Errors
/// When no link would let the guest in, or it brings somebody back to a type that the host may not give.
pub fn answer_request(
    invitation: &Invitation,
    answer: RequestAnswer,
    (settings, host): (&Settings, Option<HostKind>),
    phase: Phase,
    can_mail: bool,
) -> Result<RequestAct, ActDenied> {
    match answer {
        _ if invitation.link_requested_at.is_none() => Ok(RequestAct::Nothing),
        RequestAnswer::Dismiss => Ok(RequestAct::Forget),
        RequestAnswer::Grant if phase == Phase::Ended => Err(Refusal::SessionEnded.into()),
        RequestAnswer::Grant => {
            check_invited(settings, &invitation.email, invitation.role)?;
            check_given_to(settings, host, invitation.kept_type(), invitation.role)?;
            let restores = invitation.state == InvitationState::Removed;
            Ok(RequestAct::NewLink { restores, by_mail: can_mail })
        }
    }
}

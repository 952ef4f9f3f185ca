//! Raised hands, and who is on stage.

use serde::{Deserialize, Serialize};

use crate::command::CommandDenied;
use crate::crowd;
use crate::ids::ParticipantId;
use crate::live::{Participant, Reader};
use crate::role::{Permission, Role};
use crate::time::Timestamp;

/// Something that happened to a hand or on the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum StageEvent {
    HandRaised {
        participant: ParticipantId,
        at: Timestamp,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        is_in_crowd: bool,
    },
    HandLowered {
        participant: ParticipantId,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        is_in_crowd: bool,
    },
    /// Is on stage; a hand that was raised is down.
    SteppedOn {
        participant: ParticipantId,
    },
    SteppedOff {
        participant: ParticipantId,
    },
}

impl StageEvent {
    /// Whether this reader may learn of it, now: of the crowd's hands only those who answer them, and whose they are.
    pub fn may_be_learnt_by(&self, reader: &Reader) -> bool {
        match self {
            Self::HandRaised { participant, is_in_crowd, .. }
            | Self::HandLowered { participant, is_in_crowd } => {
                crowd::may_learn_of(reader, *participant, *is_in_crowd)
            }
            Self::SteppedOn { .. } | Self::SteppedOff { .. } => reader.role.is_some(),
        }
    }

    pub const fn participant(&self) -> ParticipantId {
        match self {
            Self::HandRaised { participant, .. }
            | Self::HandLowered { participant, .. }
            | Self::SteppedOn { participant }
            | Self::SteppedOff { participant } => *participant,
        }
    }

    /// What the participant it is about is after it.
    pub const fn apply(&self, known: &mut Participant) {
        match self {
            Self::HandRaised { at, .. } => known.hand_raised_at = Some(*at),
            Self::HandLowered { .. } => known.hand_raised_at = None,
            Self::SteppedOn { .. } => {
                known.is_on_stage = true;
                known.hand_raised_at = None;
            }
            Self::SteppedOff { .. } => known.is_on_stage = false,
        }
    }
}

/// What somebody does with a hand or the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum StageCommand {
    RaiseHand,
    /// Lowers one's own hand.
    LowerHand,
    LowerHandOf {
        participant: ParticipantId,
    },
    /// Goes on stage by oneself.
    StepOn,
    /// Goes off the stage by oneself, whoever has brought one there.
    StepOff,
    Bring {
        participant: ParticipantId,
    },
    TakeOff {
        participant: ParticipantId,
    },
}

impl StageCommand {
    /// All that a role must allow for this command.
    pub fn permissions(&self) -> Vec<Permission> {
        match self {
            Self::RaiseHand | Self::LowerHand => vec![Permission::React],
            Self::StepOn | Self::StepOff => Vec::new(),
            Self::LowerHandOf { .. } | Self::Bring { .. } | Self::TakeOff { .. } => {
                vec![Permission::ManagePeople]
            }
        }
    }

    /// Whether it is a part of Chat & Collaboration. The stage is there without it.
    pub const fn needs_collaboration(&self) -> bool {
        matches!(self, Self::RaiseHand)
    }
}

/// Whether people of this role have their place on stage: they are on it when they come in, and step on and off
/// by themselves. Others are brought.
pub const fn is_of_the_stage(role: Role) -> bool {
    matches!(role, Role::Speaker | Role::Host)
}

/// Whether somebody of this role may go on stage by themselves.
///
/// # Errors
/// [`CommandDenied::NotOfTheStage`] for those who are brought.
pub const fn may_step_on(role: Role) -> Result<(), CommandDenied> {
    if is_of_the_stage(role) { Ok(()) } else { Err(CommandDenied::NotOfTheStage) }
}

/// Whether somebody who manages people may bring this one to the stage or take them off it: hosts decide for
/// themselves and one another.
///
/// # Errors
/// [`CommandDenied::NotAHost`] for a moderator to whom it would be done to a host.
pub fn may_place(by: Role, target: Role) -> Result<(), CommandDenied> {
    if target == Role::Host && by != Role::Host { Err(CommandDenied::NotAHost) } else { Ok(()) }
}

/// Whether somebody is on stage once their role has changed: a new speaker is, who is none any more is not, and
/// for all others nothing changes.
pub const fn is_on_stage_after(from: Role, to: Role, is_on_stage: bool) -> bool {
    match (is_of_the_stage(from), is_of_the_stage(to)) {
        (false, true) => true,
        (true, false) => false,
        (true, true) | (false, false) => is_on_stage,
    }
}

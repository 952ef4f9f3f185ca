//! What people do inside a room, and whether their role lets them.

use serde::{Deserialize, Serialize};

use crate::chat::{Channel, ChatCommand, TextProblem};
use crate::ids::ParticipantId;
use crate::interaction::{InteractionCommand, InteractionDenied};
use crate::language::{Say, Sentence, says_english};
use crate::lock::LockCommand;
use crate::question::QuestionCommand;
use crate::reaction::ReactionCommand;
use crate::role::{Permission, Role};
use crate::say;
use crate::stage::{self, StageCommand};

/// One thing somebody inside does, by the noun it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "noun", rename_all = "snake_case")]
pub enum RoomCommand {
    Chat(ChatCommand),
    Stage(StageCommand),
    Lock(LockCommand),
    Question(QuestionCommand),
    Interaction(InteractionCommand),
    Reaction(ReactionCommand),
}

/// Whoever gives a command, as they are at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub participant: ParticipantId,
    pub role: Role,
    /// May not write in the chat.
    pub is_muted: bool,
    /// Chat & Collaboration is on for the room.
    pub has_collaboration: bool,
}

/// Why a command is not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommandDenied {
    NotInside,
    CollaborationOff,
    /// The role lacks this.
    NotAllowed(Permission),
    Muted,
    NotYours,
    NotThem,
    /// What the command is about does not exist, or not any more.
    Gone,
    Text(TextProblem),
    NotOfTheStage,
    NotAHost,
    PrivateQuestionsOnly,
    OwnQuestion,
    QuestionSettled,
    Interaction(InteractionDenied),
}

impl Say for CommandDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::NotInside => say!("You are not in the room any more. Go in again, and repeat it."),
            Self::CollaborationOff => say!("Chat & Collaboration is off for this room."),
            Self::NotAllowed(_) => say!("Your role does not let you do this any more."),
            Self::Muted => say!("A moderator has muted you: you can read, but not write."),
            Self::NotYours => say!("Only what you have written yourself."),
            Self::NotThem => say!("This cannot be done to moderators and hosts."),
            Self::Gone => say!("This is not here any more."),
            Self::Text(problem) => problem.say(),
            Self::NotOfTheStage => {
                say!("Speakers and hosts step on stage by themselves. Raise your hand to be brought there.")
            }
            Self::NotAHost => say!("Hosts decide this for themselves."),
            Self::PrivateQuestionsOnly => say!("Questions in this room are private now. Ask it privately."),
            Self::OwnQuestion => say!("Others may vote for your question; you cannot."),
            Self::QuestionSettled => say!("This question has been settled in the meantime."),
            Self::Interaction(problem) => problem.say(),
        }
    }
}

says_english!(CommandDenied);

impl RoomCommand {
    /// All that a role must allow for this command.
    pub fn permissions(&self) -> Vec<Permission> {
        match self {
            Self::Chat(command) => command.permissions(),
            Self::Stage(command) => command.permissions(),
            Self::Lock(command) => command.permissions(),
            Self::Question(command) => command.permissions(),
            Self::Interaction(command) => vec![command.permission()],
            Self::Reaction(_) => vec![Permission::React],
        }
    }

    /// Whether it is a part of Chat & Collaboration, and cannot be given where that is off.
    pub const fn needs_collaboration(&self) -> bool {
        match self {
            Self::Chat(_) | Self::Question(_) | Self::Interaction(_) | Self::Reaction(_) => true,
            Self::Stage(command) => command.needs_collaboration(),
            Self::Lock(_) => false,
        }
    }

    /// Whether it carries words that somebody wrote and must not lose.
    pub const fn is_written(&self) -> bool {
        match self {
            Self::Chat(command) => matches!(command, ChatCommand::Post { .. }),
            Self::Question(command) => command.is_written(),
            Self::Interaction(command) => command.is_written(),
            Self::Stage(_) | Self::Lock(_) | Self::Reaction(_) => false,
        }
    }
}

/// Whether somebody may give this command, as far as that can be said without looking at what it is about. The
/// browser asks to draw, the server to enforce.
///
/// # Errors
/// That the room has no Chat & Collaboration, the first permission that is missing, or that they are muted.
pub fn may_command(actor: Actor, command: &RoomCommand) -> Result<(), CommandDenied> {
    if command.needs_collaboration() && !actor.has_collaboration {
        return Err(CommandDenied::CollaborationOff);
    }
    if let Some(missing) = command.permissions().into_iter().find(|needed| !actor.role.can(*needed)) {
        return Err(CommandDenied::NotAllowed(missing));
    }
    match command {
        RoomCommand::Chat(ChatCommand::Post { channel: Channel::Chat, .. }) if actor.is_muted => {
            Err(CommandDenied::Muted)
        }
        RoomCommand::Stage(StageCommand::StepOn) => stage::may_step_on(actor.role),
        RoomCommand::Chat(_)
        | RoomCommand::Stage(_)
        | RoomCommand::Lock(_)
        | RoomCommand::Question(_)
        | RoomCommand::Interaction(_)
        | RoomCommand::Reaction(_) => Ok(()),
    }
}

//! What people do inside, at random.

use domain::ParticipantId;
use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use domain::interaction::{Answer, Choices, Content, InteractionCommand, Kind};
use domain::live::Sequence;
use domain::lock::LockCommand;
use domain::question::{AskingPolicy, QuestionCommand, Visibility};
use domain::reaction::{Reaction, ReactionCommand};
use domain::stage::StageCommand;

use super::dice::Dice;

/// What there is to do something to.
#[derive(Default)]
pub struct Things {
    pub people: Vec<ParticipantId>,
    messages: Vec<Sequence>,
    notes: Vec<Sequence>,
    questions: Vec<Sequence>,
    interactions: Vec<Sequence>,
    /// What has been said in the backchannel: the number of the note and words that are nowhere else.
    pub secrets: Vec<(Sequence, String)>,
    /// Events that everybody inside learns of, whatever their role.
    pub for_all: Vec<Sequence>,
    written: usize,
}

impl Things {
    /// A command about something. Most roles are denied some of them, and what they are about may be gone.
    pub fn deed(&mut self, dice: &mut Dice) -> RoomCommand {
        match dice.below(100) {
            0..46 => RoomCommand::Chat(self.chat(dice)),
            46..63 => RoomCommand::Question(self.question(dice)),
            63..83 => RoomCommand::Interaction(self.interaction(dice)),
            83..96 => RoomCommand::Stage(self.stage(dice)),
            96..98 => {
                let text = if dice.once_in(3) { String::new() } else { self.words("Soon") };
                RoomCommand::Lock(LockCommand::WriteMessage { text })
            }
            _ => {
                let reaction = dice.any(&[Reaction::Clap, Reaction::Heart]).unwrap();
                RoomCommand::Reaction(ReactionCommand::Send { reaction })
            }
        }
    }

    fn chat(&mut self, dice: &mut Dice) -> ChatCommand {
        let channel = if dice.once_in(3) { Channel::Backchannel } else { Channel::Chat };
        let of_channel = match channel {
            Channel::Chat => &self.messages,
            Channel::Backchannel => &self.notes,
        };
        let late = dice.late(of_channel);
        match (dice.below(20), late) {
            (14 | 15, Some(message)) => ChatCommand::Like { channel, message, is_liked: !dice.once_in(4) },
            (16, Some(message)) => ChatCommand::DeleteOwn { channel, message },
            (17, Some(message)) => ChatCommand::Delete { channel, message },
            (18, Some(message)) => ChatCommand::Pin { channel, message, is_pinned: !dice.once_in(3) },
            (19, Some(message)) if dice.once_in(3) => ChatCommand::Clear { channel, up_to: message },
            (19, Some(_)) => {
                ChatCommand::Mute { participant: self.somebody(dice), is_muted: !dice.once_in(3) }
            }
            _ => {
                let text = match channel {
                    Channel::Chat => self.words("Said"),
                    Channel::Backchannel => self.words("Secret"),
                };
                ChatCommand::Post { channel, text, reply_to: late.filter(|_| dice.once_in(4)) }
            }
        }
    }

    fn question(&mut self, dice: &mut Dice) -> QuestionCommand {
        let visibility = if dice.once_in(3) { Visibility::Private } else { Visibility::Public };
        let Some(question) = dice.late(&self.questions).filter(|_| !dice.once_in(4)) else {
            return QuestionCommand::Ask { text: self.words("Asked"), visibility };
        };
        match dice.below(14) {
            0..5 => QuestionCommand::Vote { question, is_voted: !dice.once_in(4) },
            5..8 => QuestionCommand::Answer { question, text: self.words("Answered"), visibility },
            8 => QuestionCommand::MarkAnswered { question },
            9 | 10 => QuestionCommand::Dismiss { question },
            11 => QuestionCommand::Reopen { question },
            12 => QuestionCommand::Withdraw { question },
            _ => {
                let policies =
                    [AskingPolicy::AskerChooses, AskingPolicy::AskerChooses, AskingPolicy::PrivateOnly];
                QuestionCommand::SetPolicy { policy: dice.any(&policies).unwrap() }
            }
        }
    }

    fn interaction(&mut self, dice: &mut Dice) -> InteractionCommand {
        let Some(interaction) = dice.late(&self.interactions).filter(|_| !dice.once_in(6)) else {
            let (content, right) = self.content(dice);
            return InteractionCommand::Draft { content, right, is_published: dice.once_in(2) };
        };
        match dice.below(16) {
            0..8 if dice.once_in(3) => {
                InteractionCommand::Answer { interaction, answer: Answer::Text(self.words("Because")) }
            }
            0..8 => {
                let answer = Answer::Chosen(Choices::one(dice.below(3)));
                InteractionCommand::Answer { interaction, answer }
            }
            8 => {
                let (content, right) = self.content(dice);
                InteractionCommand::Edit { interaction, content, right }
            }
            9..12 => InteractionCommand::Publish { interaction },
            12 | 13 => InteractionCommand::Share { interaction, is_shared: !dice.once_in(3) },
            14 => InteractionCommand::Close { interaction },
            _ => InteractionCommand::Delete { interaction },
        }
    }

    fn content(&mut self, dice: &mut Dice) -> (Content, Choices) {
        let kind = dice.any(&[Kind::Poll, Kind::Quiz, Kind::Open, Kind::Rating, Kind::Announcement]).unwrap();
        let options = ["Red", "Green", "Blue"].map(str::to_owned).to_vec();
        (Content { kind, prompt: self.words("Put"), options, is_multiple: false }, Choices::one(1))
    }

    fn stage(&self, dice: &mut Dice) -> StageCommand {
        let participant = self.somebody(dice);
        match dice.below(10) {
            0..4 => StageCommand::RaiseHand,
            4 => StageCommand::LowerHand,
            5 => StageCommand::LowerHandOf { participant },
            6 => StageCommand::StepOn,
            7 => StageCommand::StepOff,
            8 => StageCommand::Bring { participant },
            _ => StageCommand::TakeOff { participant },
        }
    }

    fn somebody(&self, dice: &mut Dice) -> ParticipantId {
        dice.any(&self.people).expect("somebody is there")
    }

    fn words(&mut self, what: &str) -> String {
        self.written += 1;
        format!("{what}-{:04}.", self.written)
    }

    /// Remembers what a command that was done has made: `before` is the room's last event before it, `last` the one
    /// it was answered with.
    pub fn note(&mut self, command: &RoomCommand, before: Sequence, last: Sequence) {
        let is_told = last > before;
        match command {
            RoomCommand::Chat(ChatCommand::Post { channel: Channel::Backchannel, text, .. }) => {
                self.notes.push(last);
                self.secrets.push((last, text.clone()));
            }
            RoomCommand::Chat(ChatCommand::Post { channel: Channel::Chat, .. }) => self.messages.push(last),
            RoomCommand::Question(QuestionCommand::Ask { .. }) => self.questions.push(last),
            // The event after the draft has published it.
            RoomCommand::Interaction(InteractionCommand::Draft { is_published, .. }) => {
                self.interactions.push(last - Sequence::from(*is_published));
            }
            _ => {}
        }
        if is_told && is_for_all(command) {
            self.for_all.push(last);
        }
    }
}

/// Whether the last event of a command reaches everybody inside.
const fn is_for_all(command: &RoomCommand) -> bool {
    match command {
        RoomCommand::Chat(
            ChatCommand::Post { channel, .. }
            | ChatCommand::Like { channel, .. }
            | ChatCommand::DeleteOwn { channel, .. }
            | ChatCommand::Delete { channel, .. }
            | ChatCommand::Pin { channel, .. }
            | ChatCommand::Clear { channel, .. },
        ) => matches!(channel, Channel::Chat),
        RoomCommand::Chat(ChatCommand::Mute { .. })
        | RoomCommand::Stage(_)
        | RoomCommand::Lock(_)
        | RoomCommand::Question(_)
        | RoomCommand::Interaction(_)
        | RoomCommand::Reaction(_) => false,
    }
}

//! Who may do what about a question, and what it makes of the question.

use super::{AskingPolicy, Question, QuestionCommand, QuestionEvent, QuestionState, Visibility};
use crate::command::{Actor, CommandDenied};
use crate::role::Permission;

/// Whether a question may be asked so.
///
/// # Errors
/// [`CommandDenied::PrivateQuestionsOnly`] for a public one where the host wants private ones.
pub fn may_ask(policy: AskingPolicy, visibility: Visibility) -> Result<(), CommandDenied> {
    match (policy, visibility) {
        (AskingPolicy::PrivateOnly, Visibility::Public) => Err(CommandDenied::PrivateQuestionsOnly),
        _ => Ok(()),
    }
}

/// Whether somebody whose role allows the command may give it about this question. Of a question that they do not
/// see they learn nothing, not even that it is there.
///
/// # Errors
/// [`CommandDenied::Gone`] for what they do not see and for votes where there are none,
/// [`CommandDenied::OwnQuestion`], [`CommandDenied::NotYours`], or [`CommandDenied::QuestionSettled`].
pub fn may_act_on(question: &Question, actor: Actor, command: &QuestionCommand) -> Result<(), CommandDenied> {
    let me = Some(actor.participant);
    if question.as_seen_by(me, actor.role.can(Permission::AnswerQuestions)).is_none() {
        return Err(CommandDenied::Gone);
    }
    let is_mine = question.is_asked_by(me);
    match command {
        QuestionCommand::Vote { .. } if is_mine => Err(CommandDenied::OwnQuestion),
        QuestionCommand::Vote { .. } if !question.is_for_all() => Err(CommandDenied::Gone),
        QuestionCommand::Withdraw { .. } if !is_mine => Err(CommandDenied::NotYours),
        QuestionCommand::Withdraw { .. } if !question.can_be_withdrawn() => {
            Err(CommandDenied::QuestionSettled)
        }
        QuestionCommand::Answer { .. } | QuestionCommand::MarkAnswered { .. }
            if question.state == QuestionState::Dismissed =>
        {
            Err(CommandDenied::QuestionSettled)
        }
        _ => Ok(()),
    }
}

impl Question {
    /// Whether its asker may take it back.
    pub fn can_be_withdrawn(&self) -> bool {
        self.state == QuestionState::Open && self.answers.is_empty()
    }

    /// What a command makes of it, answers and votes aside.
    #[must_use]
    pub fn after(&self, command: &QuestionCommand) -> Self {
        let (visibility, state) = match command {
            QuestionCommand::Answer { visibility: Visibility::Public, .. } => {
                (Visibility::Public, QuestionState::Answered)
            }
            QuestionCommand::Answer { .. } | QuestionCommand::MarkAnswered { .. } => {
                (self.visibility, QuestionState::Answered)
            }
            QuestionCommand::Dismiss { .. } => (self.visibility, QuestionState::Dismissed),
            QuestionCommand::Reopen { .. } => (self.visibility, self.state_reopened()),
            _ => (self.visibility, self.state),
        };
        Self { visibility, state, ..self.clone() }
    }

    /// The events that tell of the change to `next`.
    pub fn changes_to(&self, next: &Self) -> Vec<QuestionEvent> {
        let (question, asker) = (next.number, next.author.participant);
        let changed =
            QuestionEvent::StateChanged { question, asker, visibility: next.visibility, state: next.state };
        match (self.is_for_all(), next.public_part()) {
            (false, Some(question)) => vec![QuestionEvent::Published { question }],
            (true, None) => vec![changed, QuestionEvent::Hidden { question, asker }],
            _ if self.state != next.state => vec![changed],
            _ => Vec::new(),
        }
    }

    /// What was answered before it was dismissed is answered again.
    fn state_reopened(&self) -> QuestionState {
        if self.state == QuestionState::Dismissed && !self.answers.is_empty() {
            QuestionState::Answered
        } else {
            QuestionState::Open
        }
    }
}

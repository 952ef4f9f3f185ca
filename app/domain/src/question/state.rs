//! The questions of a room as one of its readers sees them.

use serde::{Deserialize, Serialize};

use super::{AskingPolicy, Question, QuestionEvent, QuestionState, Visibility};
use crate::ids::ParticipantId;
use crate::live::Sequence;
use crate::role::{Permission, Role};

/// The questions that a page holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questions {
    pub policy: AskingPolicy,
    /// In the order they were asked.
    pub list: Vec<Question>,
    /// The numbers of those the reader has voted for, seen or not, in order.
    pub my_votes: Vec<Sequence>,
    /// The reader may answer, and so sees all of them.
    pub reads_all: bool,
    /// The reader may see more than this page has got.
    #[serde(default)]
    pub is_behind: bool,
}

impl Questions {
    /// What somebody of this role sees of all questions of a room.
    pub fn seen_by(
        all: &[Question],
        policy: AskingPolicy,
        my_votes: Vec<Sequence>,
        me: ParticipantId,
        role: Role,
    ) -> Self {
        if !role.can(Permission::AskPrivately) {
            return Self::default();
        }
        let reads_all = role.can(Permission::AnswerQuestions);
        let list = all.iter().filter_map(|question| question.as_seen_by(Some(me), reads_all)).collect();
        Self { policy, list, my_votes, reads_all, is_behind: false }
    }

    /// The state after an event, for the reader `me`. What is not for them changes nothing, should it come.
    pub fn apply(&mut self, event: QuestionEvent, me: Option<ParticipantId>) {
        if !event.is_for(me, self.reads_all) {
            return;
        }
        match event {
            QuestionEvent::Asked { question, .. } => self.put_in(question),
            QuestionEvent::Published { question } => self.publish(question),
            QuestionEvent::Hidden { question, .. } => self.list.retain(|known| known.number != question),
            QuestionEvent::StateChanged { question, state, .. } => {
                self.change(question, |question| question.state = state);
            }
            QuestionEvent::Answered { question, answer, .. } => {
                self.change(question, |question| {
                    question.state = QuestionState::Answered;
                    // A state that was read while it was given may hold it already.
                    if question.answers.iter().all(|known| known.number != answer.number) {
                        question.answers.push(answer);
                    }
                });
            }
            QuestionEvent::VotesChanged { question, votes } => {
                self.change(question, |question| question.votes = votes);
            }
            QuestionEvent::Voted { question, is_voted, .. } => self.note_vote(question, is_voted),
            QuestionEvent::Withdrawn { question, .. } => {
                self.list.retain(|known| known.number != question);
                self.note_vote(question, false);
            }
            QuestionEvent::PolicyChanged { policy } => self.policy = policy,
        }
    }

    /// The reader `me` has another role: what it no longer lets them see is gone at once.
    pub fn follow_role(&mut self, role: Role, me: Option<ParticipantId>) {
        let reads_all = role.can(Permission::AnswerQuestions);
        if !reads_all {
            self.list = self.list.iter().filter_map(|known| known.as_seen_by(me, false)).collect();
        }
        self.is_behind = reads_all && !self.reads_all;
        self.reads_all = reads_all;
    }

    /// The question with this number, when the reader sees it.
    pub fn find(&self, number: Sequence) -> Option<&Question> {
        self.list.get(self.place(number).ok()?)
    }

    pub fn has_my_vote(&self, number: Sequence) -> bool {
        self.my_votes.binary_search(&number).is_ok()
    }

    fn place(&self, number: Sequence) -> Result<usize, usize> {
        self.list.binary_search_by_key(&number, |known| known.number)
    }

    fn put_in(&mut self, question: Question) {
        if let Err(place) = self.place(question.number) {
            self.list.insert(place, question);
        }
    }

    /// Who had it keeps the private answers they know.
    fn publish(&mut self, question: Question) {
        if self.find(question.number).is_some() {
            self.change(question.number, |known| {
                known.visibility = Visibility::Public;
                known.state = question.state;
                known.votes = question.votes;
            });
        } else {
            self.put_in(question);
        }
    }

    fn note_vote(&mut self, number: Sequence, is_voted: bool) {
        match (self.my_votes.binary_search(&number), is_voted) {
            (Err(place), true) => self.my_votes.insert(place, number),
            (Ok(place), false) => _ = self.my_votes.remove(place),
            _ => {}
        }
    }

    fn change(&mut self, number: Sequence, change: impl FnOnce(&mut Question)) {
        if let Ok(place) = self.place(number)
            && let Some(question) = self.list.get_mut(place)
        {
            change(question);
        }
    }
}

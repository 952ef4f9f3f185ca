//! What a page knows of the questions.

use domain::live::Sequence;
use domain::question::{Question, QuestionState, Questions};
use domain::{ParticipantId, Role};
use leptos::prelude::*;

use super::arrange::{Filter, Sort, arrange};

#[derive(Clone, Copy)]
pub struct QuestionStore {
    pub state: RwSignal<Questions>,
    /// The last question or answer that was in sight.
    pub read_to: RwSignal<Sequence>,
    pub sort: RwSignal<Sort>,
    pub filter: RwSignal<Filter>,
    /// The questions that the reader is writing an answer to.
    pub answering: RwSignal<Vec<Sequence>>,
}

impl QuestionStore {
    pub fn new(state: Questions) -> Self {
        Self {
            read_to: RwSignal::new(last(&state)),
            state: RwSignal::new(state),
            sort: RwSignal::new(Sort::default()),
            filter: RwSignal::new(Filter::default()),
            answering: RwSignal::new(Vec::new()),
        }
    }

    /// Reads one question; `None` when it is not on the page.
    pub fn read<T>(self, number: Sequence, read: impl FnOnce(&Question) -> T) -> Option<T> {
        self.state.with(|state| state.find(number).map(read))
    }

    /// The numbers of the questions to be shown, in the order in which they are.
    pub fn arranged(self, me: Option<ParticipantId>) -> Vec<Sequence> {
        let how = (self.sort.get(), self.filter.get());
        let kept = self.answering.get();
        self.state.with(|state| arrange(&state.list, how, &kept, me))
    }

    pub fn set_answering(self, number: Sequence, is_answering: bool) {
        self.answering.update(|answering| {
            answering.retain(|known| *known != number);
            answering.extend(is_answering.then_some(number));
        });
    }

    /// The newest question or answer.
    pub fn last(self) -> Sequence {
        self.state.with(last)
    }

    /// How much of others is new: questions for those who answer, questions and answers for all others.
    pub fn unread(self, me: Option<ParticipantId>) -> usize {
        let read_to = self.read_to.get();
        self.state.with(|state| unread(state, me, read_to))
    }

    /// Follows a change of the reader's role.
    pub fn follow_role(self, role: Role, me: Option<ParticipantId>) {
        self.state.update(|state| state.follow_role(role, me));
    }
}

fn last(state: &Questions) -> Sequence {
    state.list.iter().flat_map(numbers).max().unwrap_or(0)
}

fn numbers(question: &Question) -> impl Iterator<Item = Sequence> {
    core::iter::once(question.number).chain(question.answers.iter().map(|answer| answer.number))
}

fn unread(state: &Questions, me: Option<ParticipantId>, read_to: Sequence) -> usize {
    let seen = state.list.iter().filter(|question| question.state != QuestionState::Dismissed);
    let count = seen.map(|question| {
        let is_new = question.number > read_to && !question.is_asked_by(me);
        let new_answers = question
            .answers
            .iter()
            .filter(|answer| answer.number > read_to && Some(answer.author.participant) != me);
        usize::from(is_new) + if state.reads_all { 0 } else { new_answers.count() }
    });
    count.sum()
}

#[cfg(test)]
mod tests {
    use super::super::arrange::tests::{ME, OTHER, answered, asked};
    use super::*;

    #[test]
    fn new_for_those_who_answer_are_questions_and_for_others_answers_too() {
        let list = vec![answered(3, ME, OTHER, 6), asked(4, OTHER, 0), asked(5, ME, 0)];
        let all = Questions { reads_all: true, list: list.clone(), ..Questions::default() };
        let own = Questions { list, ..Questions::default() };
        assert_eq!((unread(&all, Some(ME), 2), unread(&own, Some(ME), 2)), (1, 2));
        assert_eq!((unread(&all, Some(ME), 6), unread(&own, Some(ME), 6)), (0, 0));
        assert_eq!(last(&own), 6);
    }
}

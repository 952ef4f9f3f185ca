//! Which questions are shown, and in which order.

use core::cmp::Reverse;

use domain::ParticipantId;
use domain::live::Sequence;
use domain::question::{Question, QuestionState};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    MostVotes,
    Newest,
}

impl Sort {
    /// The word under which a browser keeps the choice.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MostVotes => "votes",
            Self::Newest => "newest",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [Self::MostVotes, Self::Newest].into_iter().find(|sort| sort.word() == word)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    #[default]
    All,
    Unanswered,
    Mine,
}

impl Filter {
    fn lets_through(self, question: &Question, me: Option<ParticipantId>) -> bool {
        match self {
            Self::All => true,
            Self::Unanswered => question.state == QuestionState::Open,
            Self::Mine => question.is_asked_by(me),
        }
    }
}

/// The numbers of the questions to show, besides those that are let through those being answered here (`kept`): an answer
/// half written must not go. What has been dismissed comes last; with as many votes the older one comes
/// first, because it waits longer.
pub fn arrange(
    list: &[Question],
    (sort, filter): (Sort, Filter),
    kept: &[Sequence],
    me: Option<ParticipantId>,
) -> Vec<Sequence> {
    let is_shown =
        |question: &&Question| filter.lets_through(question, me) || kept.contains(&question.number);
    let mut shown: Vec<_> = list.iter().filter(is_shown).collect();
    shown.sort_by_key(|question| {
        let place = match sort {
            Sort::MostVotes => (Reverse(question.votes), question.number),
            Sort::Newest => (Reverse(0), -question.number),
        };
        (question.state == QuestionState::Dismissed, place)
    });
    shown.into_iter().map(|question| question.number).collect()
}

#[cfg(test)]
pub mod tests {
    use domain::live::Author;
    use domain::question::{Answer, Visibility};
    use domain::{PersonName, Role, Timestamp};

    use super::*;

    pub const ME: ParticipantId = ParticipantId::from_bits(1);
    pub const OTHER: ParticipantId = ParticipantId::from_bits(2);

    fn author(participant: ParticipantId) -> Author {
        Author { participant, name: PersonName::parse("Ana", "Ruiz").expect("a name"), role: Role::Viewer }
    }

    pub fn asked(number: Sequence, by: ParticipantId, votes: u32) -> Question {
        Question {
            number,
            author: author(by),
            text: "Why?".to_owned(),
            visibility: Visibility::Public,
            state: QuestionState::Open,
            at: Timestamp::from_millis(number),
            votes,
            answers: Vec::new(),
        }
    }

    pub fn answered(number: Sequence, by: ParticipantId, from: ParticipantId, answer: Sequence) -> Question {
        let answer = Answer {
            number: answer,
            author: author(from),
            text: "So.".to_owned(),
            visibility: Visibility::Public,
            at: Timestamp::from_millis(answer),
        };
        Question { state: QuestionState::Answered, answers: vec![answer], ..asked(number, by, 0) }
    }

    #[test]
    fn questions_are_sorted_by_votes_or_by_time_and_the_dismissed_come_last() {
        let dismissed = Question { state: QuestionState::Dismissed, ..asked(9, OTHER, 9) };
        let list = [asked(3, OTHER, 1), asked(4, ME, 2), asked(5, OTHER, 1), dismissed];
        let sorted = |sort| arrange(&list, (sort, Filter::All), &[], Some(ME));
        assert_eq!(sorted(Sort::MostVotes), [4, 3, 5, 9]);
        assert_eq!(sorted(Sort::Newest), [5, 4, 3, 9]);
    }

    #[test]
    fn one_sees_all_or_those_that_wait_or_ones_own() {
        let list = [answered(3, ME, OTHER, 6), asked(4, OTHER, 0)];
        let filtered = |filter| arrange(&list, (Sort::Newest, filter), &[], Some(ME));
        assert_eq!(filtered(Filter::All), [4, 3]);
        assert_eq!(filtered(Filter::Unanswered), [4]);
        assert_eq!(filtered(Filter::Mine), [3]);
        let kept = arrange(&list, (Sort::Newest, Filter::Unanswered), &[3], Some(ME));
        assert_eq!(kept, [4, 3], "what is being answered stays");
    }

    #[test]
    fn a_kept_choice_is_read_again() {
        for sort in [Sort::MostVotes, Sort::Newest] {
            assert_eq!(Sort::from_word(sort.word()), Some(sort));
        }
        assert_eq!(Sort::from_word("by mood"), None);
    }
}

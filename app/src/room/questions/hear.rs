//! What an event about a question means for the reader.

use domain::ParticipantId;
use domain::live::Sequence;
use domain::question::{QuestionEvent, QuestionState, Questions};
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use crate::t;
use crate::ui::Toasts;

/// Takes in an event that the page has not seen yet.
pub fn hear(store: LiveRoomStore, sequence: Sequence, event: QuestionEvent, toasts: Toasts) {
    let me = untrack(|| store.me());
    if let QuestionEvent::Asked { command, .. } | QuestionEvent::Answered { command, .. } = &event {
        store.outbox().forget(*command);
    }
    let questions = store.questions();
    let words = questions.state.with_untracked(|state| words(state, &event, me));
    questions.state.update(|state| state.apply(event, me));
    store.outbox().settle(sequence);
    if let Some(words) = words {
        toasts.say(words);
    }
}

/// What the asker is told, seen from the state before the event.
fn words(state: &Questions, event: &QuestionEvent, me: Option<ParticipantId>) -> Option<String> {
    match event {
        QuestionEvent::Answered { asker, answer, .. }
            if me == Some(*asker) && me != Some(answer.author.participant) =>
        {
            Some(t!("{name} has answered your question.", name = answer.author.name.to_string()))
        }
        QuestionEvent::StateChanged { question, asker, state: QuestionState::Answered, .. }
            if me == Some(*asker) =>
        {
            // An answer in writing has been told already.
            let was_open = state.find(*question).is_some_and(|known| known.state != QuestionState::Answered);
            was_open.then(|| t!("Your question has been answered.").to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::CommandId;
    use domain::question::Visibility;

    use super::super::arrange::tests::{ME, OTHER, answered, asked};
    use super::*;

    #[test]
    fn an_asker_is_told_once_that_their_question_is_answered() {
        let whole = answered(3, ME, OTHER, 6);
        let by = QuestionEvent::Answered {
            question: 3,
            asker: ME,
            answer: whole.answers[0].clone(),
            command: CommandId::from_bits(1),
        };
        let marked = QuestionEvent::StateChanged {
            question: 3,
            asker: ME,
            visibility: Visibility::Public,
            state: QuestionState::Answered,
        };
        let before = Questions { list: vec![asked(3, ME, 0)], ..Questions::default() };
        let after = Questions { list: vec![whole], ..Questions::default() };
        assert_eq!(words(&before, &by, Some(ME)).as_deref(), Some("Ana Ruiz has answered your question."));
        assert_eq!(words(&before, &marked, Some(ME)).as_deref(), Some("Your question has been answered."));
        assert_eq!(words(&after, &marked, Some(ME)), None);
        assert_eq!(words(&before, &by, Some(OTHER)), None, "it is not theirs");
    }
}

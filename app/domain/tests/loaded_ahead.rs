//! A page's state may be read while things happen, and hold more than the last event it names. The events that come
//! then tell it some things twice.

use domain::chat::{Channel, ChatEvent, ChatState, Message};
use domain::interaction::{Choices, Content, Draft, InteractionEvent, InteractionsState, Kind};
use domain::live::Author;
use domain::lock::{LockEvent, LockState, Waiting};
use domain::question::{Answer, Question, QuestionEvent, QuestionState, Questions, Visibility};
use domain::{CommandId, ParticipantId, PersonName, Role, Timestamp};

const ME: ParticipantId = ParticipantId::from_bits(1);
const COMMAND: CommandId = CommandId::from_bits(9);
const AT: Timestamp = Timestamp::from_millis(1);

fn name() -> PersonName {
    PersonName::parse("Ana", "Ruiz").expect("the test's name is one")
}

fn author() -> Author {
    Author { participant: ME, name: name(), role: Role::Moderator }
}

fn message(number: i64) -> Message {
    Message {
        number,
        channel: Channel::Chat,
        author: author(),
        text: "Hello".to_owned(),
        reply_to: None,
        at: AT,
        likes: 3,
        is_liked: true,
        is_pinned: false,
    }
}

#[test]
fn a_message_that_is_here_already_is_not_put_in_again() {
    let loaded = ChatState { messages: vec![message(7), message(9)], ..ChatState::default() };
    let mut state = loaded.clone();
    for number in [7, 9] {
        let told = Message { likes: 0, is_liked: false, ..message(number) };
        state.apply(ChatEvent::Posted { message: told, command: COMMAND }, Some(ME));
    }
    assert_eq!(state, loaded);
    state.apply(ChatEvent::Posted { message: message(11), command: COMMAND }, Some(ME));
    let numbers: Vec<_> = state.messages.iter().map(|message| message.number).collect();
    assert_eq!(numbers, [7, 9, 11]);
}

#[test]
fn an_answer_that_is_here_already_is_not_put_in_again() {
    let answer = Answer {
        number: 8,
        author: author(),
        text: "So.".to_owned(),
        visibility: Visibility::Public,
        at: AT,
    };
    let question = Question {
        number: 7,
        author: author(),
        text: "Why?".to_owned(),
        visibility: Visibility::Public,
        state: QuestionState::Answered,
        at: AT,
        votes: 0,
        answers: vec![answer.clone()],
    };
    let loaded = Questions { list: vec![question], ..Questions::default() };
    let mut state = loaded.clone();
    let told = QuestionEvent::Answered { question: 7, asker: ME, answer, command: COMMAND };
    state.apply(told, Some(ME));
    assert_eq!(state, loaded);
}

#[test]
fn who_waits_already_does_not_wait_twice() {
    let waiting = Waiting { number: 7, name: name(), is_guest: true, since: AT };
    let loaded = LockState { is_locked: true, waiting: vec![waiting.clone()], ..LockState::default() };
    let mut state = loaded.clone();
    state.apply(LockEvent::Knocked { waiting });
    assert_eq!(state, loaded);
}

#[test]
fn a_draft_that_is_here_already_keeps_its_place_and_its_words() {
    let draft = |number: i64, prompt: &str| {
        let (prompt, options) = (prompt.to_owned(), Vec::new());
        let content = Content { kind: Kind::Open, prompt, options, is_multiple: false };
        Draft { number, content, right: Choices::NONE }
    };
    let drafts = vec![draft(9, "Who?"), draft(7, "How, then?")];
    let loaded = InteractionsState { drafts: Some(drafts), ..InteractionsState::default() };
    let mut state = loaded.clone();
    for Draft { number: interaction, content, right } in [draft(7, "How?"), draft(9, "Who?")] {
        state.apply(InteractionEvent::Drafted { interaction, content, right }, Some(ME));
    }
    assert_eq!(state, loaded);
}

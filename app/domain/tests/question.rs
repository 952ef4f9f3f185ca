//! Questions: who may do what about them, and the state that their events lead to.

use domain::chat::{ChatCommand, parse_text};
use domain::command::{Actor, CommandDenied, RoomCommand, may_command};
use domain::live::{Author, Reader, RoomEvent};
use domain::question::{
    Answer, AskingPolicy, Question, QuestionCommand, QuestionEvent, QuestionState, Questions, Visibility,
    may_act_on, may_ask,
};
use domain::{CommandId, ParticipantId, PersonName, Role, Timestamp};

const ASKER: ParticipantId = ParticipantId::from_bits(1);
const OTHER: ParticipantId = ParticipantId::from_bits(2);
const PUBLIC: Visibility = Visibility::Public;
const PRIVATE: Visibility = Visibility::Private;

fn author(participant: ParticipantId) -> Author {
    let name = PersonName::parse("Ana", "Ruiz").expect("the test's name is one");
    Author { participant, name, role: Role::Viewer }
}

fn question(visibility: Visibility, state: QuestionState) -> Question {
    Question {
        number: 7,
        author: author(ASKER),
        text: "Why?".to_owned(),
        visibility,
        state,
        at: Timestamp::from_millis(7),
        votes: 0,
        answers: Vec::new(),
    }
}

fn answer(number: i64, visibility: Visibility) -> Answer {
    let (text, at) = (format!("answer {number}"), Timestamp::from_millis(number));
    Answer { number, author: author(OTHER), text, visibility, at }
}

fn answered(visibility: Visibility) -> Question {
    Question { answers: vec![answer(8, visibility)], ..question(PUBLIC, QuestionState::Answered) }
}

/// One of each command about question 7, and whom it lets: guest, viewer, moderator, speaker, host.
fn commands() -> [(QuestionCommand, [bool; 5]); 9] {
    let (text, question) = ("Because.".to_owned(), 7);
    let (all, public) = ([true; 5], [false, true, true, true, true]);
    let answering = [false, false, true, true, true];
    [
        (QuestionCommand::Ask { text: text.clone(), visibility: PUBLIC }, public),
        (QuestionCommand::Ask { text: text.clone(), visibility: Visibility::Private }, all),
        (QuestionCommand::Withdraw { question }, all),
        (QuestionCommand::Vote { question, is_voted: true }, public),
        (QuestionCommand::Answer { question, text, visibility: PUBLIC }, answering),
        (QuestionCommand::MarkAnswered { question }, answering),
        (QuestionCommand::Dismiss { question }, answering),
        (QuestionCommand::Reopen { question }, answering),
        (
            QuestionCommand::SetPolicy { policy: AskingPolicy::PrivateOnly },
            [false, false, false, false, true],
        ),
    ]
}

fn actor(participant: ParticipantId, role: Role) -> Actor {
    Actor { participant, role, is_muted: false, has_collaboration: true }
}

fn reader(participant: ParticipantId, role: Option<Role>) -> Reader {
    Reader { person: None, invitation: None, participant: Some(participant), role, ..Reader::default() }
}

#[test]
fn each_role_may_give_the_commands_of_the_table_and_no_other() {
    for (command, row) in commands() {
        let command = RoomCommand::Question(command);
        let may = Role::ALL.iter().map(|role| may_command(actor(OTHER, *role), &command).is_ok());
        assert_eq!(may.collect::<Vec<_>>(), row, "{command:?}");
    }
}

#[test]
fn without_collaboration_nobody_may_give_a_command() {
    let host = Actor { has_collaboration: false, ..actor(OTHER, Role::Host) };
    for (command, _) in commands() {
        assert_eq!(may_command(host, &RoomCommand::Question(command)), Err(CommandDenied::CollaborationOff));
    }
}

#[test]
fn what_was_written_must_not_be_lost() {
    let written: Vec<_> =
        commands().into_iter().map(|(command, _)| RoomCommand::Question(command).is_written()).collect();
    assert_eq!(written, [true, true, false, false, true, false, false, false, false]);
    let like = ChatCommand::Like { channel: domain::chat::Channel::Chat, message: 1, is_liked: true };
    assert!(!RoomCommand::Chat(like).is_written());
    assert!(parse_text("Why?").is_ok());
}

#[test]
fn a_host_may_want_private_questions_only() {
    use AskingPolicy::{AskerChooses, PrivateOnly};
    assert_eq!(AskingPolicy::default(), AskerChooses);
    assert_eq!(may_ask(AskerChooses, PUBLIC), Ok(()));
    assert_eq!(may_ask(AskerChooses, PRIVATE), Ok(()));
    assert_eq!(may_ask(PrivateOnly, PRIVATE), Ok(()));
    assert_eq!(may_ask(PrivateOnly, PUBLIC), Err(CommandDenied::PrivateQuestionsOnly));
}

/// What each of (the asker, another viewer, a speaker) is told who gives one of the commands about a question.
fn told(about: &Question, command: &QuestionCommand) -> [Result<(), CommandDenied>; 3] {
    [actor(ASKER, Role::Viewer), actor(OTHER, Role::Viewer), actor(OTHER, Role::Speaker)]
        .map(|actor| may_act_on(about, actor, command))
}

#[test]
fn one_votes_for_what_all_see_and_others_ask() {
    use CommandDenied::{Gone, OwnQuestion};
    let vote = QuestionCommand::Vote { question: 7, is_voted: true };
    let on = |visibility, state| told(&question(visibility, state), &vote);
    assert_eq!(on(PUBLIC, QuestionState::Open), [Err(OwnQuestion), Ok(()), Ok(())]);
    assert_eq!(on(PUBLIC, QuestionState::Answered), [Err(OwnQuestion), Ok(()), Ok(())]);
    assert_eq!(on(PUBLIC, QuestionState::Dismissed), [Err(OwnQuestion), Err(Gone), Err(Gone)]);
    assert_eq!(on(PRIVATE, QuestionState::Open), [Err(OwnQuestion), Err(Gone), Err(Gone)]);
}

#[test]
fn the_asker_takes_back_what_nobody_has_answered() {
    use CommandDenied::{Gone, NotYours, QuestionSettled};
    let withdraw = QuestionCommand::Withdraw { question: 7 };
    let of = |question: Question| told(&question, &withdraw);
    assert_eq!(of(question(PUBLIC, QuestionState::Open)), [Ok(()), Err(NotYours), Err(NotYours)]);
    assert_eq!(of(question(PRIVATE, QuestionState::Open)), [Ok(()), Err(Gone), Err(NotYours)]);
    for settled in [QuestionState::Answered, QuestionState::Dismissed] {
        assert_eq!(of(question(PUBLIC, settled))[0], Err(QuestionSettled));
    }
    let reopened = Question { state: QuestionState::Open, ..answered(PRIVATE) };
    assert_eq!(of(reopened)[0], Err(QuestionSettled));
}

#[test]
fn a_dismissed_question_is_reopened_before_it_is_answered() {
    let dismissed = question(PUBLIC, QuestionState::Dismissed);
    for (command, _) in commands() {
        let told = may_act_on(&dismissed, actor(OTHER, Role::Speaker), &command);
        let is_answer =
            matches!(command, QuestionCommand::Answer { .. } | QuestionCommand::MarkAnswered { .. });
        assert_eq!(told == Err(CommandDenied::QuestionSettled), is_answer, "{command:?}");
    }
}

#[test]
fn of_a_question_that_somebody_does_not_see_they_learn_nothing() {
    for hidden in [question(PRIVATE, QuestionState::Open), question(PUBLIC, QuestionState::Dismissed)] {
        for (command, _) in commands() {
            let told = may_act_on(&hidden, actor(OTHER, Role::Viewer), &command);
            assert_eq!(told, Err(CommandDenied::Gone), "{command:?}");
        }
    }
}

#[test]
fn a_public_answer_makes_a_private_question_public_and_a_private_one_does_not() {
    let private = question(PRIVATE, QuestionState::Open);
    let answered = |visibility| {
        let next =
            private.after(&QuestionCommand::Answer { question: 7, text: "So.".to_owned(), visibility });
        (next.visibility, next.state)
    };
    assert_eq!(answered(PUBLIC), (PUBLIC, QuestionState::Answered));
    assert_eq!(answered(PRIVATE), (PRIVATE, QuestionState::Answered));
}

#[test]
fn reopening_takes_back_what_was_done_last() {
    let reopen = QuestionCommand::Reopen { question: 7 };
    let dismissed = |question: Question| question.after(&QuestionCommand::Dismiss { question: 7 });
    assert_eq!(dismissed(answered(PUBLIC)).after(&reopen).state, QuestionState::Answered);
    assert_eq!(answered(PUBLIC).after(&reopen).state, QuestionState::Open);
    let open = question(PUBLIC, QuestionState::Open);
    assert_eq!(dismissed(open).after(&reopen).state, QuestionState::Open);
}

/// Who learns of an event: the asker, another viewer, a speaker, somebody in the lobby.
fn learn(event: QuestionEvent) -> [bool; 4] {
    let event = RoomEvent::Question(event);
    [
        reader(ASKER, Some(Role::Viewer)),
        reader(OTHER, Some(Role::Viewer)),
        reader(OTHER, Some(Role::Speaker)),
        reader(ASKER, None),
    ]
    .map(|reader| reader.may_learn(&event))
}

#[test]
fn what_is_private_learn_the_asker_and_those_who_answer() {
    let (all, involved, others) =
        ([true, true, true, false], [true, false, true, false], [false, true, false, false]);
    let command = CommandId::from_bits(9);
    let asked =
        |visibility| QuestionEvent::Asked { question: question(visibility, QuestionState::Open), command };
    let answered = |visibility| QuestionEvent::Answered {
        question: 7,
        asker: ASKER,
        answer: answer(8, visibility),
        command,
    };
    let changed =
        |visibility, state| QuestionEvent::StateChanged { question: 7, asker: ASKER, visibility, state };
    let withdrawn = |visibility| QuestionEvent::Withdrawn { question: 7, asker: ASKER, visibility };
    assert_eq!([learn(asked(PUBLIC)), learn(asked(PRIVATE))], [all, involved]);
    assert_eq!([learn(answered(PUBLIC)), learn(answered(PRIVATE))], [all, involved]);
    assert_eq!([learn(withdrawn(PUBLIC)), learn(withdrawn(PRIVATE))], [all, involved]);
    assert_eq!(learn(changed(PUBLIC, QuestionState::Answered)), all);
    assert_eq!(learn(changed(PUBLIC, QuestionState::Dismissed)), involved);
    assert_eq!(learn(changed(PRIVATE, QuestionState::Answered)), involved);
    assert_eq!(learn(QuestionEvent::Hidden { question: 7, asker: ASKER }), others);
    assert_eq!(learn(QuestionEvent::VotesChanged { question: 7, votes: 1 }), all);
    let voted = |by| QuestionEvent::Voted { question: 7, by, is_voted: true };
    assert_eq!(learn(voted(ASKER)), [true, false, false, false]);
    assert_eq!(learn(QuestionEvent::PolicyChanged { policy: AskingPolicy::PrivateOnly }), all);
}

#[test]
fn a_demotion_takes_the_private_ones_away_and_a_promotion_asks_for_them() {
    let private = Question { number: 9, ..question(PRIVATE, QuestionState::Open) };
    let all = [answered(PRIVATE), private];
    let seen = |who, role| Questions::seen_by(&all, AskingPolicy::AskerChooses, Vec::new(), who, role);
    let mut state = seen(OTHER, Role::Speaker);
    state.follow_role(Role::Viewer, Some(OTHER));
    assert_eq!(state, seen(OTHER, Role::Viewer));
    assert_eq!(state.list.iter().map(|known| known.answers.len()).collect::<Vec<_>>(), [0]);
    state.follow_role(Role::Moderator, Some(OTHER));
    assert!(state.is_behind && state.reads_all);
    let mut askers = seen(ASKER, Role::Speaker);
    askers.follow_role(Role::Viewer, Some(ASKER));
    assert_eq!(askers.list, all, "one's own stay");
}

#[test]
fn what_has_become_public_comes_without_the_private_answers() {
    let private = Question { visibility: PRIVATE, ..answered(PRIVATE) };
    let next =
        private.after(&QuestionCommand::Answer { question: 7, text: "So.".to_owned(), visibility: PUBLIC });
    let mut events = private.changes_to(&next);
    let Some(QuestionEvent::Published { question }) = events.pop() else { panic!("it is told as a whole") };
    assert_eq!(events, []);
    assert_eq!((question.answers.len(), question.votes), (0, 0));
    let mut known = Questions { list: vec![private], ..Questions::default() };
    known.apply(QuestionEvent::Published { question }, Some(ASKER));
    assert_eq!(known.list[0].answers.len(), 1, "who knew them keeps them");
}

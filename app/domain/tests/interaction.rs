//! Interactions: who may do what to them, who learns what of them, and the results they lead to.

use domain::command::{Actor, CommandDenied, RoomCommand, may_command};
use domain::interaction::{
    Answer, AnswerProblem, Choices, Content, ContentProblem, InteractionCommand, InteractionDenied,
    InteractionEvent, InteractionsState, Kind, MAX_ANSWER, MAX_OPTION, MAX_PROMPT, MAX_TEXTS, Phase, Tally,
    TextAnswer, check_answer,
};
use domain::live::{Author, Reader, RoomEvent};
use domain::reaction::{Reaction, ReactionCommand, ReactionCount, ReactionEvent};
use domain::{ParticipantId, PersonName, Role, Timestamp};
use proptest::prelude::*;

const ME: ParticipantId = ParticipantId::from_bits(1);
const OTHER: ParticipantId = ParticipantId::from_bits(2);
const QUIZ: i64 = 7;

fn content(kind: Kind) -> Content {
    let options =
        if kind.has_options() { ["Red", "Green", "Blue"].map(str::to_owned).to_vec() } else { Vec::new() };
    Content { kind, prompt: "Which?".to_owned(), options, is_multiple: false }
}

fn author() -> Author {
    let name = PersonName::parse("Ana", "Ruiz").expect("the test's name is one");
    Author { participant: OTHER, name, role: Role::Moderator }
}

fn right() -> Choices {
    Choices::one(1)
}

fn published(content: Content) -> InteractionEvent {
    let at = Timestamp::from_millis(1);
    InteractionEvent::Published { interaction: QUIZ, published: 8, content, author: author(), at }
}

fn drafted(content: Content) -> InteractionEvent {
    InteractionEvent::Drafted { interaction: QUIZ, content, right: right() }
}

/// One of each event, and for each whether a guest, a viewer, a moderator, a speaker and a host learn of it.
fn events() -> Vec<(InteractionEvent, [bool; 5])> {
    let (interaction, quiz) = (QUIZ, content(Kind::Quiz));
    let tally = Tally::none_of(&quiz);
    let initiators = [false, false, true, false, true];
    let all = [true; 5];
    vec![
        (drafted(quiz.clone()), initiators),
        (InteractionEvent::Edited { interaction, content: quiz.clone(), right: right() }, initiators),
        (published(quiz), all),
        (InteractionEvent::Closed { interaction, right: right() }, all),
        (InteractionEvent::Shared { interaction, tally: Some(tally.clone()) }, all),
        (InteractionEvent::Shared { interaction, tally: None }, all),
        (InteractionEvent::Tallied { interaction, tally: tally.clone(), is_shared: false }, initiators),
        (InteractionEvent::Tallied { interaction, tally, is_shared: true }, all),
        (InteractionEvent::Deleted { interaction, was_published: false }, initiators),
        (InteractionEvent::Deleted { interaction, was_published: true }, all),
    ]
}

fn commands() -> Vec<(RoomCommand, [bool; 5])> {
    let interaction = QUIZ;
    let content = content(Kind::Quiz);
    let initiators = [false, false, true, false, true];
    let answer = Answer::Chosen(Choices::one(0));
    let initiating = [
        InteractionCommand::Draft { content: content.clone(), right: right(), is_published: false },
        InteractionCommand::Edit { interaction, content, right: right() },
        InteractionCommand::Publish { interaction },
        InteractionCommand::Close { interaction },
        InteractionCommand::Share { interaction, is_shared: true },
        InteractionCommand::Delete { interaction },
    ];
    let mut commands: Vec<_> =
        initiating.into_iter().map(|command| (RoomCommand::Interaction(command), initiators)).collect();
    let answering = InteractionCommand::Answer { interaction, answer };
    commands.push((RoomCommand::Interaction(answering), [true; 5]));
    commands.push((RoomCommand::Reaction(ReactionCommand::Send { reaction: Reaction::Clap }), [true; 5]));
    commands
}

fn reader(role: Option<Role>) -> Reader {
    Reader { person: None, invitation: None, participant: Some(ME), role, ..Reader::default() }
}

#[test]
fn each_role_may_give_the_commands_of_the_table_and_no_other() {
    for (command, row) in commands() {
        let may = Role::ALL.iter().map(|role| {
            let actor = Actor { participant: ME, role: *role, is_muted: false, has_collaboration: true };
            may_command(actor, &command).is_ok()
        });
        assert_eq!(may.collect::<Vec<_>>(), row, "{command:?}");
    }
}

#[test]
fn without_collaboration_nobody_may_give_a_command() {
    for (command, _) in commands() {
        let host = Actor { participant: ME, role: Role::Host, is_muted: false, has_collaboration: false };
        assert_eq!(may_command(host, &command), Err(CommandDenied::CollaborationOff));
    }
}

#[test]
fn each_role_learns_of_the_events_of_the_table_and_nobody_outside_of_any() {
    for (event, row) in events() {
        let event = RoomEvent::Interaction(event);
        let learns = Role::ALL.iter().map(|role| reader(Some(*role)).may_learn(&event));
        assert_eq!(learns.collect::<Vec<_>>(), row, "{event:?}");
        assert!(!reader(None).may_learn(&event), "{event:?}");
    }
}

#[test]
fn an_answer_is_told_to_whoever_gave_it_and_to_no_host() {
    let answer = Answer::Chosen(right());
    let answered = |by| {
        RoomEvent::Interaction(InteractionEvent::Answered { interaction: QUIZ, by, answer: answer.clone() })
    };
    for role in Role::ALL {
        assert!(reader(Some(*role)).may_learn(&answered(ME)));
        assert!(!reader(Some(*role)).may_learn(&answered(OTHER)));
    }
    assert!(!reader(None).may_learn(&answered(ME)));
}

#[test]
fn reactions_are_for_everybody_inside() {
    let counts = vec![ReactionCount { reaction: Reaction::Clap, count: 3 }];
    let event = RoomEvent::Reaction(ReactionEvent::Counted { counts });
    assert!(Role::ALL.iter().all(|role| reader(Some(*role)).may_learn(&event)));
    assert!(!reader(None).may_learn(&event));
}

#[test]
fn each_phase_allows_what_the_table_says() {
    use InteractionDenied::{Closed, NoAnswers, NotPublished, Published};
    let (poll, announcement) = (Kind::Poll, Kind::Announcement);
    let table = [
        (Phase::Draft, poll, Ok(()), Err(NotPublished), Err(NotPublished)),
        (Phase::Open, poll, Err(Published), Ok(()), Ok(())),
        (Phase::Closed, poll, Err(Published), Err(Closed), Ok(())),
        (Phase::Open, announcement, Err(Published), Err(NoAnswers), Err(NoAnswers)),
    ];
    for (phase, kind, edit, answer, results) in table {
        assert_eq!(phase.may_edit(), edit, "{phase:?} {kind}");
        assert_eq!(phase.may_answer(kind), answer, "{phase:?} {kind}");
        assert_eq!(phase.may_have_results(kind), results, "{phase:?} {kind}");
    }
}

#[test]
fn a_content_is_something_that_can_be_asked() {
    let with = |kind, prompt: &str, options: &[&str]| Content {
        kind,
        prompt: prompt.to_owned(),
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        is_multiple: true,
    };
    let check = |content: Content| content.check(right());
    let problem = |content: Content| check(content).expect_err("it cannot be asked");
    assert_eq!(problem(with(Kind::Vote, " \n\u{200b}", &[])), ContentProblem::NoPrompt);
    assert_eq!(problem(with(Kind::Vote, &"é".repeat(MAX_PROMPT + 1), &[])), ContentProblem::LongPrompt);
    assert_eq!(problem(with(Kind::Vote, "a\u{202e}b", &[])), ContentProblem::Control);
    assert_eq!(problem(with(Kind::Poll, "?", &["one"])), ContentProblem::OptionCount);
    assert_eq!(problem(with(Kind::Poll, "?", &["1", "2", "3", "4", "5", "6"])), ContentProblem::OptionCount);
    assert_eq!(problem(with(Kind::Poll, "?", &["one", "  "])), ContentProblem::OptionCount);
    assert_eq!(problem(with(Kind::Poll, "?", &["one", "One "])), ContentProblem::SameOption);
    let long = "é".repeat(MAX_OPTION + 1);
    assert_eq!(problem(with(Kind::Poll, "?", &["one", &long])), ContentProblem::LongOption);
    let quiz = with(Kind::Quiz, "?", &["one", "two"]);
    assert_eq!(quiz.clone().check(Choices::NONE), Err(ContentProblem::NoRight));
    assert_eq!(quiz.clone().check(Choices::one(2)), Err(ContentProblem::NoRight));
    assert_eq!(check(quiz.clone()), Ok((quiz, right())));
}

#[test]
fn a_kind_keeps_only_what_it_has_a_use_for() {
    for kind in Kind::ALL {
        let typed = Content {
            kind: *kind,
            prompt: " Well? ".to_owned(),
            options: vec!["a".into(), "b".into()],
            is_multiple: true,
        };
        let (content, kept) = typed.check(right()).expect("it can be asked");
        assert_eq!(content.prompt, "Well?");
        assert_eq!(content.options.len(), if kind.has_options() { 2 } else { 0 }, "{kind}");
        assert_eq!(content.is_multiple, kind.has_options(), "{kind}");
        assert_eq!(kept == right(), *kind == Kind::Quiz, "{kind}");
        assert_eq!(content.labels().len(), content.option_count());
    }
}

#[test]
fn an_answer_fits_its_question() {
    let chosen = |places: &[usize]| {
        Answer::Chosen(places.iter().fold(Choices::NONE, |set, place| set.with(*place, true)))
    };
    let text = |text: &str| Answer::Text(text.to_owned());
    let many = Content { is_multiple: true, ..content(Kind::Poll) };
    let table = [
        (content(Kind::Poll), chosen(&[2]), Ok(chosen(&[2]))),
        (content(Kind::Poll), chosen(&[]), Err(AnswerProblem::NothingChosen)),
        (content(Kind::Poll), chosen(&[3]), Err(AnswerProblem::NoSuchOption)),
        (content(Kind::Poll), chosen(&[0, 1]), Err(AnswerProblem::OneOnly)),
        (many.clone(), chosen(&[0, 1]), Ok(chosen(&[0, 1]))),
        (many, chosen(&[0, 7]), Err(AnswerProblem::NoSuchOption)),
        (content(Kind::Rating), chosen(&[4]), Ok(chosen(&[4]))),
        (content(Kind::Rating), chosen(&[5]), Err(AnswerProblem::NoSuchOption)),
        (content(Kind::Vote), chosen(&[1]), Ok(chosen(&[1]))),
        (content(Kind::Vote), text("up"), Err(AnswerProblem::NoSuchOption)),
        (content(Kind::Open), text(" so \r\n"), Ok(text("so"))),
        (content(Kind::Open), text(" \u{ad} "), Err(AnswerProblem::Empty)),
        (content(Kind::Open), text("a\0"), Err(AnswerProblem::Control)),
        (content(Kind::Open), text(&"é".repeat(MAX_ANSWER + 1)), Err(AnswerProblem::TooLong)),
        (content(Kind::Open), chosen(&[0]), Err(AnswerProblem::NoSuchOption)),
        (content(Kind::Announcement), chosen(&[0]), Err(AnswerProblem::NoSuchOption)),
    ];
    for (content, answer, wanted) in table {
        assert_eq!(check_answer(&content, answer.clone()), wanted, "{} {answer:?}", content.kind);
    }
}

#[test]
fn only_my_own_answer_becomes_mine() {
    let mut state = InteractionsState::default();
    state.apply(published(content(Kind::Poll)), Some(ME));
    let answered = |by, place| InteractionEvent::Answered {
        interaction: QUIZ,
        by,
        answer: Answer::Chosen(Choices::one(place)),
    };
    state.apply(answered(ME, 0), Some(ME));
    state.apply(answered(OTHER, 2), Some(ME));
    assert_eq!(
        state.find(QUIZ).and_then(|known| known.answer.clone()),
        Some(Answer::Chosen(Choices::one(0)))
    );
}

#[test]
fn a_demotion_takes_drafts_results_and_right_answers_away() {
    let mut state = InteractionsState { drafts: Some(Vec::new()), ..InteractionsState::default() };
    state.apply(drafted(content(Kind::Quiz)), Some(ME));
    state.apply(published(content(Kind::Quiz)), Some(ME));
    let mine = state.find(QUIZ).expect("it is published");
    assert_eq!((mine.right, mine.tally.is_some()), (Some(right()), true), "those who initiate know at once");
    state.forget_private();
    let mine = state.find(QUIZ).expect("it is published");
    assert_eq!((mine.right, &mine.tally, &state.drafts), (None, &None, &None));
}

#[test]
fn shares_of_a_result_are_whole_percent_of_those_who_answered() {
    let tally = Tally { answered: 3, counts: vec![1, 2, 0], texts: Vec::new() };
    assert_eq!([0, 1, 2, 9].map(|place| tally.percent(place)), [33, 67, 0, 0]);
    assert_eq!(Tally::none_of(&content(Kind::Poll)).percent(0), 0);
}

#[test]
fn sets_of_options_are_lists_on_the_wire_and_numbers_in_rows() {
    let set = Choices::one(0).with(4, true);
    assert_eq!(serde_json::to_string(&set).ok().as_deref(), Some("[0,4]"));
    assert_eq!(serde_json::from_str::<Choices>("[4,0]").ok(), Some(set));
    assert_eq!((set.bits(), Choices::from_bits(17)), (17, Some(set)));
    let forged = serde_json::from_str::<Choices>("[200]").expect("a list is read");
    assert!(!forged.is_within(5));
}

/// What the server does with answers, in small: the newest last.
#[derive(Default)]
struct Answers {
    turns: u32,
    told: u32,
    /// Who, the turn of their first answer, that of their last, and the answer.
    given: Vec<(u8, u32, u32, Answer)>,
}

impl Answers {
    fn give(&mut self, by: u8, answer: Answer) {
        self.turns += 1;
        let before = self.given.iter().position(|known| known.0 == by);
        let place = before.map_or(self.turns, |at| self.given.remove(at).1);
        self.given.push((by, place, self.turns, answer));
    }

    fn tally(&self, content: &Content, after: u32) -> Tally {
        let mut tally = Tally::none_of(content);
        for (_, place, turn, answer) in self.given.iter().rev() {
            tally.answered += 1;
            for (at, count) in tally.counts.iter_mut().enumerate() {
                *count += u32::from(answer.chosen().has(at));
            }
            if let Some(text) = answer.text().filter(|_| *turn > after && tally.texts.len() < MAX_TEXTS) {
                tally.texts.push(TextAnswer { place: *place, text: text.to_owned() });
            }
        }
        tally
    }

    fn tell(&mut self, content: &Content) -> InteractionEvent {
        let tally = self.tally(content, self.told);
        self.told = self.turns;
        InteractionEvent::Tallied { interaction: QUIZ, tally, is_shared: true }
    }
}

proptest! {
    #[test]
    fn the_result_on_a_page_is_a_recount_of_the_answers(
        is_open_question in any::<bool>(),
        acts in prop::collection::vec((0..4_u8, any::<u8>(), 1..8_i64), 0..400),
    ) {
        let content = Content { is_multiple: true, ..content(if is_open_question { Kind::Open } else { Kind::Poll }) };
        let mut answers = Answers::default();
        let mut state = InteractionsState { drafts: Some(Vec::new()), ..InteractionsState::default() };
        state.apply(published(content.clone()), Some(ME));
        for (act, by, bits) in acts {
            let answer = if is_open_question {
                Answer::Text(format!("text {bits}"))
            } else {
                Answer::Chosen(Choices::from_bits(bits).unwrap_or_default())
            };
            match act {
                0 => state.apply(answers.tell(&content), Some(ME)),
                _ => answers.give(by, answer),
            }
        }
        state.apply(answers.tell(&content), Some(ME));
        // What is told twice changes nothing.
        let again = InteractionEvent::Tallied { interaction: QUIZ, tally: answers.tally(&content, 0), is_shared: true };
        let before = state.clone();
        state.apply(again, Some(ME));
        prop_assert_eq!(&before, &state);
        let recount = answers.tally(&content, 0);
        prop_assert_eq!(state.find(QUIZ).and_then(|known| known.tally.clone()), Some(recount));
    }

    #[test]
    fn nobody_who_does_not_initiate_knows_what_is_right_before_it_closes(
        acts in prop::collection::vec(0..10_usize, 0..40),
        role in prop::sample::select(vec![Role::Viewer, Role::Speaker]),
    ) {
        let mut state = InteractionsState::default();
        let mut is_closed = false;
        for act in acts {
            let (event, _) = events().swap_remove(act);
            is_closed = match &event {
                InteractionEvent::Closed { .. } => state.find(QUIZ).is_some(),
                InteractionEvent::Published { .. } => false,
                _ => is_closed,
            };
            if reader(Some(role)).may_learn(&RoomEvent::Interaction(event.clone())) {
                state.apply(event, Some(ME));
            }
            let knows = state.find(QUIZ).is_some_and(|known| known.right.is_some());
            prop_assert!(!knows || is_closed);
            prop_assert!(state.drafts.is_none());
        }
    }
}

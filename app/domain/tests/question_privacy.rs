//! Properties: whatever people do about questions, nobody has a private word who may not.

use std::collections::BTreeSet;

use domain::command::{Actor, RoomCommand, may_command};
use domain::live::{Author, Reader, RoomEvent, Sequence};
use domain::question::{
    Answer, AskingPolicy, Question, QuestionCommand, QuestionEvent, QuestionState, Questions, Visibility,
    may_act_on,
};
use domain::{CommandId, ParticipantId, PersonName, Role, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const PEOPLE: u128 = 4;

/// What happens in a room: somebody does something, or gets another role.
#[derive(Clone, Debug)]
enum Step {
    Do(ParticipantId, QuestionCommand),
    Promote(ParticipantId, Role),
}

/// A server in small: the questions as they are, and the log.
#[derive(Default)]
struct Room {
    roles: Vec<Role>,
    all: Vec<Question>,
    votes: BTreeSet<(ParticipantId, Sequence)>,
    log: Vec<RoomEvent>,
}

impl Room {
    fn new() -> Self {
        Self { roles: vec![Role::Viewer, Role::Viewer, Role::Speaker, Role::Moderator], ..Self::default() }
    }

    fn role(&self, who: ParticipantId) -> Role {
        self.roles[place(who)]
    }

    fn next(&self) -> Sequence {
        Sequence::try_from(self.log.len()).expect("the log is short") + 1
    }

    fn tell(&mut self, event: QuestionEvent) {
        self.log.push(RoomEvent::Question(event));
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Promote(participant, role) => {
                self.roles[place(participant)] = role;
                self.log.push(RoomEvent::RoleChanged { participant, role });
            }
            Step::Do(who, command) => self.run(who, command),
        }
    }

    fn run(&mut self, who: ParticipantId, command: QuestionCommand) {
        let actor =
            Actor { participant: who, role: self.role(who), is_muted: false, has_collaboration: true };
        if may_command(actor, &RoomCommand::Question(command.clone())).is_err() {
            return;
        }
        if let QuestionCommand::Ask { text, visibility } = command {
            return self.ask(who, text, visibility);
        }
        let Some(at) = self.all.iter().position(|known| Some(known.number) == command.question()) else {
            return;
        };
        let question = self.all[at].clone();
        if may_act_on(&question, actor, &command).is_err() {
            return;
        }
        let next = question.after(&command);
        let asker = question.author.participant;
        match command {
            QuestionCommand::Withdraw { .. } => {
                self.all.remove(at);
                self.votes.retain(|(_, number)| *number != question.number);
                let visibility = question.visibility;
                self.tell(QuestionEvent::Withdrawn { question: question.number, asker, visibility });
            }
            QuestionCommand::Vote { question: number, is_voted } => {
                let has_changed = if is_voted {
                    self.votes.insert((who, number))
                } else {
                    self.votes.remove(&(who, number))
                };
                if has_changed {
                    let votes = self.votes.iter().filter(|(_, known)| *known == number).count();
                    self.all[at].votes = u32::try_from(votes).expect("few vote");
                    self.tell(QuestionEvent::Voted { question: number, by: who, is_voted });
                    self.tell(QuestionEvent::VotesChanged { question: number, votes: self.all[at].votes });
                }
            }
            QuestionCommand::Answer { text, visibility, .. } => {
                let becomes_public = !question.is_for_all() && next.is_for_all();
                if becomes_public {
                    self.change(at, &next);
                }
                let (number, at_time) = (self.next(), Timestamp::from_millis(self.next()));
                let answer = Answer { number, author: author(who), text, visibility, at: at_time };
                self.all[at].answers.push(answer.clone());
                let command = CommandId::from_bits(1);
                self.tell(QuestionEvent::Answered { question: question.number, asker, answer, command });
                self.change(at, &next);
            }
            _ => self.change(at, &next),
        }
    }

    fn ask(&mut self, who: ParticipantId, text: String, visibility: Visibility) {
        let number = self.next();
        let question = Question {
            number,
            author: author(who),
            text,
            visibility,
            state: QuestionState::Open,
            at: Timestamp::from_millis(number),
            votes: 0,
            answers: Vec::new(),
        };
        self.all.push(question.clone());
        self.tell(QuestionEvent::Asked { question, command: CommandId::from_bits(1) });
    }

    fn change(&mut self, at: usize, next: &Question) {
        for event in self.all[at].changes_to(next) {
            self.tell(event);
        }
        (self.all[at].visibility, self.all[at].state) = (next.visibility, next.state);
    }

    /// What the server answers to somebody who loads the room.
    fn load(&self, who: ParticipantId) -> Questions {
        let votes = self.votes.iter().filter(|(voter, _)| *voter == who).map(|(_, number)| *number);
        Questions::seen_by(&self.all, AskingPolicy::AskerChooses, votes.collect(), who, self.role(who))
    }
}

fn place(who: ParticipantId) -> usize {
    usize::try_from(who.bits()).expect("there are few")
}

fn author(participant: ParticipantId) -> Author {
    let name = PersonName::parse("Ana", "Ruiz").expect("the test's name is one");
    Author { participant, name, role: Role::Viewer }
}

fn people() -> impl Iterator<Item = ParticipantId> {
    (0..PEOPLE).map(ParticipantId::from_bits)
}

fn somebody() -> impl Strategy<Value = ParticipantId> {
    (0..PEOPLE).prop_map(ParticipantId::from_bits)
}

fn command() -> impl Strategy<Value = QuestionCommand> {
    let visibility = || select(Visibility::ALL);
    let number = || 1..24_i64;
    let ask = move || {
        (visibility(), "[a-z]{8}").prop_map(|(visibility, text)| QuestionCommand::Ask { text, visibility })
    };
    let answer = move || {
        (visibility(), number(), "[a-z]{8}")
            .prop_map(|(visibility, question, text)| QuestionCommand::Answer { question, text, visibility })
    };
    prop_oneof![
        4 => ask(),
        4 => answer(),
        2 => number().prop_map(|question| QuestionCommand::Dismiss { question }),
        2 => number().prop_map(|question| QuestionCommand::Reopen { question }),
        1 => number().prop_map(|question| QuestionCommand::MarkAnswered { question }),
        1 => number().prop_map(|question| QuestionCommand::Withdraw { question }),
        2 => (number(), any::<bool>())
            .prop_map(|(question, is_voted)| QuestionCommand::Vote { question, is_voted }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        9 => (somebody(), command()).prop_map(|(who, command)| Step::Do(who, command)),
        1 => (somebody(), select(Role::ALL)).prop_map(|(who, role)| Step::Promote(who, role)),
    ];
    vec(step, 1..60)
}

/// The texts that nobody but the asker and those who answer may have, by their asker. Written without the rules'
/// own functions.
fn private_texts(all: &[Question]) -> Vec<(ParticipantId, &str)> {
    let mut texts = Vec::new();
    for question in all {
        let asker = question.author.participant;
        if question.visibility == Visibility::Private || question.state == QuestionState::Dismissed {
            texts.push((asker, question.text.as_str()));
        }
        let is_secret = |answer: &&Answer| {
            answer.visibility == Visibility::Private || question.state == QuestionState::Dismissed
        };
        texts.extend(question.answers.iter().filter(is_secret).map(|answer| (asker, answer.text.as_str())));
    }
    texts
}

fn json(state: &Questions) -> String {
    serde_json::to_string(state).expect("it can be written")
}

/// Whole sessions take longer to play than single events.
fn fewer_cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(4), ..usual }
}

proptest! {
    #![proptest_config(fewer_cases())]

    #[test]
    fn a_page_that_listens_knows_what_a_page_that_loads_is_told(steps in steps()) {
        let mut room = Room::new();
        let mut readers: Vec<_> = people()
            .map(|who| {
                let role = Some(room.role(who));
                (Reader { person: None, invitation: None, participant: Some(who), role, ..Reader::default() }, room.load(who))
            })
            .collect();
        for step in steps {
            let before = room.log.len();
            room.take(step);
            for (reader, state) in &mut readers {
                let me = reader.participant;
                for event in room.log.split_at(before).1 {
                    if let RoomEvent::Question(event) = event && event.may_be_learnt_by(reader) {
                        state.apply(event.clone(), me);
                    }
                    *reader = reader.after(event);
                    if let RoomEvent::RoleChanged { participant, role } = event && me == Some(*participant) {
                        state.follow_role(*role, me);
                    }
                }
                let who = me.expect("all are inside");
                if state.is_behind {
                    *state = room.load(who);
                }
                prop_assert_eq!(&*state, &room.load(who));
            }
        }
    }

    #[test]
    fn nobody_has_a_private_word_who_neither_asked_nor_answers(steps in steps()) {
        let mut room = Room::new();
        for step in steps {
            room.take(step);
            for who in people().filter(|who| room.role(*who) == Role::Viewer) {
                let told = json(&room.load(who));
                for (asker, text) in private_texts(&room.all) {
                    prop_assert!(asker == who || !told.contains(text), "{} in {}", text, told);
                }
            }
        }
    }

    /// Even if the server sent everything, and in any order.
    #[test]
    fn a_page_takes_in_no_private_word_of_others_whatever_comes_in_whatever_order(
        (log, order) in steps().prop_flat_map(|steps| {
            let mut room = Room::new();
            for step in steps {
                room.take(step);
            }
            let order = Just((0..room.log.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(room.log), order)
        })
    ) {
        let me = ParticipantId::from_bits(PEOPLE);
        let mut state = Questions::default();
        for event in order.into_iter().map(|at| log[at].clone()) {
            if let RoomEvent::Question(event) = event {
                state.apply(event, Some(me));
            }
        }
        let told = json(&state);
        for event in &log {
            match event {
                RoomEvent::Question(QuestionEvent::Answered { answer, .. }) => prop_assert!(
                    answer.visibility == Visibility::Public || !told.contains(&answer.text)
                ),
                RoomEvent::Question(QuestionEvent::Asked { question, .. }) => {
                    let is_published = log.iter().any(|event| matches!(event,
                        RoomEvent::Question(QuestionEvent::Published { question: published })
                            if published.number == question.number));
                    prop_assert!(
                        question.visibility == Visibility::Public || is_published
                            || !told.contains(&question.text)
                    );
                }
                _ => {}
            }
        }
    }
}

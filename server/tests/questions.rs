//! Questions and answers: who asks and answers, and that nothing private reaches others.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use domain::command::{CommandDenied, RoomCommand};
use domain::live::{Reader, RoomEvent, RoomState, Sequence};
use domain::question::{AskingPolicy, Question, QuestionCommand, QuestionEvent, QuestionState, Visibility};
use domain::{ParticipantId, Permission, Role};
use http::StatusCode;
use support::people::Told;
use support::stream::room_stream;
use support::{Guest, HOUR, Person, Room, TestApp, command_id, on_both_engines};

const SECRET: &str = "between us only";
const PUBLIC: Visibility = Visibility::Public;
const PRIVATE: Visibility = Visibility::Private;

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    room
}

impl Guest {
    async fn tries(&self, command: QuestionCommand) -> Told<Sequence> {
        self.does(&RoomCommand::Question(command)).await
    }

    async fn asks(&self, text: &str, visibility: Visibility) -> Sequence {
        self.tries(QuestionCommand::Ask { text: text.to_owned(), visibility }).await.unwrap()
    }

    async fn answers(&self, question: Sequence, text: &str, visibility: Visibility) -> Sequence {
        let text = text.to_owned();
        self.tries(QuestionCommand::Answer { question, text, visibility }).await.unwrap()
    }

    async fn questions(&self) -> Vec<Question> {
        self.inside().await.state.questions.list
    }

    /// The first question as they see it.
    async fn first(&self) -> Question {
        self.questions().await.remove(0)
    }
}

fn denied(status: StatusCode, why: CommandDenied) -> Told<Sequence> {
    Err((status, why.into()))
}

/// The state that the whole log leads to for somebody who has had this role all the time.
async fn replay(
    app: &TestApp,
    room: &Room<'_>,
    mut state: RoomState,
    me: ParticipantId,
    role: Role,
) -> RoomState {
    let reader = Reader {
        person: None,
        invitation: None,
        participant: Some(me),
        role: Some(role),
        ..domain::live::Reader::default()
    };
    for (sequence, event) in (1..).zip(app.events(room.id).await) {
        if reader.may_learn(&event) {
            state.apply(sequence, event);
        }
    }
    state
}

on_both_engines!(a_question_reaches_everybody_and_survives_a_reload, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let mut stream = cy.device.room_stream(room.id, Some(&cy.invitation)).await;
    let mut state = cy.inside().await.state;
    let number = bo.asks("Why is the sky blue?", PUBLIC).await;
    let event = stream.event().await;
    let RoomEvent::Question(QuestionEvent::Asked { question, .. }) = &event else { panic!("{event:?}") };
    assert_eq!((question.number, question.text.as_str()), (number, "Why is the sky blue?"));
    state.apply(number, event);
    assert_eq!(cy.inside().await.state, state, "a reload shows what the stream has told");
});

on_both_engines!(a_question_sent_twice_is_asked_once, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let ask = RoomCommand::Question(QuestionCommand::Ask { text: "Once?".to_owned(), visibility: PUBLIC });
    let id = command_id();
    let send = || bo.device.command_as(id, room.id, Some(&bo.invitation), &ask);
    let (first, second) = futures::join!(send(), send());
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(bo.questions().await.len(), 1);
});

on_both_engines!(no_byte_of_a_private_question_or_answer_reaches_others, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let sam = room.guest(&app, "sam@example.org", Role::Speaker).await;
    let mut others = cy.device.room_stream(room.id, Some(&cy.invitation)).await;
    let mut askers = bo.device.room_stream(room.id, Some(&bo.invitation)).await;

    let private = bo.asks(SECRET, PRIVATE).await;
    sam.answers(private, SECRET, PRIVATE).await;
    let public = bo.asks("In the open?", PUBLIC).await;
    sam.answers(public, SECRET, PRIVATE).await;
    room.change("title", "Marker").await.unwrap();

    others.until_title("Marker").await;
    assert!(!others.heard.contains(SECRET), "{}", others.heard);
    assert!(askers.until_title("Marker").await.len() >= 4 && askers.heard.contains(SECRET));
    let seen = cy.questions().await;
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].number, seen[0].state, seen[0].answers.len()), (public, QuestionState::Answered, 0));
    for who in [&bo, &sam] {
        let known: Vec<_> = who.questions().await.iter().map(|known| known.answers.len()).collect();
        assert_eq!(known, [1, 1]);
    }
    let page = cy.device.get(&format!("/rooms/{}/live?invitation={}", room.id, cy.invitation.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("In the open?") && !page.text().contains(SECRET));

    let gone = denied(StatusCode::GONE, CommandDenied::Gone);
    assert_eq!(cy.tries(QuestionCommand::Vote { question: private, is_voted: true }).await, gone);
    assert_eq!(cy.tries(QuestionCommand::Withdraw { question: private }).await, gone);
    assert_eq!(cy.tries(QuestionCommand::Withdraw { question: private + 1_000 }).await, gone);

    let mut again = cy.device.resume(&room_stream(room.id, Some(&cy.invitation)), 0).await;
    again.until_title("Marker").await;
    assert!(!again.heard.contains(SECRET), "what is sent again is filtered too");
});

on_both_engines!(who_may_not_answer_is_told_so, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let question = bo.asks("Why?", PUBLIC).await;
    let not_allowed = |what| denied(StatusCode::FORBIDDEN, CommandDenied::NotAllowed(what));
    for command in [
        QuestionCommand::Answer { question, text: "So.".to_owned(), visibility: PUBLIC },
        QuestionCommand::MarkAnswered { question },
        QuestionCommand::Dismiss { question },
        QuestionCommand::Reopen { question },
    ] {
        assert_eq!(bo.tries(command).await, not_allowed(Permission::AnswerQuestions));
    }
    let private_only = QuestionCommand::SetPolicy { policy: AskingPolicy::PrivateOnly };
    assert_eq!(bo.tries(private_only).await, not_allowed(Permission::HostSession));
    assert_eq!(bo.first().await.state, QuestionState::Open);
});

on_both_engines!(a_public_answer_makes_a_private_question_public, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let sam = room.guest(&app, "sam@example.org", Role::Speaker).await;
    let early = cy.inside().await.state;
    let question = bo.asks("May I?", PRIVATE).await;
    sam.answers(question, SECRET, PRIVATE).await;
    let mut stream = cy.device.room_stream(room.id, Some(&cy.invitation)).await;
    sam.answers(question, "You may.", PUBLIC).await;
    let event = stream.event().await;
    let RoomEvent::Question(QuestionEvent::Published { question: told }) = &event else {
        panic!("{event:?}")
    };
    assert_eq!((told.text.as_str(), told.votes, told.answers.len()), ("May I?", 0, 0));
    let event = stream.event().await;
    assert!(matches!(event, RoomEvent::Question(QuestionEvent::Answered { .. })), "{event:?}");
    assert!(!stream.heard.contains(SECRET));
    let replayed = replay(&app, &room, early, cy.id, Role::Viewer).await;
    let reloaded = cy.inside().await.state;
    assert_eq!(reloaded.questions, replayed.questions);
    assert_eq!(reloaded.questions.list[0].answers.len(), 1);
    assert_eq!(bo.first().await.answers.len(), 2);
});

on_both_engines!(votes_count_once_for_each_and_can_be_taken_back, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let early = cy.inside().await.state;
    let question = bo.asks("Why?", PUBLIC).await;
    let vote = |is_voted| QuestionCommand::Vote { question, is_voted };
    let own = bo.tries(vote(true)).await;
    assert_eq!(own, denied(StatusCode::FORBIDDEN, CommandDenied::OwnQuestion));
    let first = cy.tries(vote(true)).await.unwrap();
    assert_eq!(cy.tries(vote(true)).await.unwrap(), first, "nothing happens twice");
    let state = cy.inside().await.state;
    assert_eq!((state.questions.list[0].votes, state.questions.has_my_vote(question)), (1, true));
    assert!(!bo.inside().await.state.questions.has_my_vote(question), "a vote is known as one's own");
    assert_eq!(bo.first().await.votes, 1);
    assert_eq!(replay(&app, &room, early, cy.id, Role::Viewer).await.questions, state.questions);
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    cy.tries(vote(false)).await.unwrap();
    let event = stream.event().await;
    assert_eq!(event, RoomEvent::Question(QuestionEvent::VotesChanged { question, votes: 0 }));
    assert!(!stream.heard.contains(&cy.id.to_string()), "who has voted is nobody else's business");
});

on_both_engines!(a_dismissed_question_is_seen_by_its_asker_and_those_who_answer, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let early = [bo.inside().await.state, cy.inside().await.state, mo.inside().await.state];
    let question = bo.asks("Off topic?", PUBLIC).await;
    cy.tries(QuestionCommand::Vote { question, is_voted: true }).await.unwrap();
    mo.tries(QuestionCommand::Dismiss { question }).await.unwrap();
    assert_eq!(cy.questions().await, []);
    for who in [&bo, &mo] {
        assert_eq!(who.first().await.state, QuestionState::Dismissed);
    }
    let settled = denied(StatusCode::CONFLICT, CommandDenied::QuestionSettled);
    assert_eq!(mo.tries(QuestionCommand::MarkAnswered { question }).await, settled);
    assert_eq!(bo.tries(QuestionCommand::Withdraw { question }).await, settled);
    mo.tries(QuestionCommand::Reopen { question }).await.unwrap();
    let back = cy.inside().await.state.questions;
    assert_eq!((back.list[0].votes, back.has_my_vote(question)), (1, true), "a vote survives");
    // Once more, so that the log has told the question three times.
    mo.tries(QuestionCommand::Dismiss { question }).await.unwrap();
    mo.tries(QuestionCommand::Reopen { question }).await.unwrap();
    for ((who, role), early) in
        [(&bo, Role::Viewer), (&cy, Role::Viewer), (&mo, Role::Moderator)].into_iter().zip(early)
    {
        let replayed = replay(&app, &room, early, who.id, role).await;
        assert_eq!(who.inside().await.state.questions, replayed.questions);
    }
});

on_both_engines!(a_withdrawn_question_is_in_no_row_and_in_no_event, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let early = cy.inside().await.state;
    for visibility in [PUBLIC, PRIVATE] {
        let question = bo.asks(SECRET, visibility).await;
        mo.tries(QuestionCommand::Dismiss { question }).await.unwrap();
        mo.tries(QuestionCommand::Reopen { question }).await.unwrap();
        if visibility == PUBLIC {
            cy.tries(QuestionCommand::Vote { question, is_voted: true }).await.unwrap();
            let withdrawn = cy.tries(QuestionCommand::Withdraw { question }).await;
            assert_eq!(withdrawn, denied(StatusCode::FORBIDDEN, CommandDenied::NotYours));
        }
        bo.tries(QuestionCommand::Withdraw { question }).await.unwrap();
        let again = bo.tries(QuestionCommand::Withdraw { question }).await;
        assert_eq!(again, denied(StatusCode::GONE, CommandDenied::Gone));
    }
    assert!(app.rows().await.iter().all(|row| !row.contains(SECRET)), "what was withdrawn is in no row");
    let state = cy.inside().await.state.questions;
    assert_eq!((state.list.len(), state.my_votes.len()), (0, 0));
    assert_eq!(replay(&app, &room, early, cy.id, Role::Viewer).await.questions, state);
});

on_both_engines!(what_has_been_answered_stays, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let sam = room.guest(&app, "sam@example.org", Role::Speaker).await;
    let early = bo.inside().await.state;
    let question = bo.asks("Why?", PUBLIC).await;
    sam.answers(question, "For one thing.", PUBLIC).await;
    sam.answers(question, "And for another.", PUBLIC).await;
    let withdrawn = bo.tries(QuestionCommand::Withdraw { question }).await;
    assert_eq!(withdrawn, denied(StatusCode::CONFLICT, CommandDenied::QuestionSettled));
    let last = sam.tries(QuestionCommand::MarkAnswered { question }).await.unwrap();
    assert_eq!(usize::try_from(last).unwrap(), app.events(room.id).await.len(), "nothing has happened");
    sam.tries(QuestionCommand::Reopen { question }).await.unwrap();
    let first = bo.first().await;
    assert_eq!((first.state, first.answers.len()), (QuestionState::Open, 2));
    let state = bo.inside().await.state;
    assert_eq!(replay(&app, &room, early, bo.id, Role::Viewer).await.questions, state.questions);
});

on_both_engines!(a_host_may_want_private_questions_only, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let policy = AskingPolicy::PrivateOnly;
    let set = RoomCommand::Question(QuestionCommand::SetPolicy { policy });
    let first = ann.device.command(room.id, None, &set).await.unwrap();
    assert_eq!(ann.device.command(room.id, None, &set).await.unwrap(), first);
    assert_eq!(stream.event().await, RoomEvent::Question(QuestionEvent::PolicyChanged { policy }));
    assert_eq!(bo.inside().await.state.questions.policy, policy);
    let told = bo.tries(QuestionCommand::Ask { text: "Aloud?".to_owned(), visibility: PUBLIC }).await;
    assert_eq!(told, denied(StatusCode::CONFLICT, CommandDenied::PrivateQuestionsOnly));
    bo.asks("Quietly?", PRIVATE).await;
});

on_both_engines!(a_promotion_brings_the_private_ones_and_a_demotion_takes_them_away, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    bo.asks(SECRET, PRIVATE).await;
    room.change_role(cy.id, Role::Speaker).await.unwrap();
    let as_speaker = cy.inside().await.state;
    assert_eq!(as_speaker.questions.list[0].text, SECRET);
    room.change_role(cy.id, Role::Viewer).await.unwrap();
    let mut stream = cy.device.room_stream(room.id, Some(&cy.invitation)).await;
    bo.asks(SECRET, PRIVATE).await;
    room.change("title", "Marker").await.unwrap();
    stream.until_title("Marker").await;
    assert!(!stream.heard.contains(SECRET));
    let replayed = replay(&app, &room, as_speaker, cy.id, Role::Viewer).await;
    assert_eq!(cy.questions().await, []);
    assert_eq!(replayed.questions.list, []);
});

on_both_engines!(nobody_outside_asks, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    let told = bo.tries(QuestionCommand::Ask { text: "Hello?".to_owned(), visibility: PUBLIC }).await;
    assert_eq!(told, denied(StatusCode::CONFLICT, CommandDenied::NotInside));
});

//! Interactions and reactions through the router: who knows what, when, and that results are recounts.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::AppError;
use domain::Role;
use domain::command::{CommandDenied, RoomCommand};
use domain::interaction::{
    Answer, AnswerProblem, Choices, Content, ContentProblem, Interaction, InteractionCommand,
    InteractionDenied, InteractionEvent, Kind,
};
use domain::live::{RoomEvent, RoomState, Sequence};
use domain::reaction::{Reaction, ReactionCommand, ReactionCount, ReactionEvent};
use http::StatusCode;
use server::live::interactions::tallies::follow_answers;
use server::live::reactions::tell_reactions;
use support::stream::room_stream;
use support::{Guest, HOUR, Person, Room, TestApp, on_both_engines};

const SECRET: &str = "what nobody may know yet";

fn poll(prompt: &str) -> Content {
    let options = ["Red", "Green", "Blue"].map(str::to_owned).to_vec();
    Content { kind: Kind::Poll, prompt: prompt.to_owned(), options, is_multiple: false }
}

fn of(kind: Kind, prompt: &str) -> Content {
    let options = if kind.has_options() { poll(prompt).options } else { Vec::new() };
    Content { kind, options, ..poll(prompt) }
}

fn command(command: InteractionCommand) -> RoomCommand {
    RoomCommand::Interaction(command)
}

fn draft(content: Content, is_published: bool) -> RoomCommand {
    let right = if content.kind == Kind::Quiz { Choices::one(1) } else { Choices::NONE };
    command(InteractionCommand::Draft { content, right, is_published })
}

fn answer(interaction: Sequence, place: usize) -> RoomCommand {
    let answer = Answer::Chosen(Choices::one(place));
    command(InteractionCommand::Answer { interaction, answer })
}

fn write(interaction: Sequence, text: &str) -> RoomCommand {
    command(InteractionCommand::Answer { interaction, answer: Answer::Text(text.to_owned()) })
}

fn denied(status: StatusCode, reason: InteractionDenied) -> Result<Sequence, (StatusCode, AppError)> {
    Err((status, CommandDenied::Interaction(reason).into()))
}

fn gone() -> Result<Sequence, (StatusCode, AppError)> {
    Err((StatusCode::GONE, CommandDenied::Gone.into()))
}

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    room
}

/// Publishes something and says which it is.
async fn publish(moderator: &Guest, content: Content) -> Sequence {
    moderator.does(&draft(content, true)).await.unwrap();
    moderator.inside().await.state.interactions.published[0].number
}

async fn seen_by(guest: &Guest, number: Sequence) -> Interaction {
    guest.inside().await.state.interactions.find(number).unwrap().clone()
}

/// What the events so far make of this early state.
async fn follow(app: &TestApp, room: &Room<'_>, state: &mut RoomState) {
    for (sequence, event) in (1..).zip(app.events(room.id).await) {
        state.apply(sequence, event);
    }
}

on_both_engines!(a_poll_goes_from_a_draft_to_a_shared_result, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let vi = room.guest(&app, "vi@example.org", Role::Viewer).await;
    let mut state = mo.inside().await.state;
    let interaction = mo.does(&draft(poll("Colour?"), false)).await.unwrap();
    assert_eq!(vi.does(&answer(interaction, 0)).await, gone(), "a draft is not there for others");
    let content = poll("Which colour?");
    let edit = InteractionCommand::Edit { interaction, content, right: Choices::NONE };
    mo.does(&command(edit)).await.unwrap();
    let publish = command(InteractionCommand::Publish { interaction });
    let published = mo.does(&publish).await.unwrap();
    assert_eq!(mo.does(&publish).await.unwrap(), published, "publishing twice is publishing once");
    vi.does(&answer(interaction, 0)).await.unwrap();
    vi.does(&answer(interaction, 2)).await.unwrap();
    mo.does(&answer(interaction, 2)).await.unwrap();
    assert_eq!(seen_by(&vi, interaction).await.tally, None);
    let share = |is_shared| command(InteractionCommand::Share { interaction, is_shared });
    mo.does(&share(true)).await.unwrap();
    let mine = seen_by(&vi, interaction).await;
    assert_eq!(mine.answer, Some(Answer::Chosen(Choices::one(2))));
    let tally = mine.tally.unwrap();
    assert_eq!((tally.answered, tally.counts), (2, vec![0, 0, 2]));
    mo.does(&share(false)).await.unwrap();
    assert_eq!(seen_by(&vi, interaction).await.tally, None);
    mo.does(&command(InteractionCommand::Close { interaction })).await.unwrap();
    assert_eq!(
        vi.does(&answer(interaction, 1)).await,
        denied(StatusCode::CONFLICT, InteractionDenied::Closed)
    );
    follow(&app, &room, &mut state).await;
    assert_eq!(mo.inside().await.state.interactions, state.interactions);
});

on_both_engines!(right_answers_reach_nobody_who_does_not_initiate_before_the_quiz_closes, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let vi = room.guest(&app, "vi@example.org", Role::Viewer).await;
    let mut stream = vi.device.room_stream(room.id, Some(&vi.invitation)).await;
    let interaction = publish(&mo, of(Kind::Quiz, "Which is right?")).await;
    vi.does(&answer(interaction, 0)).await.unwrap();
    follow_answers(&app.site).await.unwrap();
    room.change("title", "Marker").await.unwrap();
    stream.until_title("Marker").await;
    assert!(!stream.heard.contains("\"right\":[") && !stream.heard.contains("\"act\":\"tallied\""));
    let page = vi.inside().await;
    assert!(!serde_json::to_string(&page).unwrap().contains("\"right\":["));
    assert_eq!(seen_by(&mo, interaction).await.right, Some(Choices::one(1)));
    let mut again = vi.device.resume(&room_stream(room.id, Some(&vi.invitation)), 0).await;
    again.until_title("Marker").await;
    assert!(!again.heard.contains("\"right\":["), "what is sent again is filtered too");
    mo.does(&command(InteractionCommand::Close { interaction })).await.unwrap();
    let closed = InteractionEvent::Closed { interaction, right: Choices::one(1) };
    assert_eq!(stream.event().await, RoomEvent::Interaction(closed));
    assert_eq!(seen_by(&vi, interaction).await.right, Some(Choices::one(1)));
});

on_both_engines!(drafts_are_known_to_those_who_initiate_only, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let sp = room.guest(&app, "sp@example.org", Role::Speaker).await;
    let mut stream = sp.device.room_stream(room.id, Some(&sp.invitation)).await;
    let interaction = mo.does(&draft(poll(SECRET), false)).await.unwrap();
    room.change("title", "Marker").await.unwrap();
    stream.until_title("Marker").await;
    assert!(!stream.heard.contains(SECRET) && !stream.heard.contains("interaction"), "{}", stream.heard);
    assert_eq!(sp.inside().await.state.interactions.drafts, None);
    let host = ann.device.inside(room.id, None).await.state.interactions.drafts.unwrap();
    assert_eq!(host[0].content.prompt, SECRET);
    for forbidden in [InteractionCommand::Publish { interaction }, InteractionCommand::Delete { interaction }]
    {
        let told = sp.does(&command(forbidden)).await;
        assert_eq!(told.unwrap_err().0, StatusCode::FORBIDDEN);
    }
    room.change_role(mo.id, Role::Viewer).await.unwrap();
    assert_eq!(mo.inside().await.state.interactions.drafts, None);
});

on_both_engines!(many_answers_are_told_by_one_event_and_each_to_its_author_only, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let mut guests = Vec::new();
    for number in 0..6 {
        guests.push(room.guest(&app, &format!("g{number}@example.org"), Role::Viewer).await);
    }
    let interaction = publish(&mo, poll("Colour?")).await;
    let mut heard_by_mo = mo.device.room_stream(room.id, Some(&mo.invitation)).await;
    let mut heard_by_first = guests[0].device.room_stream(room.id, Some(&guests[0].invitation)).await;
    for (number, guest) in guests.iter().enumerate() {
        guest.does(&answer(interaction, number % 3)).await.unwrap();
    }
    assert_eq!(follow_answers(&app.site).await.unwrap(), 1);
    assert_eq!(follow_answers(&app.site).await.unwrap(), 0, "nothing is told twice");
    let event = heard_by_mo.event().await;
    let RoomEvent::Interaction(InteractionEvent::Tallied { tally, is_shared: false, .. }) = event else {
        panic!("no result but {event:?}")
    };
    assert_eq!((tally.answered, tally.counts), (6, vec![2, 2, 2]));
    let event = heard_by_first.event().await;
    let RoomEvent::Interaction(InteractionEvent::Answered { by, .. }) = event else {
        panic!("no answer but {event:?}")
    };
    assert_eq!(by, guests[0].id);
    room.change("title", "Marker").await.unwrap();
    assert_eq!(heard_by_first.until_title("Marker").await, [], "others' answers and the result stay away");
});

on_both_engines!(two_nodes_tell_a_result_once, async |engine| {
    let app = TestApp::generous(engine).await;
    let other = app.other_node().await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let interaction = publish(&mo, poll("Colour?")).await;
    mo.does(&answer(interaction, 1)).await.unwrap();
    let (here, there) = futures::join!(follow_answers(&app.site), follow_answers(&other.site));
    assert_eq!(here.unwrap() + there.unwrap(), 1);
});

on_both_engines!(
    texts_come_newest_first_and_stay_the_same_for_those_who_stay_and_those_who_reload,
    async |engine| {
        let app = TestApp::generous(engine).await;
        let ann = app.person("ann@example.org").await;
        let room = open_room(&app, &ann).await;
        let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
        let vi = room.guest(&app, "vi@example.org", Role::Viewer).await;
        let sp = room.guest(&app, "sp@example.org", Role::Speaker).await;
        let mut state = mo.inside().await.state;
        let mut viewers = vi.inside().await.state;
        let interaction = publish(&mo, of(Kind::Open, "Why?")).await;
        vi.does(&write(interaction, "one")).await.unwrap();
        sp.does(&write(interaction, "two")).await.unwrap();
        follow_answers(&app.site).await.unwrap();
        vi.does(&write(interaction, " three ")).await.unwrap();
        follow_answers(&app.site).await.unwrap();
        mo.does(&command(InteractionCommand::Share { interaction, is_shared: true })).await.unwrap();
        sp.does(&write(interaction, "four")).await.unwrap();
        follow_answers(&app.site).await.unwrap();
        follow(&app, &room, &mut state).await;
        assert_eq!(mo.inside().await.state.interactions, state.interactions);
        let tally = seen_by(&vi, interaction).await.tally.unwrap();
        let texts: Vec<_> = tally.texts.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(texts, ["four", "three"]);
        let reader = vi.device.inside(room.id, Some(&vi.invitation)).await.state;
        for (sequence, event) in (1..).zip(app.events(room.id).await) {
            let learns = domain::live::Reader {
                person: None,
                invitation: None,
                participant: Some(vi.id),
                role: Some(Role::Viewer),
                ..domain::live::Reader::default()
            };
            if learns.may_learn(&event) {
                viewers.apply(sequence, event);
            }
        }
        assert_eq!(reader.interactions, viewers.interactions);
    }
);

on_both_engines!(what_is_deleted_is_in_no_row, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let vi = room.guest(&app, "vi@example.org", Role::Viewer).await;
    let kept = publish(&mo, of(Kind::Open, "\"interaction\":999, kept")).await;
    let interaction = publish(&mo, of(Kind::Open, "forgotten question")).await;
    vi.does(&write(interaction, "forgotten answer")).await.unwrap();
    vi.does(&write(kept, "kept answer")).await.unwrap();
    follow_answers(&app.site).await.unwrap();
    mo.does(&command(InteractionCommand::Share { interaction, is_shared: true })).await.unwrap();
    let mut stream = vi.device.room_stream(room.id, Some(&vi.invitation)).await;
    mo.does(&command(InteractionCommand::Delete { interaction })).await.unwrap();
    let deleted = InteractionEvent::Deleted { interaction, was_published: true };
    assert_eq!(stream.event().await, RoomEvent::Interaction(deleted));
    assert!(app.rows().await.iter().all(|row| !row.contains("forgotten")));
    assert_eq!(seen_by(&vi, kept).await.answer, Some(Answer::Text("kept answer".to_owned())));
    assert_eq!(vi.does(&write(interaction, "late")).await, gone());
});

on_both_engines!(what_cannot_be_asked_or_answered_is_refused_with_a_reason, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let vi = room.guest(&app, "vi@example.org", Role::Viewer).await;
    let told = mo.does(&draft(poll("  "), true)).await;
    let problem = InteractionDenied::Content(ContentProblem::NoPrompt);
    assert_eq!(told, denied(StatusCode::UNPROCESSABLE_ENTITY, problem));
    let interaction = publish(&mo, of(Kind::Rating, "How is it?")).await;
    let problem = InteractionDenied::Answer(AnswerProblem::NoSuchOption);
    assert_eq!(vi.does(&answer(interaction, 5)).await, denied(StatusCode::UNPROCESSABLE_ENTITY, problem));
    let edit = InteractionCommand::Edit { interaction, content: poll("?"), right: Choices::NONE };
    assert_eq!(mo.does(&command(edit)).await, denied(StatusCode::CONFLICT, InteractionDenied::Published));
    let news = publish(&mo, of(Kind::Announcement, "Lunch at noon.")).await;
    let close = command(InteractionCommand::Close { interaction: news });
    assert_eq!(mo.does(&close).await, denied(StatusCode::CONFLICT, InteractionDenied::NoAnswers));
    let told = vi.does(&draft(poll("Mine?"), true)).await;
    assert_eq!(told.unwrap_err().0, StatusCode::FORBIDDEN);
});

on_both_engines!(reactions_of_many_are_one_event_and_in_no_row_before_it, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let vi = room.guest(&app, "vi@example.org", Role::Viewer).await;
    let sp = room.guest(&app, "sp@example.org", Role::Speaker).await;
    let mut stream = vi.device.room_stream(room.id, Some(&vi.invitation)).await;
    let before = app.rows().await;
    let react = |reaction| RoomCommand::Reaction(ReactionCommand::Send { reaction });
    for reaction in [Reaction::Clap, Reaction::Heart, Reaction::Clap] {
        vi.does(&react(reaction)).await.unwrap();
        sp.does(&react(reaction)).await.unwrap();
    }
    assert_eq!(app.rows().await, before);
    assert_eq!(tell_reactions(&app.site).await.unwrap(), 1);
    assert_eq!(tell_reactions(&app.site).await.unwrap(), 0);
    let counts = vec![
        ReactionCount { reaction: Reaction::Clap, count: 4 },
        ReactionCount { reaction: Reaction::Heart, count: 2 },
    ];
    assert_eq!(stream.event().await, RoomEvent::Reaction(ReactionEvent::Counted { counts }));
    vi.device.leave(room.id, Some(&vi.invitation)).await.unwrap();
    let told = vi.does(&react(Reaction::Clap)).await;
    assert_eq!(told, Err((StatusCode::CONFLICT, CommandDenied::NotInside.into())));
});

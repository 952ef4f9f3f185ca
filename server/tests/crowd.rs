//! Large rooms: most people are a number to one another, and those who manage people know everybody.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use domain::command::RoomCommand;
use domain::crowd::{Crowd, KNOWN_BY_NAME};
use domain::live::{RoomEvent, RoomState, StreamMessage};
use domain::stage::{StageCommand, StageEvent};
use domain::{ParticipantId, PersonId, Role, RoomId};
use futures::FutureExt;
use server::db::DbError;
use server::live::participants::crowd::follow_crowds;
use server::{secrets, values};
use support::{Guest, HOUR, Person, Room, TestApp, on_both_engines};

/// A room with its host and as many others inside as everybody knows by name.
async fn full_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    fill(app, room.id, KNOWN_BY_NAME - 1).await;
    room
}

/// Lets so many people of the site in.
async fn fill(app: &TestApp, room: RoomId, people: u32) {
    let now = app.clock.now();
    let filled = app.site.db.write(move |connection| {
        async move {
            for number in 0..people {
                let id = PersonId::from_bits(secrets::id_bits(now));
                connection
                    .execute_one(
                        "insert into person (id, email, first_name, last_name, first_last_key, last_first_key,
                             application_role, active, created_at)
                         values ($1, $2, 'Known', 'Body', 'known body', 'body known', 'viewer', 1, $3)",
                        values![id, format!("known-{number}@example.org"), now],
                    )
                    .await?;
                connection
                    .execute_one(
                        "insert into participant (id, room_id, person_id, first_name, last_name, role, state,
                             entered_at, seen_at)
                         values ($1, $2, $3, 'Known', 'Body', 'viewer', 'inside', $4, $4)",
                        values![ParticipantId::from_bits(secrets::id_bits(now)), room, id, now],
                    )
                    .await?;
            }
            Ok::<_, DbError>(())
        }
        .boxed()
    });
    filled.await.unwrap();
}

/// The room as somebody has it who has loaded it now.
async fn state_of(guest: &Guest) -> RoomState {
    guest.inside().await.state
}

fn knows(state: &RoomState, who: ParticipantId) -> bool {
    state.find(who).is_some()
}

on_both_engines!(further_viewers_are_a_number_to_all_but_those_who_manage_people, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = full_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    for (guest, known) in [(&mo, [true, true]), (&bo, [true, false]), (&cy, [false, true])] {
        let state = state_of(guest).await;
        assert_eq!([knows(&state, bo.id), knows(&state, cy.id)], known);
        assert_eq!(state.crowd, Crowd { people: 2, raised_hands: 0 });
        assert_eq!(state.participants.len() + state.unseen().people as usize, 103, "nobody is missing");
    }
});

on_both_engines!(a_viewer_s_stream_says_how_many_and_a_moderator_s_says_who, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = full_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let mut moderators = mo.device.room_stream(room.id, Some(&mo.invitation)).await;
    let mut viewers = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let hand = RoomCommand::Stage(StageCommand::RaiseHand);
    cy.does(&hand).await.unwrap();
    bo.does(&hand).await.unwrap();
    cy.device.leave(room.id, Some(&cy.invitation)).await.unwrap();
    assert_eq!(follow_crowds(&app.site).await.unwrap(), 1);
    assert_eq!(follow_crowds(&app.site).await.unwrap(), 0, "nothing is told twice");
    room.change("title", "the end").await.unwrap();
    let raised = |participant| {
        RoomEvent::Stage(StageEvent::HandRaised { participant, at: app.clock.now(), is_in_crowd: true })
    };
    let crowd = RoomEvent::Crowd(Crowd { people: 1, raised_hands: 1 });
    assert_eq!(viewers.until_title("the end").await, [raised(bo.id), crowd.clone()]);
    assert!(!viewers.heard.contains(&cy.id.to_string()));
    let told = moderators.until_title("the end").await;
    assert!(matches!(&told[0], RoomEvent::Entered { participant } if participant.id == cy.id), "{told:?}");
    let left = RoomEvent::Left { participant: cy.id, is_in_crowd: true };
    assert_eq!(told[1..], [raised(cy.id), raised(bo.id), left, crowd]);
});

on_both_engines!(whoever_is_brought_forward_is_known_to_everybody_from_then_on, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = full_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    app.turn(1).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    app.turn(1).await;
    let di = room.guest(&app, "di@example.org", Role::Viewer).await;
    let mut state = state_of(&bo).await;
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let bring = RoomCommand::Stage(StageCommand::Bring { participant: cy.id });
    ann.device.command(room.id, None, &bring).await.unwrap();
    room.change_role(di.id, Role::Speaker).await.unwrap();
    follow_crowds(&app.site).await.unwrap();
    room.change("title", "the end").await.unwrap();
    for event in stream.until_title("the end").await {
        state.apply(state.sequence + 1, event);
    }
    let reloaded = state_of(&bo).await;
    assert!(knows(&reloaded, cy.id) && knows(&reloaded, di.id));
    assert_eq!(reloaded.participants, state.participants, "the stream has led to the same");
    assert_eq!((reloaded.crowd, state.crowd.people), (state.crowd, 1));
    cy.device.leave(room.id, Some(&cy.invitation)).await.unwrap();
    cy.device.enter(room.id, Some(&cy.invitation)).await.unwrap();
    assert!(!knows(&state_of(&bo).await, cy.id), "who comes again is one of the crowd again");
});

on_both_engines!(whoever_becomes_a_moderator_finds_the_crowd_by_name_and_loses_it_again, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = full_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    room.change_role(bo.id, Role::Moderator).await.unwrap();
    let state = state_of(&bo).await;
    assert!(knows(&state, cy.id));
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    room.change_role(bo.id, Role::Viewer).await.unwrap();
    let di = room.guest(&app, "di@example.org", Role::Viewer).await;
    room.change("title", "the end").await.unwrap();
    stream.until_title("the end").await;
    assert!(!stream.heard.contains(&di.id.to_string()));
    let state = state_of(&bo).await;
    assert!(!knows(&state, cy.id) && knows(&state, bo.id));
});

on_both_engines!(a_stream_that_falls_behind_a_busy_room_reads_the_log_and_misses_nothing, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let mut slow = ann.device.room_stream(room.id, None).await;
    for number in 0..300 {
        room.change("title", format!("Title {number}")).await.unwrap();
    }
    for number in 0..300 {
        match slow.next().await {
            Some(StreamMessage::Event { event: RoomEvent::DetailsChanged { details } }) => {
                assert_eq!(details.title, format!("Title {number}"));
            }
            other => panic!("title {number} is missing: {other:?}"),
        }
    }
});

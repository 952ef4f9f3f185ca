//! Many people do many things at once, and their connections break: whatever was lost, repeated or late, each page
//! comes to show what is, and nobody is ever sent what is not for them.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

#[path = "chaos/compare.rs"]
mod compare;
#[path = "chaos/crowd.rs"]
mod crowd;
#[path = "chaos/deeds.rs"]
mod deeds;
#[path = "chaos/dice.rs"]
mod dice;
#[path = "chaos/player.rs"]
mod player;
#[path = "chaos/screen.rs"]
mod screen;
mod support;
#[path = "chaos/trouble.rs"]
mod trouble;

use domain::Role;
use domain::command::RoomCommand;
use domain::question::{QuestionCommand, Visibility};

use crowd::Crowd;
use screen::{Screen, Seat};
use support::{Engine, HOUR, TestApp, on_both_engines};

/// Enough for the log to outgrow what a stream catches up on.
const STEPS: usize = 350;

/// Lets everything happen. The seed alone decides what: one that fails will fail again.
async fn live_through(engine: &Engine, seed: u64) {
    println!("seed {seed}");
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let mut crowd = Crowd::gather(&app, &ann, seed).await;
    for _ in 0..STEPS {
        crowd.step().await;
    }
    let trouble = crowd.come_to_rest().await;
    crowd.assert_all_see_the_room_as_it_is().await;
    crowd.assert_nothing_was_missed();
    crowd.assert_secrets_were_kept();
    println!("{trouble:?}");
    assert!(trouble.is_plenty(), "{trouble:?}");
}

on_both_engines!(a_first_crowd_comes_to_see_what_is_and_no_more, async |engine| live_through(engine, 2)
    .await);
on_both_engines!(a_second_crowd_comes_to_see_what_is_and_no_more, async |engine| live_through(engine, 5)
    .await);
on_both_engines!(a_third_crowd_comes_to_see_what_is_and_no_more, async |engine| live_through(engine, 7)
    .await);

on_both_engines!(a_page_that_is_loaded_in_the_middle_of_a_rush_comes_to_show_what_is, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let mut crowd = Crowd::gather(&app, &ann, 7).await;
    for _ in 0..4 {
        crowd.rush().await;
    }
    crowd.come_to_rest().await;
    crowd.assert_all_see_the_room_as_it_is().await;
    crowd.assert_nothing_was_missed();
});

on_both_engines!(who_loses_a_role_while_away_sees_no_more_than_who_never_had_it, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    let sue = room.guest(&app, "sue@example.org", Role::Speaker).await;
    let (device, invitation) = (sue.device, Some(sue.invitation));
    let seat = Seat { device, room: room.id, invitation, id: sue.id };
    let text = "Why?".to_owned();
    let ask = QuestionCommand::Ask { text, visibility: Visibility::Public };
    let question = ann.device.command(room.id, None, &RoomCommand::Question(ask)).await.unwrap();
    let mut screen = Screen::open(&seat).await.unwrap();
    screen.cut();
    let dismiss = RoomCommand::Question(QuestionCommand::Dismiss { question });
    ann.device.command(room.id, None, &dismiss).await.unwrap();
    room.change_role(sue.id, Role::Viewer).await.unwrap();
    screen.resume(&seat, screen.after).await;
    let end = seat.find().await.sequence;
    assert!(screen.hear_to(&seat, end).await);
    assert_eq!(screen.state.questions.list, [], "a dismissed question is not for viewers");
});

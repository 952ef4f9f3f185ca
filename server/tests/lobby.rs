//! Who waits for the start, as the hosts see it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::time::Duration;

use domain::live::RoomEvent;
use domain::lobby::Lobby;
use domain::{PersonName, Role};
use server::live::lobby::follow_lobbies;
use server::live::participants::presence::ABSENT_AFTER;
use support::stream::Stream;
use support::{HOUR, Room, TestApp, on_both_engines};

fn lobby(waiting: u32) -> Lobby {
    let bo = PersonName::parse("Bo", "Guest").unwrap();
    Lobby { waiting, names: if waiting == 0 { Vec::new() } else { vec![bo] } }
}

async fn told(room: &Room<'_>) -> Lobby {
    room.page().await.unwrap().lobby
}

/// The stream of a device that waits with this address.
async fn wait(app: &TestApp, room: &Room<'_>, email: &str) -> Stream {
    let invitation = room.invite(email, Role::Viewer).await;
    let device = app.device();
    device.open_link(&invitation).await;
    device.confirm(&invitation, email).await.unwrap();
    device.lobby(&invitation).await
}

on_both_engines!(hosts_see_who_waits_and_only_they_do, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let member = app.person("member@example.org").await;
    let room = ann.room_with("site", &[]).await;
    let mut at_host = ann.device.room_stream(room.id, None).await;
    let mut guest = wait(&app, &room, "bo@example.org").await;
    let other = wait(&app, &room, "cy@example.org").await;
    assert_eq!(follow_lobbies(&app.site).await.unwrap(), 1);
    assert_eq!(follow_lobbies(&app.site).await.unwrap(), 0, "nothing is told twice");
    assert_eq!(at_host.event().await, RoomEvent::Lobby(lobby(2)), "the host's own page does not count");
    assert_eq!(told(&room).await, lobby(2));
    assert_eq!(ann.device.inside(room.id, None).await.state.lobby, lobby(2));
    assert_eq!(told(&room.by(&member)).await, lobby(0));
    drop(other);
    follow_lobbies(&app.site).await.unwrap();
    assert_eq!(at_host.event().await, RoomEvent::Lobby(lobby(1)));
    room.change("title", "the end").await.unwrap();
    assert_eq!(guest.until_title("the end").await, [], "guests learn nothing of one another");
});

on_both_engines!(once_the_session_is_open_nobody_waits_in_its_lobby, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let _guest = wait(&app, &room, "bo@example.org").await;
    follow_lobbies(&app.site).await.unwrap();
    app.turn(HOUR).await;
    assert_eq!(follow_lobbies(&app.site).await.unwrap(), 1);
    assert_eq!(told(&room).await, lobby(0));
    assert_eq!(follow_lobbies(&app.site).await.unwrap(), 0);
});

on_both_engines!(those_who_wait_elsewhere_are_counted_until_that_node_is_gone, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let _here = wait(&app, &room, "bo@example.org").await;
    let other = app.other_node().await;
    let _there = wait(&other, &room, "cy@example.org").await;
    follow_lobbies(&app.site).await.unwrap();
    follow_lobbies(&other.site).await.unwrap();
    assert_eq!(told(&room).await, lobby(2));
    // The other node says nothing more.
    app.clock.advance(ABSENT_AFTER + Duration::from_secs(1));
    follow_lobbies(&app.site).await.unwrap();
    assert_eq!(told(&room).await, lobby(1));
});

on_both_engines!(who_has_only_opened_a_link_is_not_said_to_wait, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let scanner = app.device();
    scanner.open_link(&invitation).await;
    let _stream = scanner.lobby(&invitation).await;
    assert_eq!(follow_lobbies(&app.site).await.unwrap(), 0);
    assert_eq!(told(&room).await, lobby(0));
});

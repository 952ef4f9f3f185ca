//! The chat and the backchannel: who reads and writes what, once and in order.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::AppError;
use app::room::api::OlderMessages;
use domain::chat::{Channel, ChatCommand, ChatEvent, PAGE};
use domain::command::{CommandDenied, RoomCommand};
use domain::live::{RoomEvent, RoomState, Sequence};
use domain::{Permission, Role};
use http::StatusCode;
use serde_json::json;
use server::live::commands::service::forget_old;
use support::stream::room_stream;
use support::{Guest, HOUR, Person, Room, TestApp, command_id, on_both_engines};

const SECRET: &str = "between us only";

fn post(channel: Channel, text: &str) -> RoomCommand {
    RoomCommand::Chat(ChatCommand::Post { channel, text: text.to_owned(), reply_to: None })
}

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    room
}

async fn older(
    guest: &Guest,
    room: &Room<'_>,
    channel: Channel,
    before: Sequence,
) -> Result<OlderMessages, (StatusCode, AppError)> {
    let arguments = json!({
        "room": room.id, "invitation": guest.invitation.id, "channel": channel, "before": before,
    });
    guest.device.call("/api/room/older-messages", arguments).await
}

fn texts(state: &RoomState) -> Vec<&str> {
    state.chat.messages.iter().map(|message| message.text.as_str()).collect()
}

on_both_engines!(a_message_reaches_everybody_in_order_and_survives_a_reload, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let mut stream = ann.device.room_stream(room.id, None).await;
    let mut state = ann.device.inside(room.id, None).await.state;
    for text in ["one", "two", "three"] {
        let sequence = bo.does(&post(Channel::Chat, text)).await.unwrap();
        let event = stream.event().await;
        let RoomEvent::Chat(ChatEvent::Posted { message, .. }) = &event else { panic!("{event:?}") };
        assert_eq!((message.text.as_str(), message.number), (text, sequence));
        state.apply(sequence, event);
    }
    assert_eq!(texts(&state), ["one", "two", "three"]);
    assert_eq!(
        ann.device.inside(room.id, None).await.state,
        state,
        "a reload shows what the stream has told"
    );
});

on_both_engines!(a_command_sent_twice_is_done_once, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let (id, command) = (command_id(), post(Channel::Chat, "once"));
    let send = || bo.device.command_as(id, room.id, Some(&bo.invitation), &command);
    let (first, second) = futures::join!(send(), send());
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(texts(&bo.inside().await.state), ["once"]);
});

on_both_engines!(no_byte_of_the_backchannel_reaches_a_viewer, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let viewer = room.guest(&app, "vi@example.org", Role::Viewer).await;
    let speaker = room.guest(&app, "sp@example.org", Role::Speaker).await;
    let mut stream = viewer.device.room_stream(room.id, Some(&viewer.invitation)).await;
    let mut heard_by_speaker = speaker.device.room_stream(room.id, Some(&speaker.invitation)).await;
    let number = speaker.does(&post(Channel::Backchannel, SECRET)).await.unwrap();
    assert!(matches!(heard_by_speaker.event().await, RoomEvent::Chat(ChatEvent::Posted { .. })));
    room.change("title", "Marker").await.unwrap();
    stream.until_title("Marker").await;
    assert!(!stream.heard.contains(SECRET) && !stream.heard.contains("backchannel"), "{}", stream.heard);
    assert_eq!(viewer.inside().await.state.backchannel, None);
    let denied = Err((StatusCode::FORBIDDEN, CommandDenied::NotAllowed(Permission::Backchannel).into()));
    assert_eq!(older(&viewer, &room, Channel::Backchannel, Sequence::MAX).await, denied);
    let channel = Channel::Backchannel;
    for command in [
        ChatCommand::Post { channel, text: "x".to_owned(), reply_to: None },
        ChatCommand::Like { channel, message: number, is_liked: true },
        ChatCommand::DeleteOwn { channel, message: number },
    ] {
        let told = viewer.does(&RoomCommand::Chat(command)).await;
        assert_eq!(
            told,
            Err((StatusCode::FORBIDDEN, CommandDenied::NotAllowed(Permission::Backchannel).into()))
        );
    }
    // Naming the wrong channel does not open the right one.
    let liked =
        RoomCommand::Chat(ChatCommand::Like { channel: Channel::Chat, message: number, is_liked: true });
    assert_eq!(viewer.does(&liked).await, Err((StatusCode::GONE, CommandDenied::Gone.into())));
    let mut again = viewer.device.resume(&room_stream(room.id, Some(&viewer.invitation)), 0).await;
    again.until_title("Marker").await;
    assert!(!again.heard.contains(SECRET), "what is sent again is filtered too");
});

on_both_engines!(a_promotion_brings_the_backchannel_and_a_demotion_takes_it_away, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    ann.device.command(room.id, None, &post(Channel::Backchannel, SECRET)).await.unwrap();
    room.change_role(bo.id, Role::Moderator).await.unwrap();
    let history = bo.inside().await.state.backchannel.unwrap();
    assert_eq!(history.messages[0].text, SECRET);
    room.change_role(bo.id, Role::Viewer).await.unwrap();
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    ann.device.command(room.id, None, &post(Channel::Backchannel, SECRET)).await.unwrap();
    room.change("title", "Marker").await.unwrap();
    stream.until_title("Marker").await;
    assert!(!stream.heard.contains(SECRET));
    assert_eq!(bo.inside().await.state.backchannel, None);
    assert!(older(&bo, &room, Channel::Backchannel, Sequence::MAX).await.is_err());
});

on_both_engines!(
    likes_pins_and_deletions_are_the_same_for_those_who_stay_and_those_who_reload,
    async |engine| {
        let app = TestApp::generous(engine).await;
        let ann = app.person("ann@example.org").await;
        let room = open_room(&app, &ann).await;
        let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
        let number = bo.does(&post(Channel::Chat, "hello")).await.unwrap();
        let gone = bo.does(&post(Channel::Chat, "typo")).await.unwrap();
        let mut state = bo.inside().await.state;
        let channel = Channel::Chat;
        for command in [
            ChatCommand::Like { channel, message: number, is_liked: true },
            ChatCommand::Like { channel, message: number, is_liked: true },
            ChatCommand::DeleteOwn { channel, message: gone },
        ] {
            bo.does(&RoomCommand::Chat(command)).await.unwrap();
        }
        let pin = RoomCommand::Chat(ChatCommand::Pin { channel, message: number, is_pinned: true });
        ann.device.command(room.id, None, &pin).await.unwrap();
        for (sequence, event) in (1..).zip(app.events(room.id).await) {
            state.apply(sequence, event);
        }
        let reloaded = bo.inside().await.state;
        assert_eq!(reloaded.chat, state.chat);
        let message = &reloaded.chat.messages[0];
        assert_eq!((message.likes, message.is_liked, message.is_pinned), (1, true, true));
        assert_eq!(texts(&reloaded), ["hello"]);
        assert!(app.rows().await.iter().all(|row| !row.contains("typo")), "what was deleted is in no row");
    }
);

on_both_engines!(only_the_author_deletes_as_their_own, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let message = bo.does(&post(Channel::Chat, "mine")).await.unwrap();
    let delete = RoomCommand::Chat(ChatCommand::DeleteOwn { channel: Channel::Chat, message });
    assert_eq!(cy.does(&delete).await, Err((StatusCode::FORBIDDEN, CommandDenied::NotYours.into())));
    let delete = RoomCommand::Chat(ChatCommand::Delete { channel: Channel::Chat, message });
    assert!(cy.does(&delete).await.is_err());
    assert_eq!(texts(&cy.inside().await.state), ["mine"]);
});

on_both_engines!(somebody_muted_reads_but_does_not_write_until_they_may_again, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let mute = |is_muted| RoomCommand::Chat(ChatCommand::Mute { participant: bo.id, is_muted });
    mo.does(&mute(true)).await.unwrap();
    let told = bo.does(&post(Channel::Chat, "spam")).await;
    assert_eq!(told, Err((StatusCode::FORBIDDEN, CommandDenied::Muted.into())));
    assert_eq!(bo.inside().await.state.chat.muted, [bo.id]);
    mo.does(&mute(false)).await.unwrap();
    bo.does(&post(Channel::Chat, "sorry")).await.unwrap();
    let host = ann.device.inside(room.id, None).await.state.me.unwrap();
    let mute_host = RoomCommand::Chat(ChatCommand::Mute { participant: host, is_muted: true });
    assert_eq!(mo.does(&mute_host).await, Err((StatusCode::FORBIDDEN, CommandDenied::NotThem.into())));
});

on_both_engines!(clearing_hides_everything_until_it_is_taken_back, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let last = bo.does(&post(Channel::Chat, "before")).await.unwrap();
    let clear = |up_to| RoomCommand::Chat(ChatCommand::Clear { channel: Channel::Chat, up_to });
    ann.device.command(room.id, None, &clear(last)).await.unwrap();
    bo.does(&post(Channel::Chat, "after")).await.unwrap();
    assert_eq!(texts(&bo.inside().await.state), ["after"]);
    assert_eq!(older(&bo, &room, Channel::Chat, Sequence::MAX).await.unwrap().messages.len(), 1);
    ann.device.command(room.id, None, &clear(0)).await.unwrap();
    assert_eq!(texts(&bo.inside().await.state), ["before", "after"]);
});

on_both_engines!(a_long_chat_is_read_page_by_page_without_a_gap, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let count = usize::try_from(PAGE).unwrap() * 2 + 7;
    for number in 0..count {
        bo.does(&post(Channel::Chat, &number.to_string())).await.unwrap();
    }
    let mut chat = bo.inside().await.state.chat;
    while chat.has_older {
        let before = chat.messages[0].number;
        let page = older(&bo, &room, Channel::Chat, before).await.unwrap();
        chat.prepend(before, page.messages, page.has_older);
    }
    let read: Vec<_> = chat.messages.iter().map(|message| message.text.clone()).collect();
    assert_eq!(read, (0..count).map(|number| number.to_string()).collect::<Vec<_>>());
});

on_both_engines!(nobody_outside_does_anything_in_a_room, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let bea = app.person("bea@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    let told = bo.does(&post(Channel::Chat, "from outside")).await;
    assert_eq!(told, Err((StatusCode::CONFLICT, CommandDenied::NotInside.into())));
    assert!(bea.device.command(room.id, None, &post(Channel::Chat, "uninvited")).await.is_err());
    room.change("collaboration", false).await.unwrap();
    let told = ann.device.command(room.id, None, &post(Channel::Chat, "off")).await;
    assert_eq!(told, Err((StatusCode::CONFLICT, CommandDenied::CollaborationOff.into())));
});

on_both_engines!(ids_of_commands_are_kept_for_a_day, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 48 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    ann.device.command(room.id, None, &post(Channel::Chat, "yesterday")).await.unwrap();
    app.turn(23 * HOUR).await;
    assert_eq!(forget_old(&app.site).await.unwrap(), 0);
    app.turn(2 * HOUR).await;
    assert_eq!(forget_old(&app.site).await.unwrap(), 1);
    assert_eq!(texts(&ann.device.inside(room.id, None).await.state), ["yesterday"]);
});

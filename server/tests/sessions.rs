//! Sessions: opened, moved and ended by hosts, and by the clock.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::time::Duration;

use app::error::AppError;
use domain::live::{RoomEvent, StreamMessage};
use domain::room::RoomDenied;
use domain::session::{Phase, Session, SessionRefused};
use domain::{Admission, HostKind, Refusal, Role, Settings, Timestamp};
use http::StatusCode;
use server::room::session;
use support::people::Told;
use support::{HOUR, MINUTE, NOW, Room, TestApp, local, on_both_engines};

fn after(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + millis)
}

fn refused(reason: SessionRefused) -> Told<()> {
    Err((StatusCode::CONFLICT, AppError::Session(reason)))
}

async fn stored(room: &Room<'_>) -> Session {
    room.page().await.unwrap().session
}

async fn session_changes(app: &TestApp, room: &Room<'_>) -> usize {
    let events = app.events(room.id).await;
    events.iter().filter(|event| matches!(event, RoomEvent::SessionChanged { .. })).count()
}

on_both_engines!(a_session_opens_early_only_within_the_advance_entry, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let early = refused(SessionRefused::TooEarly { advance_minutes: 15 });
    assert_eq!(room.act("/api/sessions/open").await, early);
    app.turn(45 * MINUTE - 1).await;
    assert_eq!(room.act("/api/sessions/open").await, early);
    assert_eq!(stored(&room).await.opened_at, None);
    app.turn(1).await;
    room.act("/api/sessions/open").await.unwrap();
    assert_eq!(stored(&room).await.opened_at, Some(after(45 * MINUTE)));
    assert_eq!(room.act("/api/sessions/open").await, refused(SessionRefused::AlreadyOpen));
    assert_eq!(session_changes(&app, &room).await, 1);
});

on_both_engines!(the_administrator_sets_the_advance_entry, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    app.set(Settings { advance_entry_minutes: 60, ..Settings::default() }).await;
    room.act("/api/sessions/open").await.unwrap();
    assert_eq!(stored(&room).await.phase(NOW), Phase::Open);
});

on_both_engines!(all_hosts_open_and_end_and_nobody_else_does, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let guest = app.person("guest@example.org").await;
    for kind in [HostKind::CoOwner, HostKind::CoEditor, HostKind::CoPublisher] {
        let host = app.person(&format!("{}@example.org", kind.word())).await;
        let room = ann.room_with("site", &[(host.id, kind)]).await;
        room.invite(&format!("guest-{}@example.org", kind.word()), Role::Speaker).await;
        app.set(Settings { advance_entry_minutes: 60, ..Settings::default() }).await;
        for path in ["/api/sessions/open", "/api/sessions/end"] {
            let denied = Err((StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost)));
            assert_eq!(room.by(&guest).act(path).await, denied, "{path}");
            let room_id = room.id.to_string();
            let signed_out = app.device().call::<()>(path, [("room", room_id.as_str())]).await;
            assert_eq!(signed_out, Err((StatusCode::UNAUTHORIZED, AppError::SignInNeeded)), "{path}");
            assert_eq!(room.by(&host).act(path).await, Ok(()), "{path} by a {kind}");
        }
        let denied = Err((StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost)));
        assert_eq!(room.by(&guest).reschedule(3 * HOUR, 4 * HOUR).await, denied);
        room.by(&host).reschedule(3 * HOUR, 4 * HOUR).await.unwrap();
        assert_eq!(stored(&room).await.starts_at, after(3 * HOUR));
    }
});

on_both_engines!(a_session_ends_only_while_it_is_open, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    assert_eq!(room.act("/api/sessions/end").await, refused(SessionRefused::NotOpen));
    app.clock.advance(std::time::Duration::from_hours(1));
    // Open by the clock, though nobody has written it down yet.
    room.act("/api/sessions/end").await.unwrap();
    let session = stored(&room).await;
    assert_eq!((session.opened_at, session.ended_at), (Some(after(HOUR)), Some(after(HOUR))));
    assert_eq!(room.act("/api/sessions/end").await, refused(SessionRefused::AlreadyEnded));
    assert_eq!(room.act("/api/sessions/open").await, refused(SessionRefused::AlreadyEnded));
});

on_both_engines!(links_live_as_long_as_their_session, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    assert_eq!(invitation.expires_at, after(24 * HOUR));
    room.reschedule(48 * HOUR, 50 * HOUR).await.unwrap();
    assert_eq!(room.invitations().await[0].ready.expires_at, after(51 * HOUR));
    assert_eq!(room.invitations().await[0].ready.link, invitation.link, "the mail still works");
    room.reschedule(HOUR, 2 * HOUR).await.unwrap();
    assert_eq!(room.invitations().await[0].ready.expires_at, after(51 * HOUR), "a promise is kept");
    room.change("ends", local(60 * HOUR)).await.unwrap();
    assert_eq!(room.invitations().await[0].ready.expires_at, after(61 * HOUR), "the form extends too");
});

on_both_engines!(a_wrong_schedule_names_its_field_and_moves_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let before = app.rows().await;
    for (starts, ends, field) in
        [(2 * HOUR, HOUR, "ends"), (HOUR, HOUR, "ends"), (-HOUR, HOUR, "starts"), (HOUR, 200 * HOUR, "ends")]
    {
        let (status, error) = room.reschedule(starts, ends).await.unwrap_err();
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(error.for_field(field).is_some(), "{starts} to {ends}: {error:?}");
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(ending_a_session_puts_everybody_out, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Speaker).await;
    app.turn(HOUR).await;
    let bo = app.device();
    bo.join(&invitation, room.id).await;
    ann.device.enter(room.id, None).await.unwrap();
    assert_eq!(ann.device.inside(room.id, None).await.state.participants.len(), 2);
    let mut stream = bo.room_stream(room.id, Some(&invitation)).await;
    room.act("/api/sessions/end").await.unwrap();
    assert_eq!(stream.session().await.ended_at, Some(after(HOUR)));
    for (device, invitation) in [(&bo, Some(&invitation)), (&ann.device, None)] {
        let live = device.live_room(room.id, invitation).await.unwrap();
        assert_eq!(live.admission, Admission::Refused(Refusal::SessionEnded));
        assert_eq!(live.inside, None);
        let gone = (StatusCode::GONE, AppError::Refused(Refusal::SessionEnded));
        assert_eq!(device.enter(room.id, invitation).await, Err(gone));
    }
    assert!(!app.rows().await.iter().any(|row| row.starts_with("participant") && row.contains("inside")));
    // A host who has ended too early goes on.
    room.reschedule(HOUR, 3 * HOUR).await.unwrap();
    assert_eq!(stream.session().await.ended_at, None);
    app.turn(0).await;
    assert!(stream.session().await.opened_at.is_some());
    bo.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(bo.inside(room.id, Some(&invitation)).await.state.participants.len(), 1);
});

on_both_engines!(an_open_session_moved_to_tomorrow_sends_its_guests_back_to_wait, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let (bos, cys) = (
        room.invite("bo@example.org", Role::Viewer).await,
        room.invite("cy@example.org", Role::Viewer).await,
    );
    app.turn(HOUR).await;
    let bo = app.device();
    bo.join(&bos, room.id).await;
    app.device().join(&cys, room.id).await;
    ann.device.enter(room.id, None).await.unwrap();
    room.reschedule(24 * HOUR, 25 * HOUR).await.unwrap();
    assert_eq!(bo.admission(&bos).await, Admission::Wait(Role::Viewer));
    let inside = ann.device.inside(room.id, None).await.state.participants;
    assert_eq!(inside.iter().map(|who| who.role).collect::<Vec<_>>(), [Role::Host], "guests wait inside");
});

on_both_engines!(the_clock_opens_and_ends_once, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    assert_eq!(app.turn(HOUR - 1).await, 0);
    assert_eq!(app.turn(1).await, 1);
    assert_eq!(app.turn(0).await, 0, "what is open is not opened");
    assert_eq!(stored(&room).await.opened_at, Some(after(HOUR)));
    assert_eq!(app.turn(HOUR).await, 1);
    assert_eq!(app.turn(HOUR).await, 0);
    assert_eq!(stored(&room).await.ended_at, Some(after(2 * HOUR)));
    assert_eq!(session_changes(&app, &room).await, 2);
});

on_both_engines!(a_clock_that_slept_through_a_session_ends_it_once, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    assert_eq!(app.turn(9 * HOUR).await, 1);
    assert_eq!(stored(&room).await.ended_at, Some(after(2 * HOUR)), "it ended when it ended");
    assert_eq!(session_changes(&app, &room).await, 1);
});

on_both_engines!(clocks_that_tick_together_write_one_event, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    app.clock.advance(std::time::Duration::from_hours(1));
    let ticks = (0..8).map(|_| session::follow_clock(&app.site));
    let changed: usize = futures::future::join_all(ticks).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(changed, 1);
    assert_eq!(session_changes(&app, &room).await, 1);
});

on_both_engines!(the_clock_leaves_deleted_rooms_alone, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.act("/api/rooms/delete").await.unwrap();
    assert_eq!(app.turn(3 * HOUR).await, 0);
    room.act("/api/rooms/restore").await.unwrap();
    assert_eq!(app.turn(0).await, 1);
    assert_eq!(stored(&room).await.ended_at, Some(after(2 * HOUR)));
});

on_both_engines!(more_rooms_than_one_look_finds_are_all_opened, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    for _ in 0..120 {
        ann.room(HOUR, 2 * HOUR).await;
    }
    assert_eq!(app.turn(HOUR).await + app.turn(0).await, 120);
});

on_both_engines!(a_waiting_page_hears_of_each_change_with_it, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.open_link(&invitation).await;
    bo.confirm(&invitation, "bo@example.org").await.unwrap();
    let mut stream = bo.lobby(&invitation).await;
    room.reschedule(2 * HOUR, 3 * HOUR).await.unwrap();
    assert_eq!(stream.session().await.starts_at, after(2 * HOUR));
    app.turn(2 * HOUR - 10 * MINUTE).await;
    room.act("/api/sessions/open").await.unwrap();
    assert_eq!(stream.session().await.opened_at, Some(after(2 * HOUR - 10 * MINUTE)));
    assert_eq!(bo.admission(&invitation).await, Admission::Enter(Role::Viewer));
    room.reschedule(2 * HOUR, 4 * HOUR).await.unwrap();
    let extended = stream.session().await;
    assert_eq!((extended.ends_at, extended.phase(app.clock.now())), (after(4 * HOUR), Phase::Open));
    room.act("/api/sessions/end").await.unwrap();
    assert_eq!(stream.session().await.ended_at, Some(app.clock.now()));
    assert_eq!(bo.admission(&invitation).await, Admission::Refused(Refusal::SessionEnded));
    room.reschedule(3 * HOUR, 4 * HOUR).await.unwrap();
    assert_eq!(stream.session().await.phase(app.clock.now()), Phase::Planned);
    app.turn(HOUR + 10 * MINUTE).await;
    assert_eq!(stream.session().await.phase(app.clock.now()), Phase::Open);
    app.turn(HOUR).await;
    assert_eq!(stream.session().await.phase(app.clock.now()), Phase::Ended);
    assert!(!stream.heard.contains("resync"), "{}", stream.heard);
});

on_both_engines!(everybody_who_waits_hears_of_the_opening, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room_with("site", &[]).await;
    let mut streams = Vec::new();
    for number in 0..20 {
        let invitation = room.invite(&format!("guest-{number}@example.org"), Role::Viewer).await;
        let guest = app.device();
        guest.open_link(&invitation).await;
        // Half of them have confirmed, half are still typing.
        if number % 2 == 0 {
            guest.confirm(&invitation, invitation.email.as_str()).await.unwrap();
        }
        streams.push(guest.lobby(&invitation).await);
    }
    let member = app.person("member@example.org").await;
    streams.push(member.device.room_stream(room.id, None).await);
    app.turn(HOUR).await;
    for mut stream in streams {
        assert!(
            matches!(stream.next().await, Some(StreamMessage::Event { event: RoomEvent::SessionChanged { session } })
                if session.opened_at == Some(after(HOUR)))
        );
    }
});

on_both_engines!(a_session_whose_hosts_have_gone_warns_and_ends, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    let bo = room.guest(&app, "bo@example.org", Role::Speaker).await;
    assert_eq!(room.page().await.unwrap().session.host_away_since, None, "no host has come yet");
    ann.device.enter(room.id, None).await.unwrap();
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let left_at = app.clock.now();
    ann.device.leave(room.id, None).await.unwrap();
    assert!(matches!(stream.event().await, RoomEvent::Left { .. }));
    assert_eq!(stream.session().await.host_away_since, Some(left_at));
    ann.device.enter(room.id, None).await.unwrap();
    assert!(matches!(stream.event().await, RoomEvent::Entered { .. }));
    assert_eq!(stream.session().await.host_away_since, None);
    ann.device.leave(room.id, None).await.unwrap();
    assert!(matches!(stream.event().await, RoomEvent::Left { .. }));
    let session = stream.session().await;
    let left = session.closes_at().since(app.clock.now());
    assert_eq!(left, Duration::from_mins(15));
    let millis = i64::try_from(left.as_millis()).unwrap();
    assert_eq!(app.turn(millis - 1).await, 0);
    assert_eq!(app.turn(1).await, 1);
    assert_eq!(stream.session().await.ended_at, Some(session.closes_at()));
    let admission = bo.device.admission(&bo.invitation).await;
    assert_eq!(admission, Admission::Refused(Refusal::SessionEnded));
});

//! A locked room: new viewers wait, those inside answer them, and everybody learns it within a moment.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::command::{CommandDenied, RoomCommand};
use domain::live::{RoomEvent, Sequence};
use domain::lock::{Knocker, LockCommand, LockEvent, Waiting};
use domain::session::SessionRefused;
use domain::{Admission, Permission, Refusal, Role};
use http::StatusCode;
use serde_json::json;
use server::live::lock::presence::follow_waiting;
use server::live::participants::presence::{ABSENT_AFTER, follow_presence};
use support::people::Told;
use support::stream::Stream;
use support::{Arguments, Device, HOUR, Person, Room, TestApp, on_both_engines};

const SECRET: &str = "we start in five minutes";

fn lock(command: LockCommand) -> RoomCommand {
    RoomCommand::Lock(command)
}

fn set_locked(is_locked: bool) -> RoomCommand {
    lock(LockCommand::SetLocked { is_locked })
}

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    room
}

impl Room<'_> {
    async fn host_does(&self, command: LockCommand) -> Told<Sequence> {
        self.owner.device.command(self.id, None, &lock(command)).await
    }

    async fn set_locked(&self, is_locked: bool) {
        self.host_does(LockCommand::SetLocked { is_locked }).await.unwrap();
    }

    async fn waiting(&self) -> Vec<Waiting> {
        self.owner.device.inside(self.id, None).await.state.lock.waiting
    }

    /// Invites a viewer, who proves their address and knocks.
    async fn knocking(&self, app: &TestApp, email: &str) -> (Device, InvitationReady) {
        let invitation = self.invite(email, Role::Viewer).await;
        let device = app.device();
        device.open_link(&invitation).await;
        device.confirm(&invitation, email).await.unwrap();
        device.knock(self, Some(&invitation)).await.unwrap();
        (device, invitation)
    }
}

impl Device {
    async fn knock(&self, room: &Room<'_>, invitation: Option<&InvitationReady>) -> Told<()> {
        let arguments = match invitation {
            Some(invitation) => json!({ "room": room.id, "invitation": invitation.id }),
            None => json!({ "room": room.id }),
        };
        self.call("/api/join/knock", Arguments::fields(&arguments)).await
    }
}

/// The next event at the door.
async fn at_the_door(stream: &mut Stream) -> LockEvent {
    match stream.event().await {
        RoomEvent::Lock(event) => event,
        other => panic!("{other:?}"),
    }
}

on_both_engines!(a_new_viewer_waits_and_goes_in_once_admitted, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    room.set_locked(true).await;
    let mut host = ann.device.room_stream(room.id, None).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.open_link(&invitation).await;
    assert!(matches!(bo.admission(&invitation).await, Admission::ConfirmAddress { .. }));
    bo.confirm(&invitation, "bo@example.org").await.unwrap();
    assert_eq!(bo.admission(&invitation).await, Admission::Knock(Role::Viewer));
    let locked = Err((StatusCode::CONFLICT, AppError::Session(SessionRefused::Locked)));
    assert_eq!(bo.enter(room.id, Some(&invitation)).await, locked);
    assert_eq!(room.waiting().await, [], "looking at the page is no knock");
    let mut lobby = bo.lobby(&invitation).await;
    bo.knock(&room, Some(&invitation)).await.unwrap();
    bo.knock(&room, Some(&invitation)).await.unwrap();
    let [waiting] = room.waiting().await.try_into().unwrap();
    assert_eq!((waiting.name.first(), waiting.is_guest, waiting.since), ("Bo", true, app.clock.now()));
    let number = waiting.number;
    assert_eq!(at_the_door(&mut host).await, LockEvent::Knocked { waiting });
    assert_eq!(bo.enter(room.id, Some(&invitation)).await, locked, "a knock opens nothing");
    room.host_does(LockCommand::Admit { number }).await.unwrap();
    assert_eq!(at_the_door(&mut host).await, LockEvent::Settled { number });
    let knocker = Knocker::Guest(invitation.id);
    assert_eq!(at_the_door(&mut lobby).await, LockEvent::Answered { knocker });
    assert_eq!(bo.admission(&invitation).await, Admission::Enter(Role::Viewer));
    bo.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(room.waiting().await, []);
    bo.leave(room.id, Some(&invitation)).await.unwrap();
    bo.enter(room.id, Some(&invitation)).await.unwrap();
});

on_both_engines!(who_is_declined_is_refused_until_somebody_changes_their_mind, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    room.set_locked(true).await;
    let (bo, invitation) = room.knocking(&app, "bo@example.org").await;
    let number = room.waiting().await[0].number;
    room.host_does(LockCommand::Decline { number }).await.unwrap();
    assert_eq!(bo.admission(&invitation).await, Admission::Refused(Refusal::Declined));
    let refused = Err((StatusCode::FORBIDDEN, AppError::Refused(Refusal::Declined)));
    assert_eq!(bo.knock(&room, Some(&invitation)).await, refused);
    assert_eq!(bo.enter(room.id, Some(&invitation)).await, refused);
    assert_eq!(bo.lobby(&invitation).await.refusal().await, Refusal::Declined);
    assert_eq!(room.waiting().await, []);
    room.host_does(LockCommand::Admit { number }).await.unwrap();
    bo.enter(room.id, Some(&invitation)).await.unwrap();
    let gone = Err((StatusCode::GONE, CommandDenied::Gone.into()));
    assert_eq!(room.host_does(LockCommand::Decline { number }).await, gone, "they are in");
    assert_eq!(room.host_does(LockCommand::Admit { number: 99 }).await, gone);
});

on_both_engines!(the_lock_holds_up_new_viewers_only, async |engine| {
    let app = TestApp::generous(engine).await;
    let (ann, cat) = (app.person("ann@example.org").await, app.person("cat@example.org").await);
    let room = open_room(&app, &ann).await;
    let old = room.guest(&app, "old@example.org", Role::Viewer).await;
    let leaver = room.guest(&app, "leaver@example.org", Role::Viewer).await;
    leaver.device.leave(room.id, Some(&leaver.invitation)).await.unwrap();
    room.set_locked(true).await;
    assert_eq!(old.device.admission(&old.invitation).await, Admission::Enter(Role::Viewer));
    old.device.leave(room.id, Some(&old.invitation)).await.unwrap();
    old.device.enter(room.id, Some(&old.invitation)).await.unwrap();
    assert_eq!(leaver.device.admission(&leaver.invitation).await, Admission::Knock(Role::Viewer));
    for (email, role) in [("mo@example.org", Role::Moderator), ("sue@example.org", Role::Speaker)] {
        let guest = room.guest(&app, email, role).await;
        assert_eq!(guest.device.admission(&guest.invitation).await, Admission::Enter(role));
    }
    room.change("audience", "site").await.unwrap();
    let live = cat.device.live_room(room.id, None).await.unwrap();
    assert_eq!((live.admission, live.inside), (Admission::Knock(Role::Viewer), None));
    cat.device.knock(&room, None).await.unwrap();
    let [waiting] = room.waiting().await.try_into().unwrap();
    assert!(!waiting.is_guest);
    room.host_does(LockCommand::AdmitAll).await.unwrap();
    cat.device.enter(room.id, None).await.unwrap();
});

on_both_engines!(unlocking_lets_in_everybody_who_waits_and_forgets_what_was_said, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    room.set_locked(true).await;
    let (bo, bos) = room.knocking(&app, "bo@example.org").await;
    let (cy, cys) = room.knocking(&app, "cy@example.org").await;
    let number = room.waiting().await[1].number;
    room.host_does(LockCommand::Decline { number }).await.unwrap();
    let mut lobby = bo.lobby(&bos).await;
    room.set_locked(false).await;
    assert_eq!(at_the_door(&mut lobby).await, LockEvent::Changed { is_locked: false });
    for (device, invitation) in [(&bo, &bos), (&cy, &cys)] {
        device.enter(room.id, Some(invitation)).await.unwrap();
        device.leave(room.id, Some(invitation)).await.unwrap();
    }
    assert_eq!(room.waiting().await, []);
    room.set_locked(true).await;
    assert_eq!(bo.admission(&bos).await, Admission::Knock(Role::Viewer), "a new lock asks anew");
});

on_both_engines!(who_waits_and_whoever_answers_see_the_same_after_a_reload, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let early = ann.device.inside(room.id, None).await.state;
    room.set_locked(true).await;
    for email in ["a@example.org", "b@example.org", "c@example.org", "d@example.org"] {
        room.knocking(&app, email).await;
    }
    let waiting = room.waiting().await;
    room.host_does(LockCommand::Admit { number: waiting[1].number }).await.unwrap();
    room.host_does(LockCommand::Decline { number: waiting[2].number }).await.unwrap();
    room.host_does(LockCommand::WriteMessage { text: format!(" {SECRET} ") }).await.unwrap();
    let mut state = early;
    for (sequence, event) in (1..).zip(app.events(room.id).await) {
        state.apply(sequence, event);
    }
    let reloaded = ann.device.inside(room.id, None).await.state;
    assert_eq!(reloaded, state);
    assert_eq!(reloaded.lock.waiting, [waiting[0].clone(), waiting[3].clone()]);
    assert_eq!(reloaded.lock.message, SECRET);
});

on_both_engines!(a_waiting_place_is_kept_by_the_stream_and_lost_without_it, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    room.set_locked(true).await;
    let mut host = ann.device.room_stream(room.id, None).await;
    let (bo, invitation) = room.knocking(&app, "bo@example.org").await;
    assert!(matches!(at_the_door(&mut host).await, LockEvent::Knocked { .. }));
    let lobby = bo.lobby(&invitation).await;
    app.clock.advance(ABSENT_AFTER * 2);
    assert_eq!(follow_waiting(&app.site).await.unwrap(), 0);
    drop(lobby);
    app.clock.advance(ABSENT_AFTER * 2);
    follow_presence(&app.site).await.unwrap();
    assert_eq!(follow_waiting(&app.site).await.unwrap(), 1);
    assert!(matches!(at_the_door(&mut host).await, LockEvent::Settled { .. }));
    assert_eq!(room.waiting().await, []);
    let last = app.events(room.id).await;
    let knocker = Knocker::Guest(invitation.id);
    assert_eq!(
        last.last(),
        Some(&RoomEvent::Lock(LockEvent::Answered { knocker })),
        "their page knocks again"
    );
    bo.knock(&room, Some(&invitation)).await.unwrap();
    assert_eq!(room.waiting().await.len(), 1);
});

on_both_engines!(what_is_said_to_those_who_wait_reaches_only_them_and_those_who_say_it, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let viewer = room.guest(&app, "vi@example.org", Role::Viewer).await;
    room.set_locked(true).await;
    let (bo, invitation) = room.knocking(&app, "bo@example.org").await;
    let stranger = app.device();
    let others = room.invite("other@example.org", Role::Viewer).await;
    stranger.open_link(&others).await;
    let mut heard = [
        viewer.device.room_stream(room.id, Some(&viewer.invitation)).await,
        bo.lobby(&invitation).await,
        stranger.lobby(&others).await,
    ];
    room.host_does(LockCommand::WriteMessage { text: SECRET.to_owned() }).await.unwrap();
    assert_eq!(at_the_door(&mut heard[1]).await, LockEvent::MessageChanged);
    room.change("title", "Marker").await.unwrap();
    for stream in &mut heard {
        stream.until_title("Marker").await;
        assert!(!stream.heard.contains(SECRET), "{}", stream.heard);
    }
    assert_eq!(bo.visit(&invitation).await.message.as_deref(), Some(SECRET));
    assert_eq!(stranger.visit(&others).await.message, None, "not before they are proven");
    let seen = viewer.inside().await.state.lock;
    assert!(seen.is_locked && seen.waiting.is_empty() && seen.message.is_empty());
    room.host_does(LockCommand::WriteMessage { text: String::new() }).await.unwrap();
    assert_eq!(bo.visit(&invitation).await.message, None);
});

on_both_engines!(only_those_who_manage_people_lock_and_answer, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let viewer = room.guest(&app, "vi@example.org", Role::Viewer).await;
    let speaker = room.guest(&app, "sp@example.org", Role::Speaker).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let first = mo.does(&set_locked(true)).await.unwrap();
    assert_eq!(mo.does(&set_locked(true)).await.unwrap(), first, "it is locked already");
    room.knocking(&app, "bo@example.org").await;
    let number = room.waiting().await[0].number;
    let denied = Err((StatusCode::FORBIDDEN, CommandDenied::NotAllowed(Permission::ManagePeople).into()));
    for guest in [&viewer, &speaker] {
        for command in [
            LockCommand::SetLocked { is_locked: false },
            LockCommand::Admit { number },
            LockCommand::AdmitAll,
            LockCommand::Decline { number },
            LockCommand::WriteMessage { text: "x".to_owned() },
        ] {
            assert_eq!(guest.does(&lock(command)).await, denied);
        }
        assert_eq!(guest.inside().await.state.lock.waiting, []);
    }
    mo.does(&lock(LockCommand::Admit { number })).await.unwrap();
});

on_both_engines!(who_was_removed_and_invited_again_knocks_again, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    room.set_locked(true).await;
    room.remove(bo.id).await.unwrap();
    ann.to_invitation::<()>("/api/invitations/restore", &bo.invitation).await.unwrap();
    let invitation = room.invitations().await.remove(0).ready;
    bo.device.open_link(&invitation).await;
    bo.device.confirm(&invitation, "bo@example.org").await.unwrap();
    assert_eq!(bo.device.admission(&invitation).await, Admission::Knock(Role::Viewer));
});

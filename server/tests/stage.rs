//! Raised hands and the stage: what reaches everybody, and what a reload shows.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use domain::command::{CommandDenied, RoomCommand};
use domain::live::{Participant, RoomEvent};
use domain::stage::{StageCommand, StageEvent};
use domain::{ParticipantId, Permission, Role};
use http::StatusCode;
use support::{Guest, HOUR, Person, Room, TestApp, on_both_engines};

fn stage(command: StageCommand) -> RoomCommand {
    RoomCommand::Stage(command)
}

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    room
}

/// Somebody as `reader` sees them after a reload.
async fn seen(reader: &Guest, who: ParticipantId) -> Participant {
    reader.inside().await.state.find(who).unwrap().clone()
}

on_both_engines!(a_raised_hand_is_seen_by_everybody_and_bringing_its_owner_lowers_it, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let mut stream = cy.device.room_stream(room.id, Some(&cy.invitation)).await;
    bo.does(&stage(StageCommand::RaiseHand)).await.unwrap();
    assert_eq!(
        stream.event().await,
        RoomEvent::Stage(StageEvent::HandRaised {
            participant: bo.id,
            at: app.clock.now(),
            is_in_crowd: false,
        })
    );
    assert_eq!(seen(&cy, bo.id).await.hand_raised_at, Some(app.clock.now()));
    mo.does(&stage(StageCommand::Bring { participant: bo.id })).await.unwrap();
    assert_eq!(stream.event().await, RoomEvent::Stage(StageEvent::SteppedOn { participant: bo.id }));
    let brought = seen(&cy, bo.id).await;
    assert_eq!((brought.is_on_stage, brought.hand_raised_at), (true, None));
    bo.does(&stage(StageCommand::StepOff)).await.unwrap();
    assert_eq!(stream.event().await, RoomEvent::Stage(StageEvent::SteppedOff { participant: bo.id }));
    assert!(!seen(&cy, bo.id).await.is_on_stage, "whoever was brought may go by themselves");
});

on_both_engines!(hands_and_stage_are_the_same_for_those_who_stay_and_those_who_reload, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mut state = ann.device.inside(room.id, None).await.state;
    // Whoever comes later is listed later.
    app.turn(1).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    app.turn(1).await;
    let sue = room.guest(&app, "sue@example.org", Role::Speaker).await;
    let host = state.me.unwrap();
    for (who, command) in [
        (&bo, StageCommand::RaiseHand),
        (&bo, StageCommand::RaiseHand),
        (&sue, StageCommand::StepOff),
        (&sue, StageCommand::RaiseHand),
        (&sue, StageCommand::LowerHand),
    ] {
        who.does(&stage(command)).await.unwrap();
    }
    for command in [StageCommand::StepOff, StageCommand::Bring { participant: host }] {
        ann.device.command(room.id, None, &stage(command)).await.unwrap();
    }
    room.change_role(bo.id, Role::Speaker).await.unwrap();
    room.change_role(sue.id, Role::Moderator).await.unwrap();
    let lower = StageCommand::LowerHandOf { participant: bo.id };
    sue.does(&stage(lower)).await.unwrap();
    for (sequence, event) in (1..).zip(app.events(room.id).await) {
        state.apply(sequence, event);
    }
    assert_eq!(ann.device.inside(room.id, None).await.state.participants, state.participants);
    let on_stage: Vec<_> = state.participants.iter().filter(|known| known.is_on_stage).collect();
    assert_eq!(on_stage.iter().map(|known| known.id).collect::<Vec<_>>(), [host, bo.id]);
});

on_both_engines!(what_is_so_already_is_not_told_again, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let raised = bo.does(&stage(StageCommand::RaiseHand)).await.unwrap();
    assert_eq!(bo.does(&stage(StageCommand::RaiseHand)).await.unwrap(), raised);
    assert_eq!(bo.does(&stage(StageCommand::StepOff)).await.unwrap(), raised);
});

on_both_engines!(speakers_and_hosts_are_on_stage_when_they_come_and_whoever_leaves_is_off, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let sue = room.guest(&app, "sue@example.org", Role::Speaker).await;
    assert!(seen(&bo, sue.id).await.is_on_stage && !seen(&bo, bo.id).await.is_on_stage);
    let host = ann.device.inside(room.id, None).await.state.me.unwrap();
    assert!(seen(&bo, host).await.is_on_stage);
    let bring = StageCommand::Bring { participant: bo.id };
    ann.device.command(room.id, None, &stage(bring)).await.unwrap();
    bo.does(&stage(StageCommand::RaiseHand)).await.unwrap();
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    let back = seen(&sue, bo.id).await;
    assert_eq!((back.is_on_stage, back.hand_raised_at), (false, None));
});

on_both_engines!(nobody_does_on_the_stage_what_their_role_does_not_allow, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let host = ann.device.inside(room.id, None).await.state.me.unwrap();
    let denied = |denied: CommandDenied| Err((StatusCode::FORBIDDEN, denied.into()));
    for command in [
        StageCommand::Bring { participant: bo.id },
        StageCommand::TakeOff { participant: host },
        StageCommand::LowerHandOf { participant: host },
    ] {
        let missing = CommandDenied::NotAllowed(Permission::ManagePeople);
        assert_eq!(bo.does(&stage(command)).await, denied(missing));
    }
    assert_eq!(bo.does(&stage(StageCommand::StepOn)).await, denied(CommandDenied::NotOfTheStage));
    let take_off = StageCommand::TakeOff { participant: host };
    assert_eq!(mo.does(&stage(take_off)).await, denied(CommandDenied::NotAHost));
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    let bring = StageCommand::Bring { participant: bo.id };
    assert_eq!(mo.does(&stage(bring)).await, Err((StatusCode::GONE, CommandDenied::Gone.into())));
});

//! Inside the room: who is there, what they hear, and how they go.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::time::Duration;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use axum::body::Body;
use domain::invitation::InvitationState;
use domain::live::{Participant, RoomEvent, StreamMessage};
use domain::room::RoomDenied;
use domain::{Admission, HostKind, ParticipantId, Refusal, Role, Settings};
use futures::FutureExt;
use http::{Request, StatusCode};
use serde_json::json;
use server::db::DbError;
use server::live::events;
use server::live::participants::presence::{ABSENT_AFTER, follow_presence};
use support::stream::room_stream;
use support::{Device, HOUR, Person, Room, TestApp, on_both_engines};

/// A room whose session is open, and nobody in it.
async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    room
}

/// Somebody inside by an invitation.
struct Guest {
    device: Device,
    invitation: InvitationReady,
    id: ParticipantId,
}

async fn guest(app: &TestApp, room: &Room<'_>, email: &str, role: Role) -> Guest {
    let invitation = room.invite(email, role).await;
    let device = app.device();
    device.join(&invitation, room.id).await;
    let id = device.inside(room.id, Some(&invitation)).await.state.me.unwrap();
    Guest { device, invitation, id }
}

/// Who is inside, as the room's owner sees it.
async fn inside(room: &Room<'_>) -> Vec<Participant> {
    room.owner.device.inside(room.id, None).await.state.participants
}

on_both_engines!(everybody_inside_hears_who_comes_and_goes_in_order, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    ann.device.enter(room.id, None).await.unwrap();
    let host = ann.device.inside(room.id, None).await.state.me.unwrap();
    let mut stream = ann.device.room_stream(room.id, None).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let cy = guest(&app, &room, "cy@example.org", Role::Speaker).await;
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    room.change("title", "Marker").await.unwrap();
    let events: Vec<_> = stream
        .until_title("Marker")
        .await
        .into_iter()
        // Each claim of a link, for the hosts' list.
        .filter(|event| !matches!(event, RoomEvent::InvitationNoted { .. }))
        .map(|event| match event {
            RoomEvent::Entered { participant } => (participant.id, Some(participant.role)),
            RoomEvent::Left { participant, .. } => (participant, None),
            other => panic!("{other:?}"),
        })
        .collect();
    let (viewer, speaker) = (Some(Role::Viewer), Some(Role::Speaker));
    assert_eq!(events, [(bo.id, viewer), (cy.id, speaker), (bo.id, None), (bo.id, viewer)]);
    let ids: Vec<_> = inside(&room).await.iter().map(|who| who.id).collect();
    assert_eq!(ids.len(), 3);
    assert!([host, bo.id, cy.id].iter().all(|id| ids.contains(id)), "who comes back is the same person");
    // What the log says is what a page that loads now sees.
    let mut state = ann.device.inside(room.id, None).await.state;
    state.participants.clear();
    state.sequence = 0;
    for (at, event) in (1..).zip(app.events(room.id).await) {
        state.apply(at, event);
    }
    let mut replayed: Vec<_> = state.participants.iter().map(|who| who.id).collect();
    let mut shown = ids;
    replayed.sort_unstable();
    shown.sort_unstable();
    assert_eq!(replayed, shown);
});

on_both_engines!(a_new_role_acts_on_the_stream_and_survives_a_reload, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    room.change_role(bo.id, Role::Moderator).await.unwrap();
    let changed = RoomEvent::InvitationChanged { invitation: bo.invitation.id, role: Role::Moderator };
    assert_eq!(stream.event().await, changed);
    assert_eq!(stream.event().await, RoomEvent::RoleChanged { participant: bo.id, role: Role::Moderator });
    let reloaded = bo.device.live_room(room.id, Some(&bo.invitation)).await.unwrap();
    assert_eq!(reloaded.admission, Admission::Enter(Role::Moderator));
    assert_eq!(reloaded.inside.unwrap().state.participants[0].role, Role::Moderator);
    assert_eq!(room.invitations().await[0].ready.role, Role::Moderator);
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    assert_eq!(inside(&room).await[0].role, Role::Moderator, "leaving has cost the promotion");
    let events = app.events(room.id).await.len();
    room.change_role(bo.id, Role::Moderator).await.unwrap();
    let unchanged = app.events(room.id).await;
    assert!(
        !unchanged[events..].iter().any(|event| matches!(event, RoomEvent::RoleChanged { .. })),
        "the same role again is no change"
    );
});

on_both_engines!(a_role_decides_from_the_very_next_event, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let bea = app.person("bea@example.org").await;
    let room = ann.room_with("invited", &[(bea.id, HostKind::CoOwner)]).await;
    app.turn(HOUR).await;
    bea.device.enter(room.id, None).await.unwrap();
    let mut stream = bea.device.room_stream(room.id, None).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    room.try_invite("bo@example.org", Role::Speaker, "update").await.unwrap();
    let seen = RoomEvent::InvitationChanged { invitation: bo.id, role: Role::Speaker };
    assert_eq!(stream.event().await, seen, "a host hears of invitations");
    // No host any more: the room's invitations are none of theirs from now on.
    room.change("hosts", json!([])).await.unwrap();
    room.try_invite("bo@example.org", Role::Moderator, "update").await.unwrap();
    assert!(matches!(stream.event().await, RoomEvent::RoleChanged { role: Role::Viewer, .. }));
    assert_eq!(stream.refusal().await, Refusal::NotInvited);
    assert!(!stream.heard.contains("moderator"), "who is no host any more still hears as one");
});

on_both_engines!(a_host_who_has_not_gone_in_stops_hearing_as_one_at_once, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    for (audience, told) in [("invited", Some(Refusal::NotInvited)), ("site", None)] {
        let room = ann.room_with(audience, &[(bea.id, HostKind::CoEditor)]).await;
        let bo = room.invite("bo@example.org", Role::Viewer).await;
        let mut stream = bea.device.room_stream(room.id, None).await;
        room.change("hosts", json!([])).await.unwrap();
        ann.to_invitation::<()>("/api/invitations/remove", &bo).await.unwrap();
        let last = told.map_or(StreamMessage::Resync, |refusal| StreamMessage::Refused { refusal });
        assert_eq!((stream.next().await, stream.next().await), (Some(last), None), "{audience}");
        assert!(!stream.heard.contains(&bo.id.to_string()), "{}", stream.heard);
    }
});

on_both_engines!(whose_part_in_hosting_changes_learns_it_at_once_and_nobody_else, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let dee = app.person("dee@example.org").await;
    let room = ann.room_with("site", &[(dee.id, HostKind::CoOwner)]).await;
    for kind in [HostKind::CoEditor, HostKind::CoPublisher] {
        let mut stream = bea.device.room_stream(room.id, None).await;
        let mut others =
            [ann.device.room_stream(room.id, None).await, dee.device.room_stream(room.id, None).await];
        let hosts = json!([(dee.id, HostKind::CoOwner), (bea.id, kind)]);
        room.change("hosts", hosts.clone()).await.unwrap();
        assert_eq!(stream.next().await, Some(StreamMessage::Resync), "{kind}");
        room.change("hosts", hosts).await.unwrap();
        room.change("title", kind.to_string()).await.unwrap();
        for stream in &mut others {
            assert_eq!(stream.until_title(&kind.to_string()).await, []);
        }
    }
});

on_both_engines!(a_lobby_never_hears_who_is_inside, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let member = app.person("member@example.org").await;
    let room = open_room(&app, &ann).await;
    room.change("audience", "site").await.unwrap();
    let waiting = room.invite("waiting@example.org", Role::Viewer).await;
    let (typing, confirmed) = (app.device(), app.device());
    typing.open_link(&waiting).await;
    let second = room.invite("second@example.org", Role::Viewer).await;
    confirmed.open_link(&second).await;
    confirmed.confirm(&second, "second@example.org").await.unwrap();
    let mut streams = vec![
        typing.lobby(&waiting).await,
        confirmed.lobby(&second).await,
        confirmed.room_stream(room.id, Some(&second)).await,
        member.device.room_stream(room.id, None).await,
    ];
    ann.device.enter(room.id, None).await.unwrap();
    let secret = guest(&app, &room, "secret@example.org", Role::Speaker).await;
    room.change_role(secret.id, Role::Moderator).await.unwrap();
    secret.device.leave(room.id, Some(&secret.invitation)).await.unwrap();
    room.remove(secret.id).await.unwrap();
    room.change("title", "Marker").await.unwrap();
    let private = [
        secret.id.to_string(),
        secret.invitation.id.to_string(),
        ann.device.inside(room.id, None).await.state.me.unwrap().to_string(),
        "secret".to_owned(),
        "moderator".to_owned(),
    ];
    for stream in &mut streams {
        assert_eq!(stream.until_title("Marker").await, []);
        for word in &private {
            assert!(!stream.heard.contains(word.as_str()), "a lobby hears {word}: {}", stream.heard);
        }
    }
});

on_both_engines!(a_guest_in_two_tabs_is_there_once_and_hears_in_both, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let mut tabs = [
        bo.device.room_stream(room.id, Some(&bo.invitation)).await,
        bo.device.room_stream(room.id, Some(&bo.invitation)).await,
    ];
    let cy = guest(&app, &room, "cy@example.org", Role::Viewer).await;
    for tab in &mut tabs {
        assert!(matches!(tab.event().await, RoomEvent::Entered { participant } if participant.id == cy.id));
    }
    let [first, second] = tabs;
    drop(first);
    app.clock.advance(ABSENT_AFTER * 2);
    follow_presence(&app.site).await.unwrap();
    assert!(inside(&room).await.iter().any(|who| who.id == bo.id), "one tab is enough to be there");
    drop(second);
});

on_both_engines!(removing_somebody_ends_their_stream_and_their_link_stays_dead, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Speaker).await;
    let cy = guest(&app, &room, "cy@example.org", Role::Viewer).await;
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let mut lobby = bo.device.lobby(&bo.invitation).await;
    let mut others = cy.device.room_stream(room.id, Some(&cy.invitation)).await;
    room.remove(bo.id).await.unwrap();
    assert!(matches!(stream.refusal().await, Refusal::Removed | Refusal::InvitationRemoved));
    assert!(matches!(lobby.refusal().await, Refusal::Removed | Refusal::InvitationRemoved));
    assert_eq!(others.event().await, RoomEvent::Removed { participant: bo.id, is_in_crowd: false });
    let gone = Err((StatusCode::GONE, AppError::Refused(Refusal::InvitationRemoved)));
    assert_eq!(bo.device.enter(room.id, Some(&bo.invitation)).await, gone);
    assert_eq!(bo.device.enter(room.id, None).await, gone);
    let again = app.device();
    again.open_link(&bo.invitation).await;
    assert_eq!(again.confirm(&bo.invitation, "bo@example.org").await, gone);
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    assert_eq!(stream.refusal().await, Refusal::InvitationRemoved, "the stream has come back");
    assert_eq!(room.listed(&bo.invitation).await.state, InvitationState::Removed);
    assert_eq!(inside(&room).await.len(), 1);
    room.remove(bo.id).await.unwrap();
});

on_both_engines!(a_member_who_was_removed_does_not_come_back, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, dee) = (app.person("ann@example.org").await, app.person("dee@example.org").await);
    let room = ann.room_with("site", &[]).await;
    app.turn(HOUR).await;
    dee.device.enter(room.id, None).await.unwrap();
    let id = dee.device.inside(room.id, None).await.state.me.unwrap();
    let mut stream = dee.device.room_stream(room.id, None).await;
    room.remove(id).await.unwrap();
    assert_eq!(stream.refusal().await, Refusal::Removed);
    let refused = Err((StatusCode::FORBIDDEN, AppError::Refused(Refusal::Removed)));
    assert_eq!(dee.device.enter(room.id, None).await, refused);
    // An invitation forgives.
    room.invite("dee@example.org", Role::Viewer).await;
    dee.device.enter(room.id, None).await.unwrap();
    assert_eq!(inside(&room).await.len(), 1);
});

on_both_engines!(only_those_who_manage_people_change_roles_and_remove, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let dee = app.person("dee@example.org").await;
    let room = open_room(&app, &ann).await;
    let other = bea.room(0, 5 * HOUR).await;
    room.invite("dee@example.org", Role::Speaker).await;
    dee.device.enter(room.id, None).await.unwrap();
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    ann.device.enter(room.id, None).await.unwrap();
    let host = ann.device.inside(room.id, None).await.state.me.unwrap();
    let before = app.rows().await;
    let denied = |reason| Err((StatusCode::FORBIDDEN, AppError::RoomDenied(reason)));
    for person in [&dee, &bea] {
        assert_eq!(room.by(person).change_role(bo.id, Role::Speaker).await, denied(RoomDenied::NotManager));
        assert_eq!(room.by(person).remove(bo.id).await, denied(RoomDenied::NotManager));
    }
    let not_found = Err((StatusCode::NOT_FOUND, AppError::NotFound));
    assert_eq!(other.change_role(bo.id, Role::Speaker).await, not_found, "a guest of another room");
    assert_eq!(other.remove(bo.id).await, not_found);
    assert_eq!(room.change_role(bo.id, Role::Host).await, denied(RoomDenied::RoleNotOffered));
    assert_eq!(room.change_role(host, Role::Viewer).await, denied(RoomDenied::TargetIsHost));
    assert_eq!(room.remove(host).await, denied(RoomDenied::TargetIsHost));
    assert_eq!(app.rows().await, before);
});

on_both_engines!(a_moderator_who_came_by_a_link_changes_roles_and_removes_all_but_hosts, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    ann.device.enter(room.id, None).await.unwrap();
    let host = ann.device.inside(room.id, None).await.state.me.unwrap();
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    mo.change_role(bo.id, Role::Speaker).await.unwrap();
    let promoted = [
        RoomEvent::InvitationChanged { invitation: bo.invitation.id, role: Role::Speaker },
        RoomEvent::RoleChanged { participant: bo.id, role: Role::Speaker },
    ];
    assert_eq!([stream.event().await, stream.event().await], promoted);
    let denied = |reason| Err((StatusCode::FORBIDDEN, AppError::RoomDenied(reason)));
    assert_eq!(bo.change_role(mo.id, Role::Viewer).await, denied(RoomDenied::NotManager));
    assert_eq!(mo.remove(host).await, denied(RoomDenied::TargetIsHost));
    assert_eq!(mo.change_role(bo.id, Role::Host).await, denied(RoomDenied::RoleNotOffered));
    mo.remove(bo.id).await.unwrap();
    assert!(matches!(stream.refusal().await, Refusal::Removed | Refusal::InvitationRemoved));
    let gone = Err((StatusCode::GONE, AppError::Refused(Refusal::InvitationRemoved)));
    assert_eq!(bo.device.enter(room.id, Some(&bo.invitation)).await, gone, "the link is dead");
    mo.device.leave(room.id, Some(&mo.invitation)).await.unwrap();
    assert_eq!(mo.change_role(host, Role::Viewer).await, denied(RoomDenied::NotManager), "outside");
});

on_both_engines!(deleting_a_room_ends_lobbies_and_streams_inside, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let waiting = room.invite("cy@example.org", Role::Viewer).await;
    let cy = app.device();
    cy.open_link(&waiting).await;
    let mut streams = [
        bo.device.room_stream(room.id, Some(&bo.invitation)).await,
        cy.lobby(&waiting).await,
        ann.device.room_stream(room.id, None).await,
    ];
    room.act("/api/rooms/delete").await.unwrap();
    for stream in &mut streams {
        assert_eq!(stream.refusal().await, Refusal::RoomDeleted);
    }
    assert_eq!(cy.admission(&waiting).await, Admission::Refused(Refusal::RoomDeleted));
    assert_eq!(cy.visit(&waiting).await.room, None);
    room.act("/api/rooms/restore").await.unwrap();
    assert!(matches!(cy.admission(&waiting).await, Admission::ConfirmAddress { .. }));
    assert_eq!(bo.device.admission(&bo.invitation).await, Admission::Enter(Role::Viewer));
});

on_both_engines!(hosts_inside_know_the_settings_but_no_lists_of_domains, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let blocked = vec!["bad.example".to_owned()];
    let settings = Settings { advance_entry_minutes: 30, blocked_domains: blocked, ..Settings::default() };
    app.set(settings).await;
    let known = Settings { advance_entry_minutes: 30, ..Settings::default() };
    assert_eq!(ann.device.inside(room.id, None).await.settings, Some(known));
    let bo = guest(&app, &room, "bo@example.org", Role::Moderator).await;
    assert_eq!(bo.device.inside(room.id, Some(&bo.invitation)).await.settings, None);
});

on_both_engines!(what_was_taken_back_while_a_page_slept_does_not_refuse_it, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let waiting = room.invite("cy@example.org", Role::Viewer).await;
    let cy = app.device();
    cy.open_link(&waiting).await;
    let slept_at = app.events(room.id).await.len().try_into().unwrap();
    room.act("/api/rooms/delete").await.unwrap();
    room.act("/api/rooms/restore").await.unwrap();
    ann.to_invitation::<()>("/api/invitations/remove", &waiting).await.unwrap();
    ann.to_invitation::<()>("/api/invitations/restore", &waiting).await.unwrap();
    let mut streams = [
        bo.device.resume(&room_stream(room.id, Some(&bo.invitation)), slept_at).await,
        cy.resume(&format!("/live/invitations/{}", waiting.id), slept_at).await,
    ];
    room.change("title", "Marker").await.unwrap();
    for stream in &mut streams {
        stream.until_title("Marker").await;
        assert!(!stream.heard.contains("refused"), "{}", stream.heard);
    }
});

on_both_engines!(an_invitation_removed_while_its_guest_waits_ends_the_lobby, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let (bos, cys) = (
        room.invite("bo@example.org", Role::Viewer).await,
        room.invite("cy@example.org", Role::Viewer).await,
    );
    let (bo, cy) = (app.device(), app.device());
    bo.open_link(&bos).await;
    cy.open_link(&cys).await;
    bo.confirm(&bos, "bo@example.org").await.unwrap();
    let (mut stream, mut other) = (bo.lobby(&bos).await, cy.lobby(&cys).await);
    ann.to_invitation::<()>("/api/invitations/remove", &bos).await.unwrap();
    assert_eq!(stream.refusal().await, Refusal::InvitationRemoved);
    room.change("title", "Marker").await.unwrap();
    assert_eq!(other.until_title("Marker").await, [], "another guest hears of it");
});

on_both_engines!(inviting_somebody_again_higher_promotes_them_inside, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    room.try_invite("bo@example.org", Role::Speaker, "update").await.unwrap();
    room.change("title", "Marker").await.unwrap();
    let heard = stream.until_title("Marker").await;
    assert!(heard.contains(&RoomEvent::RoleChanged { participant: bo.id, role: Role::Speaker }), "{heard:?}");
    assert_eq!(inside(&room).await[0].role, Role::Speaker);
});

on_both_engines!(a_member_inside_who_is_invited_higher_is_promoted_at_once, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, dee) = (app.person("ann@example.org").await, app.person("dee@example.org").await);
    let room = ann.room_with("site", &[]).await;
    app.turn(HOUR).await;
    dee.device.enter(room.id, None).await.unwrap();
    let id = dee.device.inside(room.id, None).await.state.me.unwrap();
    let mut stream = dee.device.room_stream(room.id, None).await;
    let invitation = room.invite("dee@example.org", Role::Moderator).await;
    assert_eq!(stream.event().await, RoomEvent::RoleChanged { participant: id, role: Role::Moderator });
    let live = dee.device.live_room(room.id, None).await.unwrap();
    assert_eq!((live.admission, live.invitation), (Admission::Enter(Role::Moderator), Some(invitation.id)));
    assert_eq!(live.inside.unwrap().state.me, Some(id), "they have become somebody else");
    dee.device.enter(room.id, None).await.unwrap();
    assert_eq!(inside(&room).await.len(), 1, "they are there twice");
    room.change_role(id, Role::Speaker).await.unwrap();
    assert_eq!(room.invitations().await[0].ready.role, Role::Speaker);
    // And their stream ends when the invitation does.
    ann.to_invitation::<()>("/api/invitations/remove", &invitation).await.unwrap();
    assert!(matches!(stream.refusal().await, Refusal::Removed | Refusal::InvitationRemoved));
});

on_both_engines!(who_has_no_stream_for_a_while_has_left, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let cy = guest(&app, &room, "cy@example.org", Role::Viewer).await;
    let stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let mut others = cy.device.room_stream(room.id, Some(&cy.invitation)).await;
    app.clock.advance(Duration::from_hours(1));
    assert_eq!(follow_presence(&app.site).await.unwrap(), 0, "an open page is there however long");
    drop(stream);
    app.clock.advance(ABSENT_AFTER);
    assert_eq!(follow_presence(&app.site).await.unwrap(), 0, "a tunnel is no farewell");
    app.clock.advance(Duration::from_millis(1));
    assert_eq!(follow_presence(&app.site).await.unwrap(), 1);
    assert_eq!(others.event().await, RoomEvent::Left { participant: bo.id, is_in_crowd: false });
    assert_eq!(follow_presence(&app.site).await.unwrap(), 0, "leaving once is enough");
    assert_eq!(inside(&room).await.len(), 1);
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    assert!(matches!(others.event().await, RoomEvent::Entered { participant } if participant.id == bo.id));
});

on_both_engines!(a_lobby_in_another_tab_is_no_presence_inside, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let lobby = bo.device.lobby(&bo.invitation).await;
    app.clock.advance(ABSENT_AFTER + Duration::from_secs(1));
    assert_eq!(follow_presence(&app.site).await.unwrap(), 1);
    drop(lobby);
});

on_both_engines!(a_page_that_slept_too_long_learns_that_it_has_left, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let slept_at = app.events(room.id).await.len().try_into().unwrap();
    app.clock.advance(ABSENT_AFTER * 2);
    assert_eq!(follow_presence(&app.site).await.unwrap(), 1);
    let cy = guest(&app, &room, "cy@example.org", Role::Viewer).await;
    // It comes back as a page does that believes itself inside; it must be told to look again, or it would
    // show an empty room for ever.
    let mut stream = bo.device.resume(&room_stream(room.id, Some(&bo.invitation)), slept_at).await;
    let heard = stream.next().await;
    let own = StreamMessage::Event { event: RoomEvent::Left { participant: bo.id, is_in_crowd: false } };
    assert!(heard == Some(StreamMessage::Resync) || heard == Some(own), "{heard:?}");
    // Once it has looked, its next stream is quiet about the past.
    let now = app.events(room.id).await.len().try_into().unwrap();
    let mut stream = bo.device.resume(&room_stream(room.id, Some(&bo.invitation)), now).await;
    cy.device.leave(room.id, Some(&cy.invitation)).await.unwrap();
    room.change("title", "Marker").await.unwrap();
    assert_eq!(stream.until_title("Marker").await, [], "who has left hears who is inside");
});

on_both_engines!(a_page_that_comes_back_hears_exactly_what_it_missed, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let path = room_stream(room.id, Some(&bo.invitation));
    let mut stream = bo.device.stream(&path).await;
    let cy = guest(&app, &room, "cy@example.org", Role::Viewer).await;
    assert!(matches!(stream.event().await, RoomEvent::Entered { .. }));
    let last = stream.last.unwrap();
    drop(stream);
    cy.device.leave(room.id, Some(&cy.invitation)).await.unwrap();
    room.change("title", "Missed").await.unwrap();
    // Somebody else's, which is none of bo's business.
    room.try_invite("cy@example.org", Role::Speaker, "update").await.unwrap();
    let mut stream = bo.device.resume(&path, last).await;
    assert_eq!(stream.event().await, RoomEvent::Left { participant: cy.id, is_in_crowd: false });
    assert_eq!(stream.last, Some(last + 1));
    assert!(matches!(stream.event().await, RoomEvent::DetailsChanged { .. }));
    assert_eq!(stream.last, Some(last + 2));
    room.change("title", "Marker").await.unwrap();
    let between = stream.until_title("Marker").await;
    assert_eq!(between, [RoomEvent::RoleChanged { participant: cy.id, role: Role::Speaker }]);
    // What the page was drawn with counts when the browser has heard nothing yet.
    let mut fresh = bo.device.stream(&format!("{path}&after={last}")).await;
    assert_eq!(fresh.event().await, RoomEvent::Left { participant: cy.id, is_in_crowd: false });
    // A number from nowhere is no way to break a stream.
    for nonsense in [i64::MAX, -5, 0] {
        let mut stream = bo.device.resume(&path, nonsense).await;
        room.change("title", format!("After {nonsense}")).await.unwrap();
        stream.until_title(&format!("After {nonsense}")).await;
    }
});

on_both_engines!(a_page_too_far_behind_is_told_to_look_again, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    let path = room_stream(room.id, Some(&bo.invitation));
    let last: i64 = app.events(room.id).await.len().try_into().unwrap();
    // Open from the beginning, and never read: its queue must not grow for ever.
    let mut slow = bo.device.stream(&path).await;
    let (id, participant, now) = (room.id, bo.id, app.clock.now());
    let logged = app.site.db.write(move |connection| {
        async move {
            for number in 0..1_100 {
                let role = if number % 2 == 0 { Role::Speaker } else { Role::Viewer };
                events::append(connection, id, &RoomEvent::RoleChanged { participant, role }, now).await?;
            }
            Ok::<_, DbError>(())
        }
        .boxed()
    });
    logged.await.unwrap();
    room.change("title", "Marker").await.unwrap();
    let mut stream = bo.device.resume(&path, last).await;
    assert_eq!(stream.next().await, Some(StreamMessage::Resync));
    assert_eq!(stream.next().await, None);
    let mut within_reach = bo.device.resume(&path, last + 200).await;
    assert!(!within_reach.until_title("Marker").await.is_empty());
    let mut heard = 0;
    loop {
        match slow.next().await {
            Some(StreamMessage::Event { event: RoomEvent::DetailsChanged { .. } }) => break,
            Some(StreamMessage::Event { .. }) => heard += 1,
            Some(StreamMessage::Resync) => {
                assert_eq!(slow.next().await, None);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(heard <= 1_101, "an event came twice");
});

on_both_engines!(streams_of_two_nodes_hear_what_either_writes, async |engine| {
    if matches!(engine.location, server::db::Location::Folder(_)) {
        // SQLite has one node.
        return;
    }
    let first = TestApp::real(engine).await;
    let second = first.other_node().await;
    let ann = first.person("ann@example.org").await;
    let room = open_room(&first, &ann).await;
    let bo = guest(&second, &room, "bo@example.org", Role::Viewer).await;
    let mut there = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let mut here = ann.device.room_stream(room.id, None).await;
    room.change_role(bo.id, Role::Speaker).await.unwrap();
    let changed = RoomEvent::RoleChanged { participant: bo.id, role: Role::Speaker };
    assert!(matches!(there.event().await, RoomEvent::InvitationChanged { .. }));
    assert_eq!(there.event().await, changed);
    assert!(matches!(here.event().await, RoomEvent::InvitationChanged { .. }));
    assert_eq!(here.event().await, changed);
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    assert_eq!(here.event().await, RoomEvent::Left { participant: bo.id, is_in_crowd: false });
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    // Presence on one node counts on the other, once its node has noted it.
    let stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    first.clock.advance(ABSENT_AFTER * 2);
    follow_presence(&second.site).await.unwrap();
    assert_eq!(follow_presence(&first.site).await.unwrap(), 0);
    drop(stream);
    room.remove(bo.id).await.unwrap();
    assert!(matches!(there.refusal().await, Refusal::Removed | Refusal::InvitationRemoved));
});

on_both_engines!(nobody_opens_streams_without_end, async |engine| {
    let app = TestApp::generous(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    for (device, invitation) in [(&ann.device, None), (&bo.device, Some(&bo.invitation))] {
        let path = room_stream(room.id, invitation);
        let request = || Request::get(&path).header("sec-fetch-site", "same-origin");
        let mut open = Vec::new();
        let refused = loop {
            let answer = device.open(request(), Body::empty()).await;
            if answer.status() != StatusCode::OK {
                break answer;
            }
            open.push(answer);
            assert!(open.len() < 100, "a hundred streams are open");
        };
        assert!(open.len() >= 12, "only {} tabs may be open", open.len());
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.headers()["retry-after"], "15");
        let other = room.by(&bea).owner.device.room_stream(room.id, None).await.refusal().await;
        assert_eq!(other, Refusal::NotInvited, "others are answered as ever");
        open.pop();
        assert_eq!(device.open(request(), Body::empty()).await.status(), StatusCode::OK);
    }
});

on_both_engines!(a_node_that_stops_ends_its_streams, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mut stream = ann.device.room_stream(room.id, None).await;
    app.site.hub.stop();
    assert_eq!(stream.next().await, None);
});

on_both_engines!(strangers_hear_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, stranger) = (app.person("ann@example.org").await, app.person("stranger@example.org").await);
    let room = open_room(&app, &ann).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let mut stream = stranger.device.room_stream(room.id, None).await;
    assert_eq!(stream.refusal().await, Refusal::NotInvited);
    let mut stream = app.device().lobby(&invitation).await;
    assert_eq!(stream.refusal().await, Refusal::UnknownLink);
    for path in [
        format!("/live/rooms/{}", room.id),
        format!("/live/rooms/{}", domain::RoomId::from_bits(7)),
        format!("/live/invitations/{}", domain::InvitationId::from_bits(7)),
    ] {
        let request = http::Request::get(&path).header("sec-fetch-site", "same-origin");
        let answer = app.device().send(request, axum::body::Body::empty()).await;
        assert!(
            answer.status == StatusCode::UNAUTHORIZED || answer.status == StatusCode::NOT_FOUND,
            "{path}"
        );
    }
});

on_both_engines!(a_page_that_listens_before_it_has_come_back_in_is_told_to_look_again, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = guest(&app, &room, "bo@example.org", Role::Viewer).await;
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    let mut early = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    assert_eq!(early.next().await, Some(StreamMessage::Resync));
    assert_eq!(early.next().await, None);
});

on_both_engines!(a_page_about_the_room_keeps_nobody_inside, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    ann.device.enter(room.id, None).await.unwrap();
    let _media_page = ann.device.stream(&format!("/live/rooms/{}?watching=true", room.id)).await;
    app.clock.advance(ABSENT_AFTER + Duration::from_secs(1));
    assert_eq!(follow_presence(&app.site).await.unwrap(), 1);
    assert!(room.page().await.unwrap().session.host_away_since.is_some());
});

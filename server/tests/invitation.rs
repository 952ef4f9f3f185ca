//! An invitation, and what inviting its address once more makes of it.

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::invitation::InvitationState;
use domain::live::RoomEvent;
use domain::{Admission, Refusal, Role, Settings, Timestamp};
use http::StatusCode;
use serde_json::json;
use support::{HOUR, MINUTE, NOW, PUBLIC_URL, TestApp, on_both_engines};

const REMOVE: &str = "/api/invitations/remove";
const RESTORE: &str = "/api/invitations/restore";

fn after(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + millis)
}

fn request(room: domain::RoomId, email: &str, role: &str) -> serde_json::Value {
    json!({ "request": {
        "room": room, "email": email, "first_name": "Bo", "last_name": "Guest", "role": role,
        "if_invited": "ask",
    }})
}

async fn is_unknown(app: &TestApp, old: &InvitationReady) -> bool {
    let device = app.device();
    device.open_link(old).await;
    matches!(device.admission(old).await, Admission::Refused(_))
}

on_both_engines!(an_invitation_is_answered_with_its_link, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = room.invite(" Bo.Guest@Example.ORG ", Role::Moderator).await;
    assert_eq!((ready.email.as_str(), ready.role), ("bo.guest@example.org", Role::Moderator));
    let token = ready.link.strip_prefix(&format!("{PUBLIC_URL}/i/")).unwrap();
    assert_eq!(token.len(), 64, "384 bits in base64url");
    let list = room.invitations().await;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].ready, ready, "copying it again gives the same link");
    assert_eq!((list[0].state, list[0].devices.len(), list[0].invited_at), (InvitationState::Open, 0, NOW));
});

on_both_engines!(inviting_somebody_again_asks_and_shows_the_link_there_is, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let first = room.invite("bo@example.org", Role::Viewer).await;
    let before = app.rows().await;
    for address in ["bo@example.org", "BO@example.org "] {
        let again = room.try_invite(address, Role::Speaker, "ask").await;
        let known = AppError::AlreadyInvited(Box::new(first.clone()));
        assert_eq!(again, Err((StatusCode::CONFLICT, known)));
    }
    assert_eq!(app.rows().await, before, "asking changes nothing");
    // Dots and plus parts are other mailboxes.
    room.invite("b.o@example.org", Role::Viewer).await;
    room.invite("bo+1@example.org", Role::Viewer).await;
    let other = ann.room(HOUR, 2 * HOUR).await;
    assert_ne!(other.invite("bo@example.org", Role::Viewer).await.link, first.link);
});

on_both_engines!(an_update_changes_name_and_type_and_keeps_the_link, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let first = room.invite("bo@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.open_link(&first).await;
    bo.confirm(&first, "bo@example.org").await.unwrap();
    let mut update = request(room.id, "bo@example.org", "speaker");
    update["request"]["if_invited"] = json!("update");
    update["request"]["first_name"] = json!("Boris");
    let second: InvitationReady = ann.device.call("/api/invitations/invite", update).await.unwrap();
    assert_eq!((second.id, &second.link, second.role), (first.id, &first.link, Role::Speaker));
    assert_eq!(second.name.first(), "Boris");
    assert_eq!(bo.admission(&first).await, Admission::Wait(Role::Speaker), "the device stays proven");
    assert_eq!(room.invitations().await.len(), 1);
});

on_both_engines!(two_hosts_who_invite_one_person_at_once_make_one_invitation, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let tries = (0..12).map(|_| room.try_invite("bo@example.org", Role::Viewer, "ask"));
    let answers = futures::future::join_all(tries).await;
    let made: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
    assert_eq!(made.len(), 1, "{answers:?}");
    for answer in &answers {
        if let Err(error) = answer {
            let known = AppError::AlreadyInvited(Box::new(made[0].clone()));
            assert_eq!(error, &(StatusCode::CONFLICT, known));
        }
    }
});

on_both_engines!(an_expired_invitation_is_renewed_under_its_link, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let first = room.invite("bo@example.org", Role::Viewer).await;
    app.turn(30 * HOUR).await;
    room.reschedule(31 * HOUR, 32 * HOUR).await.unwrap();
    app.set(Settings { link_duration_minutes: 10, ..Settings::default() }).await;
    app.turn(40 * HOUR).await;
    let renewed = room.invite("bo@example.org", Role::Moderator).await;
    assert_eq!((renewed.id, &renewed.link, renewed.role), (first.id, &first.link, Role::Moderator));
    assert_eq!(renewed.expires_at, after(70 * HOUR + 10 * MINUTE));
});

on_both_engines!(a_link_lives_for_the_duration_or_an_hour_past_the_end, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (soon, later) = (ann.room(HOUR, 2 * HOUR).await, ann.room(72 * HOUR, 74 * HOUR).await);
    assert_eq!(soon.invite("bo@example.org", Role::Viewer).await.expires_at, after(24 * HOUR));
    assert_eq!(later.invite("bo@example.org", Role::Viewer).await.expires_at, after(75 * HOUR));
    app.set(Settings { link_duration_minutes: 1, ..Settings::default() }).await;
    assert_eq!(soon.invite("cy@example.org", Role::Viewer).await.expires_at, after(3 * HOUR));
    let kept = soon.try_invite("bo@example.org", Role::Speaker, "update").await.unwrap();
    assert_eq!(kept.expires_at, after(24 * HOUR), "an update shortens nothing");
});

on_both_engines!(a_removed_invitation_is_dead_and_comes_back_under_a_new_link, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let old = room.invite("bo@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.open_link(&old).await;
    bo.confirm(&old, "bo@example.org").await.unwrap();
    ann.to_invitation::<()>(REMOVE, &old).await.unwrap();
    ann.to_invitation::<()>(REMOVE, &old).await.unwrap();
    let removals = app.events(room.id).await.into_iter();
    let removals: Vec<_> =
        removals.filter(|event| !matches!(event, RoomEvent::InvitationNoted { .. })).collect();
    let expected = [RoomEvent::InvitationRemoved { invitation: old.id }];
    assert_eq!(removals, expected, "removed twice is removed");
    assert_eq!(room.invitations().await[0].state, InvitationState::Removed);
    assert_eq!(bo.admission(&old).await, Admission::Refused(Refusal::InvitationRemoved));
    let new = room.invite("bo@example.org", Role::Speaker).await;
    assert_eq!((new.id, new.role), (old.id, Role::Speaker));
    assert_ne!(new.link, old.link);
    assert_eq!(room.invitations().await[0].state, InvitationState::Open);
    // The old link stays dead, on the device that had it and on any other.
    assert_eq!(bo.admission(&old).await, Admission::Refused(Refusal::LinkReplaced));
    assert!(is_unknown(&app, &old).await);
    bo.open_link(&new).await;
    bo.confirm(&new, "bo@example.org").await.unwrap();
    assert_eq!(bo.admission(&new).await, Admission::Wait(Role::Speaker));
});

on_both_engines!(a_removal_taken_back_leaves_everything_as_it_was, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    app.turn(0).await;
    let bo = app.device();
    bo.join(&invitation, room.id).await;
    ann.to_invitation::<()>(REMOVE, &invitation).await.unwrap();
    ann.to_invitation::<()>(RESTORE, &invitation).await.unwrap();
    ann.to_invitation::<()>(RESTORE, &invitation).await.unwrap();
    assert_eq!(room.invitations().await[0].ready, invitation);
    assert_eq!(bo.admission(&invitation).await, Admission::Enter(Role::Viewer));
    bo.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(bo.inside(room.id, Some(&invitation)).await.state.participants.len(), 1);
});

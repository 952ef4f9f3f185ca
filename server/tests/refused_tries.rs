//! Tries to come in that the door has refused, as hosts see them, and how they are settled.

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::invitation::{InvitationAct, RefusedTry, TryCause};
use domain::invite_policy::InviteDenied;
use domain::link_policy::TRIES_BEFORE_LOCK;
use domain::live::RoomEvent;
use domain::mail::MailState;
use domain::{Admission, Refusal, Role, Settings, Timestamp};
use http::StatusCode;
use support::mails::configure;
use support::people::Told;
use support::{Device, HOUR, MINUTE, NOW, Person, Room, TestApp, on_both_engines};

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 48 * HOUR).await;
    app.turn(0).await;
    room
}

/// A device that has opened the link.
async fn holder(app: &TestApp, invitation: &InvitationReady) -> Device {
    let device = app.device();
    device.open_link(invitation).await;
    device
}

async fn causes(room: &Room<'_>, invitation: &InvitationReady) -> Vec<(TryCause, u32)> {
    let tries = room.listed(invitation).await.refused_tries;
    tries.into_iter().map(|tried| (tried.cause, tried.count)).collect()
}

async fn notes(app: &TestApp, room: &Room<'_>) -> usize {
    let events = app.events(room.id).await;
    events.iter().filter(|event| matches!(event, RoomEvent::InvitationNoted { .. })).count()
}

async fn change_address(host: &Person, invitation: &InvitationReady, email: &str) -> Told<InvitationReady> {
    let id = invitation.id.to_string();
    let fields = [("invitation", id.as_str()), ("email", email)];
    host.device.call("/api/invitations/change-address", fields).await
}

on_both_engines!(a_wrong_address_is_counted_with_its_device_although_it_is_refused, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    let device = holder(&app, &bo).await;
    device.confirm(&bo, "bob@example.org").await.unwrap_err();
    app.turn(MINUTE).await;
    device.confirm(&bo, "bp@example.org").await.unwrap_err();
    let expected = RefusedTry {
        cause: TryCause::WrongAddress,
        count: 2,
        first_at: NOW,
        last_at: Timestamp::from_millis(NOW.as_millis() + MINUTE),
        user_agent: String::new(),
    };
    assert_eq!(room.listed(&bo).await.refused_tries, [expected]);
    device.confirm(&bo, "bo@example.org").await.unwrap();
    assert_eq!(causes(&room, &bo).await, [], "who has come in needs no help");
});

on_both_engines!(every_refusal_that_a_host_can_help_about_is_noted, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;

    let taken = room.guest(&app, "taken@example.org", Role::Viewer).await.invitation;
    let other = holder(&app, &taken).await;
    other.confirm(&taken, "taken@example.org").await.unwrap_err();
    other.enter(room.id, Some(&taken)).await.unwrap_err();
    assert_eq!(causes(&room, &taken).await, [(TryCause::OtherDevice, 2)]);

    let replaced = room.invite("replaced@example.org", Role::Viewer).await;
    let device = holder(&app, &replaced).await;
    ann.to_invitation::<InvitationReady>("/api/invitations/new-link", &replaced).await.unwrap();
    device.enter(room.id, Some(&replaced)).await.unwrap_err();
    assert_eq!(causes(&room, &replaced).await, [(TryCause::Replaced, 1)]);

    let locked = room.invite("locked@example.org", Role::Viewer).await;
    let device = holder(&app, &locked).await;
    for _ in 0..=TRIES_BEFORE_LOCK {
        device.confirm(&locked, "other@example.org").await.unwrap_err();
    }
    let expected = [(TryCause::Locked, 1), (TryCause::WrongAddress, u32::from(TRIES_BEFORE_LOCK))];
    assert_eq!(causes(&room, &locked).await, expected);

    let removed = room.invite("removed@example.org", Role::Viewer).await;
    let device = holder(&app, &removed).await;
    ann.to_invitation::<()>("/api/invitations/remove", &removed).await.unwrap();
    device.confirm(&removed, "removed@example.org").await.unwrap_err();
    assert_eq!(causes(&room, &removed).await, [(TryCause::Removed, 1)]);

    let blocked = room.invite("blocked@evil.example", Role::Viewer).await;
    let device = holder(&app, &blocked).await;
    app.set(Settings { blocked_domains: vec!["evil.example".to_owned()], ..Settings::default() }).await;
    device.confirm(&blocked, "blocked@evil.example").await.unwrap_err();
    assert_eq!(causes(&room, &blocked).await, [(TryCause::DomainBlocked, 1)]);

    let expired = room.invite("expired@example.org", Role::Viewer).await;
    let device = holder(&app, &expired).await;
    let until = Timestamp::from_millis(NOW.as_millis() + HOUR);
    room.try_act(&[expired.id], InvitationAct::Extend { until }).await.unwrap();
    app.turn(HOUR).await;
    device.confirm(&expired, "expired@example.org").await.unwrap_err();
    let id = expired.id.to_string();
    let moved = device.call::<()>("/api/join/move-here", [("invitation", id.as_str())]).await;
    assert!(moved.is_err(), "{moved:?}");
    assert_eq!(causes(&room, &expired).await, [(TryCause::Expired, 2)]);
});

on_both_engines!(a_knock_that_is_refused_is_noted, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    let device = holder(&app, &bo).await;
    ann.to_invitation::<()>("/api/invitations/remove", &bo).await.unwrap();
    let (room_id, id) = (room.id.to_string(), bo.id.to_string());
    let fields = [("room", room_id.as_str()), ("invitation", &id)];
    let refused = device.call::<()>("/api/join/knock", fields).await;
    assert_eq!(refused, Err((StatusCode::GONE, AppError::Refused(Refusal::InvitationRemoved))));
    assert_eq!(causes(&room, &bo).await, [(TryCause::Removed, 1)]);
});

on_both_engines!(looking_counts_nothing_and_neither_does_a_link_that_was_never_made, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await.invitation;
    let other = holder(&app, &bo).await;
    let before = app.rows().await;
    assert!(matches!(other.admission(&bo).await, Admission::Refused(Refusal::UsedOnOtherDevice { .. })));
    other.get(&format!("/join/{}", bo.id)).await;
    let stranger = app.device();
    stranger.confirm(&bo, "bo@example.org").await.unwrap_err();
    stranger.enter(room.id, Some(&bo)).await.unwrap_err();
    assert_eq!(app.rows().await, before);
});

on_both_engines!(hosts_are_told_once_a_minute_and_at_once_of_a_new_cause, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    let device = holder(&app, &bo).await;
    let before = notes(&app, &room).await;
    for _ in 0..3 {
        device.confirm(&bo, "bob@example.org").await.unwrap_err();
    }
    assert_eq!(notes(&app, &room).await, before + 1);
    ann.to_invitation::<()>("/api/invitations/remove", &bo).await.unwrap();
    device.confirm(&bo, "bo@example.org").await.unwrap_err();
    assert_eq!(notes(&app, &room).await, before + 2, "a new cause is told at once");
    app.turn(MINUTE).await;
    device.confirm(&bo, "bo@example.org").await.unwrap_err();
    assert_eq!(notes(&app, &room).await, before + 3);
});

on_both_engines!(each_fix_settles_its_cause_and_tells_the_other_hosts, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let taken = room.guest(&app, "taken@example.org", Role::Viewer).await.invitation;
    let other = holder(&app, &taken).await;
    other.confirm(&taken, "taken@example.org").await.unwrap_err();
    room.try_act(&[taken.id], InvitationAct::ReleaseDevice).await.unwrap();
    assert_eq!(causes(&room, &taken).await, []);
    other.join(&taken, room.id).await;

    let gone = room.invite("gone@example.org", Role::Viewer).await;
    let device = holder(&app, &gone).await;
    room.try_act(&[gone.id], InvitationAct::Remove).await.unwrap();
    device.confirm(&gone, "gone@example.org").await.unwrap_err();
    room.try_act(&[gone.id], InvitationAct::Restore).await.unwrap();
    assert_eq!(causes(&room, &gone).await, []);

    device.confirm(&gone, "other@example.org").await.unwrap_err();
    let before = notes(&app, &room).await;
    let dismiss = InvitationAct::DismissTries { cause: TryCause::WrongAddress };
    let dismissed = room.try_act(&[gone.id, taken.id], dismiss).await.unwrap();
    let changed: Vec<_> = dismissed.into_iter().map(|result| result.outcome).collect();
    assert_eq!(changed, [Ok(true), Ok(false)]);
    assert_eq!((causes(&room, &gone).await, notes(&app, &room).await), (vec![], before + 1));

    device.confirm(&gone, "other@example.org").await.unwrap_err();
    ann.to_invitation::<InvitationReady>("/api/invitations/new-link", &gone).await.unwrap();
    assert_eq!(causes(&room, &gone).await, []);
    device.confirm(&gone, "gone@example.org").await.unwrap_err();
    assert_eq!(causes(&room, &gone).await, [(TryCause::Replaced, 1)]);

    let late = room.invite("late@example.org", Role::Viewer).await;
    let device = holder(&app, &late).await;
    let soon = |minutes| Timestamp::from_millis(NOW.as_millis() + minutes * MINUTE);
    room.try_act(&[late.id], InvitationAct::Extend { until: soon(1) }).await.unwrap();
    app.turn(2 * MINUTE).await;
    device.confirm(&late, "late@example.org").await.unwrap_err();
    assert_eq!(causes(&room, &late).await, [(TryCause::Expired, 1)]);
    room.try_act(&[late.id], InvitationAct::Extend { until: soon(30) }).await.unwrap();
    assert_eq!(causes(&room, &late).await, []);
    device.confirm(&late, "late@example.org").await.unwrap();
});

on_both_engines!(a_corrected_address_gets_a_new_link_and_the_old_one_is_dead, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let old = room.guest(&app, "anna@example.org", Role::Speaker).await;
    let other = holder(&app, &old.invitation).await;
    other.confirm(&old.invitation, "anna@example.org").await.unwrap_err();
    let new = change_address(&ann, &old.invitation, " Ana@Example.org ").await.unwrap();
    assert_eq!((new.id, new.email.as_str(), new.role), (old.invitation.id, "ana@example.org", Role::Speaker));
    assert_ne!(new.link, old.invitation.link);
    assert_eq!(causes(&room, &new).await, []);
    assert!(!room.listed(&new).await.is_inside, "the device of the old address is shut out");
    assert_eq!(old.device.admission(&new).await, Admission::Refused(Refusal::LinkReplaced));
    let device = holder(&app, &new).await;
    device.confirm(&new, "anna@example.org").await.unwrap_err();
    device.confirm(&new, "ana@example.org").await.unwrap();
    device.enter(room.id, Some(&new)).await.unwrap();
});

on_both_engines!(an_address_is_corrected_only_to_one_that_can_be_invited, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    room.invite("cy@example.org", Role::Viewer).await;
    app.set(Settings { blocked_domains: vec!["evil.example".to_owned()], ..Settings::default() }).await;
    let before = app.rows().await;
    for (address, words) in [
        ("cy@example.org", "Another invitation to this room has this address."),
        ("bo@evil.example", &InviteDenied::DomainBlocked.to_string()),
        ("bo@", ""),
    ] {
        let (status, error) = change_address(&ann, &bo, address).await.unwrap_err();
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(error.for_field("email").is_some_and(|it| it.contains(words)), "{address}: {error:?}");
    }
    assert_eq!(change_address(&ann, &bo, "BO@example.org").await.as_ref(), Ok(&bo), "it is the same");
    assert_eq!(app.rows().await, before);
    ann.to_invitation::<()>("/api/invitations/remove", &bo).await.unwrap();
    let refused = change_address(&ann, &bo, "bob@example.org").await;
    assert_eq!(refused, Err((StatusCode::GONE, AppError::Refused(Refusal::InvitationRemoved))));
});

on_both_engines!(who_was_mailed_the_old_link_is_mailed_the_new_one, async |engine| {
    let app = TestApp::real(engine).await;
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let quiet = room.invite("quiet@example.org", Role::Viewer).await;
    change_address(&ann, &quiet, "silent@example.org").await.unwrap();
    assert_eq!(room.listed(&quiet).await.mail, None);
    let mailed = room.invite("bo@example.org", Role::Viewer).await;
    ann.to_invitation::<()>("/api/invitations/send-mail", &mailed).await.unwrap();
    while server::mail::outbox::send_due(&app.site).await.unwrap() > 0 {}
    assert_eq!(room.listed(&mailed).await.mail.unwrap().state, MailState::Sent);
    app.turn(1).await;
    change_address(&ann, &mailed, "bob@example.org").await.unwrap();
    assert_eq!(room.listed(&mailed).await.mail.unwrap().state, MailState::Queued);
});

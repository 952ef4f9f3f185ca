//! A link, and what kills it or lets it move to another device.

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::invitation::InvitationState;
use domain::live::StreamMessage;
use domain::room::RoomDenied;
use domain::{Admission, Refusal, Role};
use http::StatusCode;
use support::people::Told;
use support::{HOUR, NOW, TestApp, on_both_engines};

const REMOVE: &str = "/api/invitations/remove";
const RESTORE: &str = "/api/invitations/restore";
const NEW_LINK: &str = "/api/invitations/new-link";
const RELEASE: &str = "/api/invitations/release-device";

on_both_engines!(a_new_link_kills_the_old_one_and_shuts_its_device_out, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let old = room.invite("bo@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.open_link(&old).await;
    bo.confirm(&old, "bo@example.org").await.unwrap();
    let mut stream = bo.lobby(&old).await;
    let mut links = vec![old.link.clone()];
    for _ in 0..3 {
        let new: InvitationReady = ann.to_invitation(NEW_LINK, &old).await.unwrap();
        assert!(!links.contains(&new.link));
        links.push(new.link);
    }
    assert_eq!(stream.refusal().await, Refusal::LinkReplaced, "what is told is what the door says");
    for link in &links[..3] {
        let device = app.device();
        device.open_link(&InvitationReady { link: link.clone(), ..old.clone() }).await;
        assert_eq!(device.admission(&old).await, Admission::Refused(Refusal::LinkReplaced));
        let gone = (StatusCode::GONE, AppError::Refused(Refusal::LinkReplaced));
        assert_eq!(device.confirm(&old, "bo@example.org").await, Err(gone));
    }
    assert_eq!(bo.admission(&old).await, Admission::Refused(Refusal::LinkReplaced));
    let device = app.device();
    device.open_link(&InvitationReady { link: links[3].clone(), ..old.clone() }).await;
    device.confirm(&old, "bo@example.org").await.unwrap();
    assert_eq!(room.invitations().await[0].ready.link, links[3]);
});

on_both_engines!(a_new_link_for_a_removed_invitation_does_not_bring_it_back, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    ann.to_invitation::<()>(REMOVE, &invitation).await.unwrap();
    if let Ok(new) = ann.to_invitation::<InvitationReady>(NEW_LINK, &invitation).await {
        let device = app.device();
        device.open_link(&new).await;
        assert_eq!(device.admission(&new).await, Admission::Refused(Refusal::InvitationRemoved));
    }
    assert_eq!(room.invitations().await[0].state, InvitationState::Removed);
});

on_both_engines!(a_released_device_makes_room_for_another, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    app.turn(0).await;
    let (phone, laptop) = (app.device(), app.device());
    phone.join(&invitation, room.id).await;
    let listed = &room.invitations().await[0];
    assert_eq!((listed.devices.len(), listed.devices[0].claimed_at), (1, NOW));
    let mut stream = phone.room_stream(room.id, Some(&invitation)).await;
    ann.to_invitation::<()>(RELEASE, &invitation).await.unwrap();
    // The link is free: the page asks the door again, and its guest may prove the address once more.
    assert_eq!((stream.next().await, stream.next().await), (Some(StreamMessage::Resync), None));
    assert!(matches!(phone.admission(&invitation).await, Admission::ConfirmAddress { .. }));
    assert!(room.invitations().await[0].devices.is_empty());
    assert_eq!(room.invitations().await[0].ready.link, invitation.link);
    laptop.join(&invitation, room.id).await;
    assert_eq!(
        phone.admission(&invitation).await,
        Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: false })
    );
    let other = room.invite("cy@example.org", Role::Viewer).await;
    let events = app.events(room.id).await.len();
    ann.to_invitation::<()>(RELEASE, &other).await.unwrap();
    assert_eq!(app.events(room.id).await.len(), events, "there was no device to release");
});

on_both_engines!(hosts_of_other_rooms_cannot_touch_an_invitation, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let guest = app.person("guest@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    bea.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("guest@example.org", Role::Viewer).await;
    let before = app.rows().await;
    for person in [&bea, &guest] {
        for path in [REMOVE, RESTORE, NEW_LINK, RELEASE] {
            let answer: Told<serde_json::Value> = person.to_invitation(path, &invitation).await;
            assert_eq!(
                answer,
                Err((StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost))),
                "{path}"
            );
        }
        let list = room.by(person).try_list().await;
        assert_eq!(list, Err((StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost))));
    }
    for path in [REMOVE, RESTORE, NEW_LINK, RELEASE] {
        let id = invitation.id.to_string();
        let signed_out = app.device().call::<serde_json::Value>(path, [("invitation", id.as_str())]).await;
        assert_eq!(signed_out, Err((StatusCode::UNAUTHORIZED, AppError::SignInNeeded)), "{path}");
        let unknown = domain::InvitationId::from_bits(7).to_string();
        let unknown = ann.device.call::<serde_json::Value>(path, [("invitation", unknown.as_str())]).await;
        assert_eq!(unknown, Err((StatusCode::NOT_FOUND, AppError::NotFound)), "{path}");
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(nothing_in_the_database_opens_a_door, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 2 * HOUR).await;
    app.turn(0).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.join(&invitation, room.id).await;
    let new: InvitationReady = ann.to_invitation(NEW_LINK, &invitation).await.unwrap();
    bo.join(&new, room.id).await;
    let token = |ready: &InvitationReady| ready.link.rsplit('/').next().unwrap().to_owned();
    let mut secrets = vec![token(&invitation), token(&new)];
    secrets.extend(bo.cookies().into_iter().chain(ann.device.cookies()).map(|(_, value)| value));
    assert!(secrets.len() >= 5, "{secrets:?}");
    let rows = app.rows().await;
    assert!(rows.len() > 10, "{rows:?}");
    for row in rows {
        for secret in &secrets {
            assert!(!row.contains(secret.as_str()), "{row} holds {secret}");
            // Nor the half of a token that is not the invitation's name.
            assert!(!row.contains(&secret[secret.len() - 24..]), "{row} holds the end of {secret}");
        }
    }
});

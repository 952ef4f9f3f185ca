//! Inviting, and what hosts do with invitations afterwards.

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::invitation::InvitationState;
use domain::invite_policy::InviteDenied;
use domain::live::{RoomEvent, StreamMessage};
use domain::room::RoomDenied;
use domain::{Admission, ApplicationRole, HostKind, Refusal, Role, RoomId, Settings, Timestamp};
use http::StatusCode;
use serde_json::json;
use support::people::Told;
use support::{HOUR, MINUTE, NOW, PUBLIC_URL, TestApp, on_both_engines};

const REMOVE: &str = "/api/invitations/remove";
const RESTORE: &str = "/api/invitations/restore";
const NEW_LINK: &str = "/api/invitations/new-link";
const RELEASE: &str = "/api/invitations/release-device";

fn denied<T>(reason: InviteDenied) -> Told<T> {
    Err((StatusCode::FORBIDDEN, AppError::InviteDenied(reason)))
}

fn after(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + millis)
}

async fn is_unknown(app: &TestApp, old: &InvitationReady) -> bool {
    let device = app.device();
    device.open_link(old).await;
    matches!(device.admission(old).await, Admission::Refused(_))
}

on_both_engines!(the_server_refuses_when_one_of_the_five_conditions_does_not_hold, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let stranger = app.person("stranger@example.org").await;
    let room = ann.room_with("site", &[]).await;
    let quiet = ann.room(HOUR, 2 * HOUR).await;
    quiet.change("collaboration", false).await.unwrap();
    let before = app.rows().await;
    let bo = "bo@example.org";
    assert_eq!(room.by(&stranger).try_invite(bo, Role::Viewer, "ask").await, denied(InviteDenied::NotHost));
    assert_eq!(quiet.try_invite(bo, Role::Viewer, "ask").await, denied(InviteDenied::CollaborationOff));
    assert_eq!(app.rows().await, before);
    for (settings, reason) in [
        (Settings { invite_to_media: false, ..Settings::default() }, InviteDenied::ModuleOff),
        (Settings { media_page: false, ..Settings::default() }, InviteDenied::MediaPageOff),
        (Settings { allowed_users: ApplicationRole::Admin, ..Settings::default() }, InviteDenied::RoleTooLow),
    ] {
        app.set(settings).await;
        let before = app.rows().await;
        assert_eq!(room.try_invite(bo, Role::Viewer, "ask").await, denied(reason));
        assert_eq!(room.try_invite(bo, Role::Viewer, "update").await, denied(reason));
        assert_eq!(app.rows().await, before);
    }
    app.set(Settings::default()).await;
    room.invite(bo, Role::Viewer).await;
});

on_both_engines!(all_four_kinds_of_host_give_all_three_types, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let mut hosts = Vec::new();
    for kind in [HostKind::CoOwner, HostKind::CoEditor, HostKind::CoPublisher] {
        hosts.push((app.person(&format!("{}@example.org", kind.word())).await, kind));
    }
    let chosen: Vec<_> = hosts.iter().map(|(person, kind)| (person.id, *kind)).collect();
    let room = ann.room_with("invited", &chosen).await;
    let everybody = hosts.iter().map(|(person, _)| person).chain([&ann]);
    for (number, person) in everybody.enumerate() {
        for role in Role::INVITATION_TYPES {
            let address = format!("{}-{number}@example.org", role.word());
            assert_eq!(room.by(person).invite(&address, role).await.role, role);
        }
    }
    assert_eq!(room.invitations().await.len(), 12);
});

on_both_engines!(guests_and_participants_cannot_invite, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    for role in Role::INVITATION_TYPES {
        let guest = app.person(&format!("{}@example.org", role.word())).await;
        let invitation = room.invite(&guest.email, role).await;
        app.set(Settings { advance_entry_minutes: 60, ..Settings::default() }).await;
        let _ = room.act("/api/sessions/open").await;
        guest.device.enter(room.id, Some(&invitation)).await.unwrap();
        let refused = room.by(&guest).try_invite("friend@example.org", Role::Speaker, "ask").await;
        assert_eq!(refused, denied(InviteDenied::NotHost), "{role}");
        assert_eq!(
            room.by(&guest).try_list().await,
            Err((StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost)))
        );
        // Nor do they make themselves more than they are.
        for if_invited in ["ask", "update"] {
            let refused = room.by(&guest).try_invite(&guest.email, Role::Moderator, if_invited).await;
            assert_eq!(refused, denied(InviteDenied::NotHost));
        }
    }
    let signed_out = app
        .device()
        .call::<InvitationReady>("/api/invitations/invite", request(room.id, "bo@example.org", "viewer"))
        .await;
    assert_eq!(signed_out, Err((StatusCode::UNAUTHORIZED, AppError::SignInNeeded)));
});

fn request(room: RoomId, email: &str, role: &str) -> serde_json::Value {
    json!({ "request": {
        "room": room, "email": email, "first_name": "Bo", "last_name": "Guest", "role": role,
        "if_invited": "ask",
    }})
}

on_both_engines!(forged_requests_make_no_invitation, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let room = ann.room(HOUR, 2 * HOUR).await;
    let other = bea.room(HOUR, 2 * HOUR).await;
    let before = app.rows().await;
    let (status, error) = room.try_invite("bo@example.org", Role::Host, "ask").await.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(error.for_field("role").is_some(), "{error:?}");
    assert_eq!(
        other.by(&ann).try_invite("bo@example.org", Role::Viewer, "ask").await,
        denied(InviteDenied::NotHost)
    );
    for (request, expected) in [
        (request(RoomId::from_bits(7), "bo@example.org", "viewer"), AppError::NotFound),
        (request(room.id, "bo@example.org", "emperor"), AppError::Malformed),
        (json!({ "request": { "room": "' or 1=1 --" } }), AppError::Malformed),
    ] {
        let answer = ann.device.call::<InvitationReady>("/api/invitations/invite", request.clone()).await;
        let status = StatusCode::from_u16(expected.status()).unwrap();
        assert_eq!(answer, Err((status, expected)), "{request}");
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(wrong_addresses_and_names_name_their_fields, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let before = app.rows().await;
    let long_local = format!("{}@example.org", "x".repeat(65));
    let long = format!("bo@{}example.org", "x.".repeat(130));
    let endless = format!("bo@{}.org", "x".repeat(20_000));
    for address in [
        "",
        "   ",
        "bo",
        "bo@",
        "@example.org",
        "bo@localhost",
        "bo@127.0.0.1",
        "bo@@example.org",
        "bo@example.org, cy@example.org",
        "bo@example.org\r\nBcc: all@example.org",
        "bo\u{0}@example.org",
        "bo\u{200b}@example.org",
        "bo\u{202e}@example.org",
        "b\u{43e}@example.org",
        "bo@ex\u{430}mple.org",
        "\"bo\"@example.org",
        "<bo@example.org>",
        long_local.as_str(),
        long.as_str(),
        endless.as_str(),
    ] {
        let (status, error) = room.try_invite(address, Role::Viewer, "ask").await.expect_err(address);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{address:?}");
        assert!(
            error.for_field("email").is_some_and(|it| it.ends_with(['.', '~'])),
            "{address:?}: {error:?}"
        );
    }
    let mut wrong = request(room.id, "bo@", "viewer");
    wrong["request"]["first_name"] = json!("");
    wrong["request"]["last_name"] = json!("Gue\u{7}st");
    let (_, error) = ann.device.call::<InvitationReady>("/api/invitations/invite", wrong).await.unwrap_err();
    for field in ["email", "first_name", "last_name"] {
        assert!(error.for_field(field).is_some(), "{field} in {error:?}");
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(addresses_of_blocked_domains_cannot_be_invited, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    app.set(Settings { blocked_domains: vec!["Evil.example".to_owned()], ..Settings::default() }).await;
    for address in ["bo@evil.example", "BO@EVIL.EXAMPLE", "bo@mail.evil.example"] {
        let (status, error) = room.try_invite(address, Role::Viewer, "ask").await.expect_err(address);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(error.for_field("email"), Some(InviteDenied::DomainBlocked.to_string()), "{address}");
    }
    room.invite("bo@notevil.example", Role::Viewer).await;
    app.set(Settings { allowed_domains: vec!["example.org".to_owned()], ..Settings::default() }).await;
    room.invite("bo@example.org", Role::Viewer).await;
    let (_, error) = room.try_invite("bo@example.com", Role::Viewer, "ask").await.unwrap_err();
    assert!(error.for_field("email").is_some(), "{error:?}");
});

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
    let removals = app.events(room.id).await;
    let expected = [
        RoomEvent::InvitationNoted { invitation: old.id },
        RoomEvent::InvitationRemoved { invitation: old.id },
    ];
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
    let events = app.events(room.id).await.len();
    let other = room.invite("cy@example.org", Role::Viewer).await;
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

on_both_engines!(the_list_shows_the_latest_first, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(5 * HOUR, 6 * HOUR).await;
    let other = ann.room(5 * HOUR, 6 * HOUR).await;
    other.invite("zoe@example.org", Role::Viewer).await;
    for address in ["bo@example.org", "cy@example.org", "di@example.org"] {
        room.invite(address, Role::Viewer).await;
        app.turn(MINUTE).await;
    }
    let addresses: Vec<_> =
        room.invitations().await.into_iter().map(|listed| listed.ready.email.to_string()).collect();
    assert_eq!(addresses, ["di@example.org", "cy@example.org", "bo@example.org"]);
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

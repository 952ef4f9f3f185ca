//! Who may invite whom, and what is refused.

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::invite_policy::InviteDenied;
use domain::room::RoomDenied;
use domain::{ApplicationRole, HostKind, Role, RoomId, Settings};
use http::StatusCode;
use serde_json::json;
use support::people::Told;
use support::{HOUR, TestApp, on_both_engines};

fn denied<T>(reason: InviteDenied) -> Told<T> {
    Err((StatusCode::FORBIDDEN, AppError::InviteDenied(reason)))
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

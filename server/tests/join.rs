//! What a guest does before the door: opening a link, proving an address, claiming a device.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::time::Duration;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use axum::body::Body;
use domain::mailed_code::CodePolicy;
use domain::{Admission, InvitationId, Refusal, Role, Settings, Timestamp};
use http::{Request, StatusCode, header};
use support::mails::send_all;
use support::people::Told;
use support::{Answer, Device, HOUR, MINUTE, NOW, PUBLIC_URL, Person, Room, TestApp, on_both_engines};

const OTHER_DEVICE: Refusal = Refusal::UsedOnOtherDevice { may_move_here: false };

fn refused<T>(refusal: Refusal) -> Told<T> {
    let error = AppError::Refused(refusal);
    Err((StatusCode::from_u16(error.status()).unwrap(), error))
}

/// A guest of a room that starts in an hour.
async fn invited(ann: &Person) -> (Room<'_>, InvitationReady) {
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    (room, invitation)
}

async fn page(device: &Device, invitation: InvitationId) -> Answer {
    device.get(&format!("/join/{invitation}")).await
}

/// As [`Device::open_link`], for links that are not whole.
async fn open(device: &Device, link: &str) -> Answer {
    device.get(link.strip_prefix(PUBLIC_URL).unwrap()).await
}

/// A form sent without script from the page of the link.
async fn submit(device: &Device, path: &str, invitation: InvitationId, address: Option<&str>) -> Answer {
    let encoded =
        address.map_or_else(String::new, |address| format!("&address={}", address.replace('@', "%40")));
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::REFERER, format!("{PUBLIC_URL}/join/{invitation}"))
        .header("sec-fetch-site", "same-origin");
    device.send(request, Body::from(format!("invitation={invitation}{encoded}"))).await
}

on_both_engines!(a_code_that_becomes_a_file_is_not_said_to_be_mailed, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    app.set(Settings { mailed_code: CodePolicy::Everyone, ..Settings::default() }).await;
    let bo = app.device();
    bo.open_link(&invitation).await;
    bo.confirm(&invitation, "bo@example.org").await.unwrap();
    send_all(&app).await;
    let visit = bo.visit(&invitation).await;
    assert_eq!((visit.admission, visit.mails_leave), (Admission::ConfirmCode, false));
    assert!(visit.code.unwrap().has_failed);
    let page = page(&bo, invitation.id).await.text();
    assert!(page.contains("this site sends no mail at the moment"), "{page}");
    for promise in ["We have mailed a code", "Send a new code", "Mail me a code"] {
        assert!(!page.contains(promise), "{promise}: {page}");
    }
});

on_both_engines!(opening_a_link_changes_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let path = invitation.link.strip_prefix(PUBLIC_URL).unwrap();
    let join = format!("/join/{}", invitation.id);
    let before = app.rows().await;
    let (scanner, guest) = (app.device(), app.person("bo@example.org").await);
    let with_guest = app.rows().await;
    for device in [&scanner, &guest.device] {
        for _ in 0..3 {
            assert_eq!(device.get(path).await.status, StatusCode::SEE_OTHER);
            assert_eq!(device.get(path).await.location(), join);
            assert_eq!(device.head(path).await.status, StatusCode::SEE_OTHER);
            assert_eq!(device.get(&join).await.status, StatusCode::OK);
            assert_eq!(device.head(&join).await.status, StatusCode::OK);
            device.visit(&invitation).await;
        }
    }
    assert_eq!(app.rows().await, with_guest);
    assert!(before.iter().all(|row| with_guest.contains(row)));
    // So somebody else, on whose device it was never opened, still has it to themselves.
    let bo = app.device();
    bo.open_link(&invitation).await;
    bo.confirm(&invitation, "bo@example.org").await.unwrap();
});

on_both_engines!(a_token_leaves_the_address_and_never_comes_back, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let device = app.device();
    let opened = open(&device, &invitation.link).await;
    assert_eq!(opened.header("cache-control"), "no-store");
    let token = invitation.link.rsplit('/').next().unwrap();
    assert!(!opened.location().contains(token) && !opened.text().contains(token));
    let page = page(&device, invitation.id).await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!page.text().contains(token));
    assert!(page.text().contains("Optics"), "the page does not say what the guest waits for");
    assert!(!page.text().contains("bo@example.org"), "the page tells the address it asks for");
});

on_both_engines!(a_guest_confirms_before_the_start_and_enters_after_the_opening, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    let bo = app.device();
    bo.open_link(&invitation).await;
    assert_eq!(bo.admission(&invitation).await, Admission::ConfirmAddress { signed_in_as_other: false });
    assert_eq!(bo.enter(room.id, Some(&invitation)).await, refused(Refusal::NotInvited));
    bo.confirm(&invitation, "  BO@Example.org ").await.unwrap();
    assert_eq!(bo.admission(&invitation).await, Admission::Wait(Role::Viewer));
    let early = bo.enter(room.id, Some(&invitation)).await.unwrap_err();
    assert_eq!(early.0, StatusCode::CONFLICT);
    assert_eq!(bo.live_room(room.id, Some(&invitation)).await.unwrap().inside, None);
    app.turn(HOUR).await;
    assert_eq!(bo.admission(&invitation).await, Admission::Enter(Role::Viewer));
    bo.enter(room.id, Some(&invitation)).await.unwrap();
    let inside = bo.inside(room.id, Some(&invitation)).await;
    assert_eq!(inside.state.participants.len(), 1);
    assert_eq!(inside.state.me, Some(inside.state.participants[0].id));
    assert!(inside.state.participants[0].is_guest);
});

on_both_engines!(five_wrong_addresses_lock_a_link_for_a_quarter_of_an_hour, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let until = |millis: i64| Timestamp::from_millis(NOW.as_millis() + millis);
    let (bo, cy) = (app.device(), app.device());
    for device in [&bo, &cy] {
        device.open_link(&invitation).await;
    }
    for (device, tries_left) in [(&bo, 4), (&cy, 3), (&bo, 2), (&bo, 1)] {
        let wrong = Err((StatusCode::UNPROCESSABLE_ENTITY, AppError::WrongAddress { tries_left }));
        assert_eq!(device.confirm(&invitation, "eve@example.org").await, wrong, "the count is the link's");
    }
    // What is no address at all is no guess.
    let (_, error) = bo.confirm(&invitation, "bo").await.unwrap_err();
    assert!(error.for_field("address").is_some(), "{error:?}");
    let locked = Refusal::Locked { until: until(15 * MINUTE) };
    assert_eq!(bo.confirm(&invitation, "eve@example.org").await, refused(locked));
    for device in [&bo, &cy] {
        assert_eq!(device.confirm(&invitation, "bo@example.org").await, refused(locked), "it is locked");
        assert_eq!(device.admission(&invitation).await, Admission::Refused(locked));
    }
    assert_eq!(page(&bo, invitation.id).await.status, StatusCode::TOO_MANY_REQUESTS);
    app.clock.advance(Duration::from_mins(15) - Duration::from_millis(1));
    assert_eq!(bo.confirm(&invitation, "bo@example.org").await, refused(locked));
    app.clock.advance(Duration::from_millis(1));
    let wrong = Err((StatusCode::UNPROCESSABLE_ENTITY, AppError::WrongAddress { tries_left: 4 }));
    assert_eq!(bo.confirm(&invitation, "eve@example.org").await, wrong, "the count starts again");
    bo.confirm(&invitation, "bo@example.org").await.unwrap();
});

on_both_engines!(wrong_addresses_are_counted_however_they_come, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let bo = app.device();
    bo.open_link(&invitation).await;
    let guesses = (0..12).map(|_| bo.confirm(&invitation, "eve@example.org"));
    let answers = futures::future::join_all(guesses).await;
    let wrong =
        answers.iter().filter(|answer| matches!(answer, Err((_, AppError::WrongAddress { .. })))).count();
    assert_eq!(wrong, 4, "{answers:?}");
    assert!(matches!(bo.admission(&invitation).await, Admission::Refused(Refusal::Locked { .. })));
    // Another node counts on.
    let node = app.other_node().await;
    let elsewhere = node.device();
    elsewhere.open_link(&invitation).await;
    assert!(matches!(elsewhere.admission(&invitation).await, Admission::Refused(Refusal::Locked { .. })));
});

on_both_engines!(who_has_confirmed_is_not_locked_out_by_others, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    app.set(Settings { link_devices: Some(2), ..Settings::default() }).await;
    let (_, invitation) = invited(&ann).await;
    let (bo, eve) = (app.device(), app.device());
    bo.open_link(&invitation).await;
    bo.confirm(&invitation, "bo@example.org").await.unwrap();
    eve.open_link(&invitation).await;
    for _ in 0..5 {
        eve.confirm(&invitation, "eve@example.org").await.unwrap_err();
    }
    assert!(matches!(eve.admission(&invitation).await, Admission::Refused(Refusal::Locked { .. })));
    assert_eq!(bo.admission(&invitation).await, Admission::Wait(Role::Viewer));
});

on_both_engines!(a_second_device_is_refused_and_the_first_comes_back, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    app.turn(HOUR).await;
    let (phone, laptop) = (app.device(), app.device());
    phone.open_link(&invitation).await;
    laptop.open_link(&invitation).await;
    let id = invitation.id.to_string();
    let fields = [("invitation", id.as_str()), ("address", "bo@example.org")];
    let claimed = phone.submit("/api/join/confirm-address", fields).await;
    let device_cookie = claimed.set_cookies().into_iter().find(|it| it.contains("greenroom-device")).unwrap();
    let max_age = device_cookie.split("Max-Age=").nth(1).unwrap().split(';').next().unwrap();
    assert!(max_age.parse::<u64>().unwrap() >= 30 * 24 * 3600, "{device_cookie}");
    phone.enter(room.id, Some(&invitation)).await.unwrap();
    // The same words, on another device.
    assert_eq!(laptop.confirm(&invitation, "bo@example.org").await, refused(OTHER_DEVICE));
    assert_eq!(laptop.admission(&invitation).await, Admission::Refused(OTHER_DEVICE));
    assert_eq!(laptop.enter(room.id, Some(&invitation)).await, refused(OTHER_DEVICE));
    assert_eq!(page(&laptop, invitation.id).await.status, StatusCode::CONFLICT);
    // The browser is closed and opened again; it has kept what has a Max-Age.
    let again = app.device();
    for (name, value) in phone.cookies() {
        again.set_cookie(&name, &value);
    }
    assert_eq!(again.admission(&invitation).await, Admission::Enter(Role::Viewer));
    again.open_link(&invitation).await;
    again.enter(room.id, Some(&invitation)).await.unwrap();
    let inside = again.inside(room.id, Some(&invitation)).await;
    assert_eq!(inside.state.participants.len(), 1, "the guest is there twice");
    // Cleared cookies make another device of it.
    again.forget_cookies();
    assert_eq!(again.admission(&invitation).await, Admission::Refused(Refusal::UnknownLink));
    again.open_link(&invitation).await;
    assert_eq!(again.admission(&invitation).await, Admission::Refused(OTHER_DEVICE));
});

on_both_engines!(a_device_that_uses_one_link_may_use_another_room_s, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, first) = invited(&ann).await;
    let (_, second) = invited(&ann).await;
    let bo = app.device();
    for invitation in [&first, &second] {
        bo.open_link(invitation).await;
        bo.confirm(invitation, "bo@example.org").await.unwrap();
    }
    for invitation in [&first, &second] {
        assert_eq!(bo.admission(invitation).await, Admission::Wait(Role::Viewer));
    }
    // Two rows of one browser cannot be told to be.
    let devices: Vec<_> =
        app.rows().await.into_iter().filter(|row| row.starts_with("claimed_device")).collect();
    let hash = |row: &String| row.split(", ").nth(2).unwrap().to_owned();
    assert_eq!(devices.len(), 2);
    assert_ne!(hash(&devices[0]), hash(&devices[1]));
});

on_both_engines!(a_guest_who_is_signed_in_goes_straight_in, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let bo = app.person("bo@example.org").await;
    let (room, invitation) = invited(&ann).await;
    bo.device.open_link(&invitation).await;
    assert_eq!(bo.device.admission(&invitation).await, Admission::Wait(Role::Viewer));
    app.turn(HOUR).await;
    assert_eq!(bo.device.admission(&invitation).await, Admission::Enter(Role::Viewer));
    bo.device.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(room.invitations().await[0].devices.len(), 1, "going in claims the link");
    let other = app.device();
    other.open_link(&invitation).await;
    assert_eq!(other.confirm(&invitation, "bo@example.org").await, refused(OTHER_DEVICE));
    // The claim holds without the sign-in.
    bo.device.call::<()>("/api/account/sign-out", ()).await.ok();
    assert_eq!(bo.device.admission(&invitation).await, Admission::Enter(Role::Viewer));
});

on_both_engines!(a_signed_in_guest_needs_no_link_and_claims_it_before_the_start, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let bo = app.person("bo@example.org").await;
    let (room, invitation) = invited(&ann).await;
    assert_eq!(bo.device.admission(&invitation).await, Admission::Wait(Role::Viewer));
    let id = invitation.id.to_string();
    let claim = [("invitation", id.as_str())];
    bo.device.call::<()>("/api/join/confirm-sign-in", claim).await.unwrap();
    bo.device.call::<()>("/api/join/confirm-sign-in", claim).await.unwrap();
    assert_eq!(room.invitations().await[0].devices.len(), 1, "claimed twice is claimed once");
    let stranger = app.person("stranger@example.org").await;
    let answer = stranger.device.call::<()>("/api/join/confirm-sign-in", claim).await;
    assert_eq!(answer, refused(Refusal::UnknownLink));
});

on_both_engines!(another_account_is_told_so_and_may_still_prove_the_address, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let cy = app.person("cy@example.org").await;
    let (_, invitation) = invited(&ann).await;
    cy.device.open_link(&invitation).await;
    let visit = cy.device.visit(&invitation).await;
    assert_eq!(visit.admission, Admission::ConfirmAddress { signed_in_as_other: true });
    assert_eq!(visit.signed_in_as.unwrap().as_str(), "cy@example.org");
    assert!(page(&cy.device, invitation.id).await.text().contains("which is not the invited address"));
    let id = invitation.id.to_string();
    let by_sign_in = cy.device.call::<()>("/api/join/confirm-sign-in", [("invitation", id.as_str())]).await;
    assert_eq!(by_sign_in, Err((StatusCode::UNAUTHORIZED, AppError::SignInNeeded)));
    assert!(cy.device.confirm(&invitation, "cy@example.org").await.is_err());
    cy.device.confirm(&invitation, "bo@example.org").await.unwrap();
    assert_eq!(cy.device.admission(&invitation).await, Admission::Wait(Role::Viewer));
});

on_both_engines!(a_signed_in_guest_moves_the_link_to_a_new_phone, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let bo = app.person("bo@example.org").await;
    let (room, invitation) = invited(&ann).await;
    app.turn(HOUR).await;
    let old = app.device();
    old.join(&invitation, room.id).await;
    let mut inside = old.room_stream(room.id, Some(&invitation)).await;
    let mut lobby = old.lobby(&invitation).await;
    bo.device.open_link(&invitation).await;
    let may_move = Refusal::UsedOnOtherDevice { may_move_here: true };
    assert_eq!(bo.device.admission(&invitation).await, Admission::Refused(may_move));
    assert_eq!(bo.device.enter(room.id, Some(&invitation)).await, refused(may_move));
    let id = invitation.id.to_string();
    let here = [("invitation", id.as_str())];
    let thief = app.device();
    thief.open_link(&invitation).await;
    assert_eq!(thief.call::<()>("/api/join/move-here", here).await, refused(OTHER_DEVICE));
    bo.device.call::<()>("/api/join/move-here", here).await.unwrap();
    assert_eq!(inside.refusal().await, OTHER_DEVICE);
    assert_eq!(lobby.refusal().await, OTHER_DEVICE);
    assert_eq!(old.admission(&invitation).await, Admission::Refused(OTHER_DEVICE));
    bo.device.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(bo.device.inside(room.id, Some(&invitation)).await.state.participants.len(), 1);
    // Moving where it already is changes nothing.
    let before = app.rows().await;
    bo.device.call::<()>("/api/join/move-here", here).await.unwrap();
    assert_eq!(app.rows().await, before);
});

on_both_engines!(altered_cut_and_foreign_links_are_unknown, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let (_, other) = invited(&ann).await;
    let foreign_site = TestApp::real(engine).await;
    let last = invitation.link.chars().last().unwrap();
    let altered =
        format!("{}{}", &invitation.link[..invitation.link.len() - 1], if last == 'A' { 'B' } else { 'A' });
    let token_at = invitation.link.rfind('/').unwrap() + 1;
    let swapped = format!("{}{}", &invitation.link[..token_at + 21], &other.link[other.link.len() - 43..]);
    for link in [altered, swapped] {
        let device = app.device();
        let answer = open(&device, &link).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{link}");
        assert_eq!(device.admission(&invitation).await, Admission::Refused(Refusal::UnknownLink), "{link}");
        assert_eq!(device.visit(&invitation).await.room, None, "an unknown link tells of the room");
        assert_eq!(device.confirm(&invitation, "bo@example.org").await, refused(Refusal::UnknownLink));
        let page = page(&device, invitation.id).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!page.text().contains("Optics"));
    }
    for link in [
        &invitation.link[..invitation.link.len() - 1],
        &format!("{}A", invitation.link),
        &format!("{PUBLIC_URL}/i/x"),
        &format!("{PUBLIC_URL}/i/%00"),
        &format!("{PUBLIC_URL}/i/{}", "A".repeat(4_000)),
    ] {
        let device = app.device();
        let answer = open(&device, link).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/join/unknown"), "{link}");
        assert!(device.cookies().is_empty());
        assert_eq!(device.get("/join/unknown").await.status, StatusCode::NOT_FOUND);
    }
    // A link of another site, with another key, and an invitation by its name alone.
    let device = foreign_site.device();
    device.open_link(&invitation).await;
    assert_eq!(device.admission(&invitation).await, Admission::Refused(Refusal::UnknownLink));
    assert_eq!(app.device().admission(&invitation).await, Admission::Refused(Refusal::UnknownLink));
    // The cookie of one link does not open another's door.
    let device = app.device();
    let token = other.link.rsplit('/').next().unwrap();
    device.set_cookie(&format!("__Host-greenroom-link-{}", invitation.id), token);
    assert_eq!(device.admission(&invitation).await, Admission::Refused(Refusal::UnknownLink));
});

on_both_engines!(each_refusal_has_its_status_on_the_page_and_in_the_answer, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let visitor = |invitation: InvitationReady| {
        let device = app.device();
        async move {
            device.open_link(&invitation).await;
            (device, invitation)
        }
    };
    let mut cases = Vec::new();

    let (room, invitation) = invited(&ann).await;
    cases.push((visitor(invitation).await, Refusal::RoomDeleted, 410, "deleted"));
    room.act("/api/rooms/delete").await.unwrap();

    let (_, invitation) = invited(&ann).await;
    ann.to_invitation::<()>("/api/invitations/remove", &invitation).await.unwrap();
    cases.push((visitor(invitation).await, Refusal::InvitationRemoved, 410, "removed"));

    let (_, invitation) = invited(&ann).await;
    let _: InvitationReady = ann.to_invitation("/api/invitations/new-link", &invitation).await.unwrap();
    cases.push((visitor(invitation).await, Refusal::LinkReplaced, 410, "newer link"));

    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@evil.example", Role::Viewer).await;
    cases.push((visitor(invitation).await, Refusal::DomainBlocked, 403, "domain"));
    app.set(Settings { blocked_domains: vec!["evil.example".to_owned()], ..Settings::default() }).await;

    let (_, invitation) = invited(&ann).await;
    let first = app.device();
    first.open_link(&invitation).await;
    first.confirm(&invitation, "bo@example.org").await.unwrap();
    cases.push((visitor(invitation).await, OTHER_DEVICE, 409, "another device"));

    let (_, invitation) = invited(&ann).await;
    let (device, invitation) = visitor(invitation).await;
    for _ in 0..5 {
        device.confirm(&invitation, "eve@example.org").await.unwrap_err();
    }
    let until = NOW + Duration::from_mins(15);
    cases.push(((device, invitation), Refusal::Locked { until }, 429, "Too many wrong addresses"));

    for ((device, invitation), refusal, status, words) in &cases {
        assert_eq!(device.admission(invitation).await, Admission::Refused(*refusal));
        let answer = device.confirm(invitation, "bo@example.org").await;
        let error = AppError::Refused(*refusal);
        assert_eq!(answer, Err((StatusCode::from_u16(*status).unwrap(), error)));
        let page = page(device, invitation.id).await;
        assert_eq!(page.status.as_u16(), *status, "the page of {refusal:?}");
        assert!(page.text().contains(&refusal.to_string()), "{refusal:?} is not told: {}", page.text());
        assert!(page.text().contains(words));
    }
    let unknown = app.device();
    let nobody = InvitationId::from_bits(7);
    assert_eq!(page(&unknown, nobody).await.status, StatusCode::NOT_FOUND);

    let (_, ended) = invited(&ann).await;
    let (device, ended) = visitor(ended).await;
    app.turn(2 * HOUR).await;
    assert_eq!(device.admission(&ended).await, Admission::Refused(Refusal::SessionEnded));
    assert_eq!(page(&device, ended.id).await.status, StatusCode::GONE);
    assert_eq!(device.confirm(&ended, "bo@example.org").await, refused(Refusal::SessionEnded));
});

on_both_engines!(a_domain_blocked_after_the_claim_is_refused_at_the_door, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    app.turn(HOUR).await;
    let bo = app.device();
    bo.join(&invitation, room.id).await;
    app.set(Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() }).await;
    assert_eq!(bo.admission(&invitation).await, Admission::Refused(Refusal::DomainBlocked));
    assert_eq!(bo.enter(room.id, Some(&invitation)).await, refused(Refusal::DomainBlocked));
    let mut stream = bo.room_stream(room.id, Some(&invitation)).await;
    assert_eq!(stream.refusal().await, Refusal::DomainBlocked);
});

on_both_engines!(a_link_that_expires_while_the_form_is_open_is_refused, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    // The session is moved up to the end of the link: the only way to outlive it is to be inside.
    app.set(Settings { link_duration_minutes: 1, ..Settings::default() }).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let (bos, cys) = (
        room.invite("bo@example.org", Role::Viewer).await,
        room.invite("cy@example.org", Role::Viewer).await,
    );
    let (bo, cy) = (app.device(), app.device());
    app.turn(HOUR).await;
    cy.join(&cys, room.id).await;
    bo.open_link(&bos).await;
    assert!(matches!(bo.admission(&bos).await, Admission::ConfirmAddress { .. }));
    // Links are made for the session's end; here they end before it.
    let ends = NOW.as_millis() + HOUR + MINUTE;
    let shorten = app.site.db.write(move |connection| {
        futures::FutureExt::boxed(async move {
            connection.execute("update invitation set expires_at = $1", server::values![ends]).await
        })
    });
    let shortened: u64 = shorten.await.unwrap_or_else(|error: server::db::DbError| panic!("{error}"));
    assert_eq!(shortened, 2);
    app.turn(MINUTE).await;
    assert_eq!(bo.confirm(&bos, "bo@example.org").await, refused(Refusal::LinkExpired));
    assert_eq!(page(&bo, bos.id).await.status, StatusCode::GONE);
    assert_eq!(cy.admission(&cys).await, Admission::Enter(Role::Viewer), "who is inside stays");
    cy.enter(room.id, Some(&cys)).await.unwrap();
    cy.leave(room.id, Some(&cys)).await.unwrap();
    assert_eq!(cy.enter(room.id, Some(&cys)).await, refused(Refusal::LinkExpired));
});

on_both_engines!(a_form_without_script_leads_to_the_page_and_back_with_the_error, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    let path = "/api/join/confirm-address";
    let join = format!("/join/{}", invitation.id);
    let bo = app.device();
    bo.open_link(&invitation).await;
    for typed in ["eve@example.org", "bo"] {
        let answer = submit(&bo, path, invitation.id, Some(typed)).await;
        assert!(answer.status.is_redirection(), "{} to {typed}", answer.status);
        let location = answer.location().strip_prefix(PUBLIC_URL).unwrap_or(answer.location()).to_owned();
        assert!(location.starts_with(&format!("{join}?")), "{location}");
        let page = bo.get(&location).await;
        assert_eq!(page.status, StatusCode::OK, "{location}");
        let words = if typed == "bo" { "exactly one @" } else { "This is not the invited address." };
        assert!(page.text().contains(words), "the page does not say what was wrong with {typed}");
    }
    let answer = submit(&bo, path, invitation.id, Some("bo@example.org")).await;
    assert!(matches!(answer.status, StatusCode::FOUND | StatusCode::SEE_OTHER), "{}", answer.status);
    assert_eq!(answer.location(), join);
    assert_eq!(bo.admission(&invitation).await, Admission::Wait(Role::Viewer));
    app.turn(HOUR).await;
    let request = Request::post("/api/room/enter")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::REFERER, format!("{PUBLIC_URL}{join}"))
        .header("sec-fetch-site", "same-origin");
    let body = Body::from(format!("room={}&invitation={}", room.id, invitation.id));
    let answer = bo.send(request, body).await;
    assert!(answer.status.is_redirection());
    assert_eq!(answer.location(), format!("/rooms/{}/live?invitation={}", room.id, invitation.id));
    assert_eq!(bo.get(answer.location()).await.status, StatusCode::OK);
});

on_both_engines!(of_a_hundred_devices_at_once_exactly_one_gets_the_link, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    let devices: Vec<_> = (0..100).map(|_| app.device()).collect();
    for device in &devices {
        device.open_link(&invitation).await;
    }
    let claims = devices.iter().map(|device| device.confirm(&invitation, "bo@example.org"));
    let answers = futures::future::join_all(claims).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.iter().filter(|answer| answer.is_err()) {
        assert_eq!(*answer, refused(OTHER_DEVICE));
    }
    assert_eq!(room.invitations().await[0].devices.len(), 1);
    let mut inside = 0;
    for device in &devices {
        inside += usize::from(device.admission(&invitation).await == Admission::Wait(Role::Viewer));
    }
    assert_eq!(inside, 1, "who was told yes has it, and nobody else");
});

on_both_engines!(claims_on_two_nodes_at_once_give_the_link_to_one, async |engine| {
    let app = TestApp::generous(engine).await;
    let node = app.other_node().await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    let devices: Vec<_> = (0..20).map(|at| if at % 2 == 0 { app.device() } else { node.device() }).collect();
    for device in &devices {
        device.open_link(&invitation).await;
    }
    let claims = devices.iter().map(|device| device.confirm(&invitation, "bo@example.org"));
    let answers = futures::future::join_all(claims).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    assert_eq!(room.invitations().await[0].devices.len(), 1);
});

on_both_engines!(the_administrator_decides_how_many_devices_a_link_takes, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    for (allowed, claimed) in [(Some(2), 2), (Some(5), 5), (None, 9)] {
        app.set(Settings { link_devices: allowed, ..Settings::default() }).await;
        let (room, invitation) = invited(&ann).await;
        let devices: Vec<_> = (0..9).map(|_| app.device()).collect();
        for device in &devices {
            device.open_link(&invitation).await;
        }
        let claims = devices.iter().map(|device| device.confirm(&invitation, "bo@example.org"));
        let answers = futures::future::join_all(claims).await;
        assert_eq!(
            answers.iter().filter(|answer| answer.is_ok()).count(),
            claimed,
            "{allowed:?}: {answers:?}"
        );
        assert_eq!(room.invitations().await[0].devices.len(), claimed);
    }
    // Fewer places than are taken put nobody out.
    let (_, invitation) = invited(&ann).await;
    let (phone, laptop) = (app.device(), app.device());
    for device in [&phone, &laptop] {
        device.open_link(&invitation).await;
        device.confirm(&invitation, "bo@example.org").await.unwrap();
    }
    app.set(Settings { link_devices: Some(1), ..Settings::default() }).await;
    for device in [&phone, &laptop] {
        assert_eq!(device.admission(&invitation).await, Admission::Wait(Role::Viewer));
    }
});

on_both_engines!(a_link_opened_for_a_colleague_does_not_shut_a_member_out, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let cy = app.person("cy@example.org").await;
    let room = ann.room_with("site", &[]).await;
    let invitation = room.invite("bo@example.org", Role::Speaker).await;
    cy.device.open_link(&invitation).await;
    app.turn(HOUR).await;
    let live = cy.device.live_room(room.id, None).await.unwrap();
    assert_eq!((live.admission, live.invitation), (Admission::Enter(Role::Viewer), None));
    cy.device.enter(room.id, None).await.unwrap();
    let inside = cy.device.inside(room.id, None).await;
    assert!(!inside.state.participants[0].is_guest, "cy has gone in as bo");
});

on_both_engines!(a_guest_adds_the_session_to_their_calendar_and_nobody_else_can, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let path = format!("/join/{}/calendar.ics", invitation.id);
    let stranger = app.device().get(&path).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let device = app.device();
    device.open_link(&invitation).await;
    let before = app.rows().await;
    let file = device.get(&path).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let text = file.text().replace("\r\n ", "");
    for line in ["METHOD:PUBLISH", "SUMMARY:Optics", "DTSTART:20270115T090000Z", "DTEND:20270115T100000Z"] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    assert!(!text.contains("/i/") && !text.contains("bo@example.org"), "calendars are shared: {text}");
    assert_eq!(app.rows().await, before, "a read changes nothing");
});

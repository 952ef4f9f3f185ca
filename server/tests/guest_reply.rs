//! What a guest tells the hosts from before the door: that they need a new link, or will not come.

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::live::RoomEvent;
use domain::{Admission, Refusal, Role, Settings};
use http::StatusCode;
use support::people::Told;
use support::{Device, HOUR, Person, Room, TestApp, on_both_engines};

impl Device {
    async fn ask_for_link(&self, invitation: &InvitationReady) -> Told<()> {
        self.call("/api/join/ask-for-link", [("invitation", invitation.id.to_string().as_str())]).await
    }

    async fn decline(&self, invitation: &InvitationReady, will_not_come: bool) -> Told<()> {
        let (id, word) = (invitation.id.to_string(), will_not_come.to_string());
        self.call("/api/join/decline", [("invitation", id.as_str()), ("will_not_come", word.as_str())]).await
    }
}

async fn invited(ann: &Person) -> (Room<'_>, InvitationReady) {
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    (room, invitation)
}

async fn with_link(app: &TestApp, invitation: &InvitationReady) -> Device {
    let device = app.device();
    device.open_link(invitation).await;
    device
}

fn unknown() -> Told<()> {
    Err((StatusCode::NOT_FOUND, AppError::Refused(Refusal::UnknownLink)))
}

/// How often the hosts have been told that something is new about an invitation.
async fn noted(app: &TestApp, room: &Room<'_>) -> usize {
    let events = app.events(room.id).await;
    events.iter().filter(|event| matches!(event, RoomEvent::InvitationNoted { .. })).count()
}

on_both_engines!(a_guest_may_ask_for_a_new_link_from_every_refusal_of_their_own, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let troubles: [(&str, Refusal); 5] = [
        ("remove", Refusal::InvitationRemoved),
        ("new-link", Refusal::LinkReplaced),
        ("other device", Refusal::UsedOnOtherDevice { may_move_here: false }),
        ("domain", Refusal::DomainBlocked),
        ("expiry", Refusal::LinkExpired),
    ];
    for (trouble, refusal) in troubles {
        app.set(Settings::default()).await;
        let (room, invitation) = invited(&ann).await;
        let guest = with_link(&app, &invitation).await;
        let id = invitation.id.to_string();
        match trouble {
            "remove" => {
                let removed: Told<()> =
                    ann.device.call("/api/invitations/remove", [("invitation", id.as_str())]).await;
                removed.unwrap();
            }
            "new-link" => {
                let ready: Told<InvitationReady> =
                    ann.device.call("/api/invitations/new-link", [("invitation", id.as_str())]).await;
                ready.unwrap();
            }
            "other device" => {
                with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
            }
            "domain" => {
                let blocked_domains = vec!["example.org".to_owned()];
                app.set(Settings { blocked_domains, ..Settings::default() }).await;
            }
            _ => {
                app.execute("update invitation set expires_at = 0", vec![]).await;
            }
        }
        assert_eq!(guest.admission(&invitation).await, Admission::Refused(refusal), "{trouble}");
        let before = noted(&app, &room).await;
        guest.ask_for_link(&invitation).await.unwrap();
        let asked = noted(&app, &room).await;
        assert!(asked > before, "{trouble}");
        guest.ask_for_link(&invitation).await.unwrap();
        assert_eq!(noted(&app, &room).await, asked, "asking twice tells the hosts once: {trouble}");
        assert!(guest.visit(&invitation).await.reply.link_requested_at.is_some(), "{trouble}");
    }
});

on_both_engines!(nobody_without_the_link_asks_in_the_guests_name_or_learns_that_they_did, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    with_link(&app, &invitation).await.ask_for_link(&invitation).await.unwrap();
    let before = app.rows().await;
    let stranger = app.device();
    assert_eq!(stranger.ask_for_link(&invitation).await, unknown());
    assert_eq!(stranger.decline(&invitation, true).await, unknown());
    assert_eq!(stranger.visit(&invitation).await.reply.link_requested_at, None);
    assert_eq!(app.rows().await, before);
});

on_both_engines!(where_the_door_is_not_shut_asking_for_a_link_changes_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let guest = with_link(&app, &invitation).await;
    let before = app.rows().await;
    guest.ask_for_link(&invitation).await.unwrap();
    assert_eq!(app.rows().await, before);
});

on_both_engines!(a_link_that_works_again_answers_the_request, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    let new = with_link(&app, &invitation).await;
    new.ask_for_link(&invitation).await.unwrap();
    let id = invitation.id.to_string();
    ann.device.call::<()>("/api/invitations/release-device", [("invitation", id.as_str())]).await.unwrap();
    new.confirm(&invitation, "bo@example.org").await.unwrap();
    let waiting = app.site.db.read().await;
    let stored = server::invitation::queries::find(&mut waiting.unwrap(), invitation.id).await.unwrap();
    assert_eq!(stored.unwrap().invitation.link_requested_at, None);
    assert!(noted(&app, &room).await >= 3, "claimed, asked, claimed");
});

on_both_engines!(a_guest_declines_and_changes_their_mind_and_the_link_stays_theirs, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    let guest = with_link(&app, &invitation).await;
    let before = noted(&app, &room).await;
    guest.decline(&invitation, true).await.unwrap();
    guest.decline(&invitation, true).await.unwrap();
    assert!(guest.visit(&invitation).await.reply.declined_at.is_some());
    assert_eq!(noted(&app, &room).await, before + 1);
    guest.decline(&invitation, false).await.unwrap();
    assert_eq!(guest.visit(&invitation).await.reply.declined_at, None);
    assert!(matches!(guest.admission(&invitation).await, Admission::ConfirmAddress { .. }));
    assert_eq!(noted(&app, &room).await, before + 2);
});

on_both_engines!(whoever_comes_has_not_declined, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    let guest = with_link(&app, &invitation).await;
    guest.confirm(&invitation, "bo@example.org").await.unwrap();
    guest.decline(&invitation, true).await.unwrap();
    app.turn(HOUR).await;
    guest.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(guest.visit(&invitation).await.reply.declined_at, None);
});

on_both_engines!(a_dead_link_declines_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    let guest = with_link(&app, &invitation).await;
    ann.device
        .call::<()>("/api/invitations/remove", [("invitation", invitation.id.to_string().as_str())])
        .await
        .unwrap();
    let before = noted(&app, &room).await;
    let refused = guest.decline(&invitation, true).await;
    assert_eq!(refused.unwrap_err(), (StatusCode::GONE, AppError::Refused(Refusal::InvitationRemoved)));
    assert_eq!(noted(&app, &room).await, before);
});

//! What hosts do about invitations, one or many at once, and how they answer who asks for a new link.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::{AppError, FieldError};
use app::invitation::api::{ActResult, InvitationReady, RequestAnswered};
use domain::invitation::{InvitationAct, InvitationState, MOST_AT_ONCE, RequestAnswer, TryCause};
use domain::invite_policy::InviteDenied;
use domain::language::Say;
use domain::link_policy::EndDenied;
use domain::live::{RoomEvent, StreamMessage};
use domain::mail::{MailKind, MailState};
use domain::room::RoomDenied;
use domain::{Admission, ApplicationRole, HostKind, InvitationId, Refusal, Role, Settings, Timestamp};
use http::StatusCode;
use serde_json::json;
use server::values;
use support::mails::configure;
use support::people::Told;
use support::{HOUR, MINUTE, NOW, Person, Room, TestApp, on_both_engines};

const ACT: &str = "/api/invitations/act";

fn after(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + millis)
}

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    room
}

fn acts() -> [InvitationAct; 8] {
    [
        InvitationAct::NewLink,
        InvitationAct::SendLink,
        InvitationAct::Extend { until: after(40 * HOUR) },
        InvitationAct::ChangeType { role: Role::Speaker },
        InvitationAct::ReleaseDevice,
        InvitationAct::Remove,
        InvitationAct::Restore,
        InvitationAct::DismissTries { cause: TryCause::Expired },
    ]
}

async fn outcomes(room: &Room<'_>, ids: &[InvitationId], act: InvitationAct) -> Vec<Result<bool, AppError>> {
    let results = room.try_act(ids, act).await.unwrap();
    assert_eq!(results.iter().map(|result| result.invitation).collect::<Vec<_>>(), ids);
    results.into_iter().map(|result| result.outcome).collect()
}

async fn ask_for_link(app: &TestApp, invitation: &InvitationReady) {
    let sql = "update invitation set link_requested_at = $2 where id = $1";
    app.execute(sql, values![invitation.id, app.clock.now()]).await;
}

async fn decline(app: &TestApp, invitation: &InvitationReady) {
    let sql = "update invitation set declined_at = $2 where id = $1";
    app.execute(sql, values![invitation.id, app.clock.now()]).await;
}

async fn answer(host: &Person, invitation: &InvitationReady, answer: RequestAnswer) -> Told<RequestAnswered> {
    let request = json!({ "invitation": invitation.id, "answer": answer });
    host.device.call("/api/invitations/answer-request", request).await
}

on_both_engines!(every_kind_of_host_may_do_everything, async |engine| {
    let app = TestApp::real(engine).await;
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let kinds = [HostKind::CoOwner, HostKind::CoEditor, HostKind::CoPublisher];
    let mut hosts = Vec::new();
    for kind in kinds {
        hosts.push(app.person(&format!("{}@example.org", kind.word().replace('_', "-"))).await);
    }
    let chosen: Vec<_> = hosts.iter().map(|host| host.id).zip(kinds).collect();
    let room = ann.room_with("site", &chosen).await;
    for (number, host) in hosts.iter().chain([&ann]).enumerate() {
        let bo = room.invite(&format!("bo-{number}@example.org"), Role::Viewer).await;
        for act in acts() {
            let outcome = outcomes(&room.by(host), &[bo.id], act).await;
            assert!(matches!(outcome[..], [Ok(_)]), "{act:?}: {outcome:?}");
        }
    }
});

on_both_engines!(no_link_is_brought_to_life_for_an_address_that_is_not_let_in, async |engine| {
    let app = TestApp::real(engine).await;
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let open = room.invite("bo@evil.example", Role::Viewer).await;
    let removed = room.invite("cy@evil.example", Role::Viewer).await;
    outcomes(&room, &[removed.id], InvitationAct::Remove).await;
    app.set(Settings { blocked_domains: vec!["evil.example".to_owned()], ..Settings::default() }).await;
    let denied = InviteDenied::DomainBlocked;
    for act in acts() {
        let id = if act == InvitationAct::Restore { removed.id } else { open.id };
        let before = app.rows().await;
        let outcome = outcomes(&room, &[id], act).await;
        if act.needs_right_to_invite() {
            assert_eq!(outcome, [Err(AppError::InviteDenied(denied))], "{act:?}");
            assert_eq!(app.rows().await, before, "{act:?}");
        } else {
            assert!(matches!(outcome[..], [Ok(_)]), "{act:?}: {outcome:?}");
        }
    }
    let one: Told<InvitationReady> = ann.to_invitation("/api/invitations/new-link", &open).await;
    assert_eq!(one.unwrap_err().1, AppError::Refused(Refusal::InvitationRemoved), "it has been removed");
});

on_both_engines!(who_loses_a_type_is_told_with_it, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let speaker = room.invite("bo@example.org", Role::Speaker).await;
    let viewer = room.invite("cy@example.org", Role::Viewer).await;
    let told = async |act| {
        let results = room.try_act(&[speaker.id, viewer.id], act).await.unwrap();
        results.into_iter().map(|result| (result.outcome, result.old_type)).collect::<Vec<_>>()
    };
    let change = InvitationAct::ChangeType { role: Role::Viewer };
    assert_eq!(told(change).await, [(Ok(true), Some(Role::Speaker)), (Ok(false), None)]);
    let had = Some(Role::Viewer);
    assert_eq!(told(InvitationAct::Remove).await, [(Ok(true), had), (Ok(true), had)]);
    assert_eq!(told(InvitationAct::Remove).await, [(Ok(false), None), (Ok(false), None)]);
    let removed = Err(AppError::Refused(Refusal::InvitationRemoved));
    assert_eq!(told(change).await, [(removed.clone(), None), (removed, None)]);
});

on_both_engines!(nobody_else_may_do_anything, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (bea, guest) = (app.person("bea@example.org").await, app.person("guest@example.org").await);
    let room = ann.room_with("site", &[]).await;
    bea.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("guest@example.org", Role::Moderator).await;
    ask_for_link(&app, &invitation).await;
    let before = app.rows().await;
    let denied = (StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost));
    for person in [&bea, &guest] {
        for act in acts() {
            let refused = room.by(person).try_act(&[invitation.id], act).await;
            assert_eq!(refused.unwrap_err(), denied, "{act:?}");
        }
        for wish in [RequestAnswer::Grant, RequestAnswer::Dismiss] {
            assert_eq!(answer(person, &invitation, wish).await.unwrap_err(), denied);
        }
        let id = invitation.id.to_string();
        let fields = [("invitation", id.as_str()), ("email", "bea@example.org")];
        let refused = person.device.call::<InvitationReady>("/api/invitations/change-address", fields).await;
        assert_eq!(refused.unwrap_err(), denied);
    }
    let request = json!({ "room": room.id, "invitations": [invitation.id], "act": { "act": "remove" } });
    let signed_out = app.device().call::<Vec<ActResult>>(ACT, request).await;
    assert_eq!(signed_out, Err((StatusCode::UNAUTHORIZED, AppError::SignInNeeded)));
    assert_eq!(app.rows().await, before);
});

on_both_engines!(a_host_who_may_not_invite_any_more_only_takes_away, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    ask_for_link(&app, &bo).await;
    app.set(Settings { allowed_users: ApplicationRole::Admin, ..Settings::default() }).await;
    let denied = (StatusCode::FORBIDDEN, AppError::InviteDenied(InviteDenied::RoleTooLow));
    for act in acts() {
        match room.try_act(&[bo.id], act).await {
            Ok(results) => {
                assert!(!act.needs_right_to_invite() && results[0].outcome.is_ok(), "{act:?}: {results:?}");
            }
            Err(error) => {
                assert!(act.needs_right_to_invite(), "{act:?}");
                assert_eq!(error, denied, "{act:?}");
            }
        }
    }
    assert_eq!(answer(&ann, &bo, RequestAnswer::Grant).await.unwrap_err(), denied);
    assert_eq!(answer(&ann, &bo, RequestAnswer::Dismiss).await, Ok(RequestAnswered::Dismissed));
});

on_both_engines!(many_are_removed_and_brought_back_each_with_its_own_result, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let (room, other) = (open_room(&app, &ann).await, ann.room(HOUR, 2 * HOUR).await);
    let mut ids = Vec::new();
    for number in 0..30 {
        ids.push(room.invite(&format!("guest-{number}@example.org"), Role::Viewer).await.id);
    }
    let inside = room.guest(&app, "inside@example.org", Role::Viewer).await;
    let foreign = other.invite("foreign@example.org", Role::Viewer).await.id;
    let unknown = InvitationId::from_bits(7);
    ids.extend([inside.invitation.id, foreign, unknown]);
    let removed = outcomes(&room, &ids, InvitationAct::Remove).await;
    assert!(removed[..31].iter().all(|outcome| *outcome == Ok(true)), "{removed:?}");
    assert_eq!(removed[31..], [Err(AppError::NotFound), Err(AppError::NotFound)]);
    assert_eq!(
        inside.device.admission(&inside.invitation).await,
        Admission::Refused(Refusal::InvitationRemoved),
        "who is inside is put out at once"
    );
    assert_eq!(other.invitations().await[0].state, InvitationState::Open);
    let again = outcomes(&room, &ids[..2], InvitationAct::Remove).await;
    assert_eq!(again, [Ok(false), Ok(false)]);
    let refused = outcomes(&room, &ids[..1], InvitationAct::NewLink).await;
    assert_eq!(refused, [Err(AppError::Refused(Refusal::InvitationRemoved))]);
    let restored = outcomes(&room, &ids[..31], InvitationAct::Restore).await;
    assert!(restored.iter().all(|outcome| *outcome == Ok(true)), "{restored:?}");
    assert!(room.invitations().await.iter().all(|row| row.state == InvitationState::Open));
    inside.device.enter(room.id, Some(&inside.invitation)).await.unwrap();
});

on_both_engines!(more_than_fit_into_one_request_are_refused_and_none_is_an_answer, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let many = vec![InvitationId::from_bits(7); MOST_AT_ONCE + 1];
    let refused = room.try_act(&many, InvitationAct::Remove).await;
    assert_eq!(refused, Err((StatusCode::PAYLOAD_TOO_LARGE, AppError::TooLarge)));
    let most = room.try_act(&many[1..], InvitationAct::Remove).await.unwrap();
    assert_eq!(most.len(), MOST_AT_ONCE);
    assert_eq!(room.try_act(&[], InvitationAct::Remove).await, Ok(vec![]));
});

on_both_engines!(a_new_type_acts_at_once_on_who_is_inside, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let away = room.invite("away@example.org", Role::Viewer).await;
    let mut stream = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let change = InvitationAct::ChangeType { role: Role::Speaker };
    assert_eq!(outcomes(&room, &[bo.invitation.id, away.id], change).await, [Ok(true), Ok(true)]);
    let mut heard = Vec::new();
    while heard.len() < 2 {
        if let Some(StreamMessage::Event { event }) = stream.next().await {
            heard.push(event);
        }
    }
    assert!(heard.contains(&RoomEvent::RoleChanged { participant: bo.id, role: Role::Speaker }), "{heard:?}");
    let me = bo.inside().await.state.participants.into_iter().find(|one| one.id == bo.id).unwrap();
    assert_eq!(me.role, Role::Speaker);
    for row in room.invitations().await {
        assert_eq!(row.ready.role, Role::Speaker);
    }
    assert_eq!(outcomes(&room, &[away.id], change).await, [Ok(false)]);
    let host = outcomes(&room, &[away.id], InvitationAct::ChangeType { role: Role::Host }).await;
    assert_eq!(host, [Err(AppError::InviteDenied(InviteDenied::TypeNotOffered))]);
});

on_both_engines!(a_link_is_given_a_later_or_an_earlier_end, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    let device = app.device();
    device.open_link(&bo).await;
    let extend = async |until| outcomes(&room, &[bo.id], InvitationAct::Extend { until }).await;
    assert_eq!(extend(after(100 * HOUR)).await, [Ok(true)]);
    assert_eq!(room.listed(&bo).await.ready.expires_at, after(100 * HOUR));
    assert_eq!(extend(after(100 * HOUR)).await, [Ok(false)]);
    assert_eq!(extend(after(MINUTE)).await, [Ok(true)], "sooner than before");
    app.turn(MINUTE).await;
    assert_eq!(device.admission(&bo).await, Admission::Refused(Refusal::LinkExpired));
    assert_eq!(extend(after(HOUR)).await, [Ok(true)]);
    assert!(matches!(device.admission(&bo).await, Admission::ConfirmAddress { .. }), "it works again");
    for (until, denied) in [(after(MINUTE), EndDenied::Past), (after(400 * 24 * HOUR), EndDenied::TooFar)] {
        let field = FieldError { field: "until".to_owned(), message: denied.say() };
        assert_eq!(extend(until).await, [Err(AppError::Fields(vec![field]))]);
    }
});

on_both_engines!(many_links_are_sent_by_mail_where_that_can_be, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let (bo, cy) = (
        room.invite("bo@example.org", Role::Viewer).await,
        room.invite("cy@example.org", Role::Viewer).await,
    );
    let before = app.rows().await;
    let refused = room.try_act(&[bo.id, cy.id], InvitationAct::SendLink).await;
    assert_eq!(refused, Err((StatusCode::CONFLICT, AppError::NoTemplate)));
    assert_eq!(app.rows().await, before);
    configure(&app).await;
    assert_eq!(outcomes(&room, &[bo.id, cy.id], InvitationAct::SendLink).await, [Ok(true), Ok(true)]);
    for row in room.invitations().await {
        let mail = row.mail.unwrap();
        assert_eq!((mail.kind, mail.state), (MailKind::Invitation, MailState::Queued));
    }
});

on_both_engines!(a_new_link_answers_a_request_and_expects_the_guest_again, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    ask_for_link(&app, &bo).await;
    decline(&app, &bo).await;
    let row = room.listed(&bo).await;
    assert_eq!((row.link_requested_at, row.declined_at), (Some(NOW), Some(NOW)));
    assert_eq!(outcomes(&room, &[bo.id], InvitationAct::NewLink).await, [Ok(true)]);
    let row = room.listed(&bo).await;
    assert_eq!((row.link_requested_at, row.declined_at), (None, None));
    assert_ne!(row.ready.link, bo.link);
    decline(&app, &bo).await;
    room.try_invite("bo@example.org", Role::Viewer, "update").await.unwrap();
    assert_eq!(room.listed(&bo).await.declined_at, None, "so does inviting once more");
    ask_for_link(&app, &bo).await;
    outcomes(&room, &[bo.id], InvitationAct::Remove).await;
    assert_eq!(room.listed(&bo).await.link_requested_at, Some(NOW), "an undone removal loses nothing");
    outcomes(&room, &[bo.id], InvitationAct::Restore).await;
    assert_eq!(room.listed(&bo).await.link_requested_at, None);
});

on_both_engines!(a_request_is_granted_by_mail_in_one_click, async |engine| {
    let app = TestApp::mailing(engine, "smtp://127.0.0.1:1").await;
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    ask_for_link(&app, &bo).await;
    app.set(Settings { link_duration_minutes: 72 * 60, ..Settings::default() }).await;
    assert_eq!(answer(&ann, &bo, RequestAnswer::Grant).await, Ok(RequestAnswered::Mailed));
    let row = room.listed(&bo).await;
    assert_ne!(row.ready.link, bo.link);
    assert_eq!((row.link_requested_at, row.ready.expires_at), (None, after(72 * HOUR)));
    assert_eq!(row.mail.unwrap().state, MailState::Queued);
    // Two hosts click at once: the second must not kill the link that the first has sent.
    assert_eq!(answer(&ann, &bo, RequestAnswer::Grant).await, Ok(RequestAnswered::TooLate));
    assert_eq!(room.listed(&bo).await.ready.link, row.ready.link);
});

on_both_engines!(without_mail_a_granted_request_shows_the_link_to_hand_on, async |engine| {
    let app = TestApp::real(engine).await;
    // A template is not enough: without a mail server its mails are files.
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    ann.to_invitation::<()>("/api/invitations/remove", &bo).await.unwrap();
    ask_for_link(&app, &bo).await;
    let Ok(RequestAnswered::LinkMade(new)) = answer(&ann, &bo, RequestAnswer::Grant).await else {
        panic!("a link is made");
    };
    let row = room.listed(&bo).await;
    assert_eq!((row.state, &row.ready), (InvitationState::Open, &*new), "a removed invitation comes back");
    app.device().join(&new, room.id).await;
});

on_both_engines!(a_request_that_cannot_be_granted_can_be_dismissed, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    ask_for_link(&app, &bo).await;
    room.act("/api/sessions/end").await.unwrap();
    let refused = answer(&ann, &bo, RequestAnswer::Grant).await;
    assert_eq!(refused.unwrap_err().1, AppError::Refused(Refusal::SessionEnded));
    assert_eq!(answer(&ann, &bo, RequestAnswer::Dismiss).await, Ok(RequestAnswered::Dismissed));
    assert_eq!(room.listed(&bo).await.link_requested_at, None);
    assert_eq!(room.listed(&bo).await.ready.link, bo.link, "the link stays as it was");
});

on_both_engines!(nothing_is_done_in_a_deleted_room, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    room.act("/api/rooms/delete").await.unwrap();
    for act in acts() {
        let refused = room.try_act(&[bo.id], act).await;
        assert_eq!(refused, Err((StatusCode::GONE, AppError::Refused(Refusal::RoomDeleted))), "{act:?}");
    }
});

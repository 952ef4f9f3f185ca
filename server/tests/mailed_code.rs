//! Codes mailed to the invited address: they bring a link to another device, and stand beside the address where the
//! administrator wants it so.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::live::RoomEvent;
use domain::mailed_code::{CodePolicy, MOST};
use domain::{Admission, Refusal, Role, Settings, Timestamp};
use http::StatusCode;
use mail_parser::MessageParser;
use server::mail::outbox::{IN_DOUBT, send_due};
use support::people::Told;
use support::smtp::{Fault, SmtpServer};
use support::{Device, HOUR, MINUTE, NOW, Person, Room, TestApp, on_both_engines};

const OTHER_DEVICE: Refusal = Refusal::UsedOnOtherDevice { may_move_here: false };
const WAIT: Admission = Admission::Wait(Role::Speaker);

impl Device {
    async fn send_code(&self, invitation: &InvitationReady) -> Told<()> {
        self.call("/api/join/send-code", [("invitation", invitation.id.to_string().as_str())]).await
    }

    async fn confirm_code(&self, invitation: &InvitationReady, code: &str) -> Told<()> {
        let id = invitation.id.to_string();
        self.call("/api/join/confirm-code", [("invitation", id.as_str()), ("code", code)]).await
    }
}

/// Somebody who is not the guest of a link, but has it; or the guest on a second device.
async fn with_link(app: &TestApp, invitation: &InvitationReady) -> Device {
    let device = app.device();
    device.open_link(invitation).await;
    device
}

async fn invited(ann: &Person) -> (Room<'_>, InvitationReady) {
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Speaker).await;
    (room, invitation)
}

async fn asking(app: &TestApp, policy: CodePolicy) {
    app.set(Settings { mailed_code: policy, ..Settings::default() }).await;
}

/// Sends what is due and reads the last mail as its reader would.
async fn last_code(app: &TestApp, smtp: &SmtpServer) -> String {
    support::mails::send_all(app).await;
    let mail = smtp.received().pop().unwrap();
    assert_eq!(mail.to, "bo@example.org");
    let parsed = MessageParser::default().parse(&mail.raw).unwrap();
    let code: String = parsed.subject().unwrap().chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 6);
    let (text, html) = (parsed.body_text(0).unwrap(), parsed.body_html(0).unwrap());
    assert!(text.contains(&code) && html.contains(&code) && text.contains("Optics"), "{text}");
    assert!(!text.contains("http"), "a mail with a code leads nowhere: {text}");
    code
}

/// Six digits that are not the code.
fn wrong(code: &str) -> String {
    let first = if code.starts_with('1') { "2" } else { "1" };
    format!("{first}{}", code.get(1..).unwrap())
}

fn too_soon(again_at: i64) -> Told<()> {
    let again_at = Timestamp::from_millis(NOW.as_millis() + again_at);
    Err((StatusCode::TOO_MANY_REQUESTS, AppError::CodeTooSoon { again_at }))
}

fn wrong_code(tries_left: u16) -> Told<()> {
    Err((StatusCode::UNPROCESSABLE_ENTITY, AppError::WrongCode { tries_left }))
}

fn expired() -> Told<()> {
    Err((StatusCode::GONE, AppError::CodeExpired))
}

on_both_engines!(a_code_moves_the_link_to_this_device_and_closes_the_old_one, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    app.turn(HOUR).await;
    let old = app.device();
    old.join(&invitation, room.id).await;
    let mut inside = old.room_stream(room.id, Some(&invitation)).await;
    let new = with_link(&app, &invitation).await;
    assert_eq!(new.admission(&invitation).await, Admission::Refused(OTHER_DEVICE));
    new.send_code(&invitation).await.unwrap();
    let mailed = new.visit(&invitation).await.code.unwrap();
    assert!(mailed.works && !mailed.has_failed);
    let code = last_code(&app, &smtp).await;
    new.confirm_code(&invitation, &format!(" {} {} ", code.get(..3).unwrap(), code.get(3..).unwrap()))
        .await
        .unwrap();
    assert_eq!(inside.refusal().await, OTHER_DEVICE);
    assert_eq!(old.admission(&invitation).await, Admission::Refused(OTHER_DEVICE));
    new.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(new.inside(room.id, Some(&invitation)).await.state.participants.len(), 1);
});

on_both_engines!(a_code_works_once_and_only_on_the_device_that_asked, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let (first, second, third) = (
        with_link(&app, &invitation).await,
        with_link(&app, &invitation).await,
        with_link(&app, &invitation).await,
    );
    first.confirm(&invitation, "bo@example.org").await.unwrap();
    second.send_code(&invitation).await.unwrap();
    let code = last_code(&app, &smtp).await;
    assert_eq!(third.confirm_code(&invitation, &code).await, expired(), "it is another device's");
    second.confirm_code(&invitation, &code).await.unwrap();
    first.send_code(&invitation).await.unwrap();
    let back = last_code(&app, &smtp).await;
    first.confirm_code(&invitation, &back).await.unwrap();
    assert_eq!(second.confirm_code(&invitation, &code).await, expired(), "it has been used");
});

on_both_engines!(a_code_that_is_out_works_on_when_meanwhile_more_devices_may_have_the_link, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let (first, second, third) = (
        with_link(&app, &invitation).await,
        with_link(&app, &invitation).await,
        with_link(&app, &invitation).await,
    );
    first.confirm(&invitation, "bo@example.org").await.unwrap();
    second.send_code(&invitation).await.unwrap();
    let code = last_code(&app, &smtp).await;
    app.set(Settings { link_devices: Some(3), ..Settings::default() }).await;
    assert!(matches!(second.admission(&invitation).await, Admission::ConfirmAddress { .. }));
    assert_eq!(third.confirm_code(&invitation, &code).await, expired(), "it is another device's");
    assert_eq!(second.confirm_code(&invitation, &wrong(&code)).await, wrong_code(4));
    second.confirm_code(&invitation, &code).await.unwrap();
    assert_eq!(second.admission(&invitation).await, WAIT);
    assert_eq!(first.admission(&invitation).await, WAIT, "there is room for both");
});

on_both_engines!(five_wrong_codes_kill_the_code_and_the_right_one_does_not_help, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    let thief = with_link(&app, &invitation).await;
    thief.send_code(&invitation).await.unwrap();
    let code = last_code(&app, &smtp).await;
    for left in (0..5).rev() {
        assert_eq!(thief.confirm_code(&invitation, &wrong(&code)).await, wrong_code(left));
    }
    assert_eq!(thief.confirm_code(&invitation, &code).await, expired());
    assert!(!thief.visit(&invitation).await.code.unwrap().works);
    let incomplete = thief.confirm_code(&invitation, "12345").await;
    assert_eq!(incomplete.unwrap_err().0, StatusCode::UNPROCESSABLE_ENTITY);
});

on_both_engines!(a_code_dies_after_ten_minutes_and_when_a_newer_one_is_sent, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    let new = with_link(&app, &invitation).await;
    new.send_code(&invitation).await.unwrap();
    let first = last_code(&app, &smtp).await;
    assert_eq!(new.send_code(&invitation).await, too_soon(MINUTE));
    app.turn(MINUTE).await;
    new.send_code(&invitation).await.unwrap();
    let second = last_code(&app, &smtp).await;
    if first != second {
        assert_eq!(new.confirm_code(&invitation, &first).await, wrong_code(4));
    }
    app.turn(10 * MINUTE).await;
    assert_eq!(new.confirm_code(&invitation, &second).await, expired());
});

on_both_engines!(nobodys_mailbox_gets_more_than_five_codes_an_hour, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    for _ in 0..MOST {
        with_link(&app, &invitation).await.send_code(&invitation).await.unwrap();
    }
    let one_more = with_link(&app, &invitation).await;
    assert_eq!(one_more.send_code(&invitation).await, too_soon(HOUR));
    app.turn(HOUR / 2).await;
    assert_eq!(one_more.send_code(&invitation).await, too_soon(HOUR));
    app.turn(HOUR / 2).await;
    one_more.send_code(&invitation).await.unwrap();
});

on_both_engines!(nobody_without_the_link_gets_a_code_sent, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    let before = app.rows().await;
    let stranger = app.device();
    for answer in [stranger.send_code(&invitation).await, stranger.confirm_code(&invitation, "123456").await]
    {
        assert_eq!(answer.unwrap_err(), (StatusCode::NOT_FOUND, AppError::Refused(Refusal::UnknownLink)));
    }
    // Nor does one who has not named the address.
    let (_, other) = invited(&ann).await;
    let unproven = with_link(&app, &other).await;
    let with_other = app.rows().await;
    assert_eq!(unproven.send_code(&other).await, expired());
    assert_eq!(app.rows().await, with_other);
    assert!(with_other.len() > before.len());
});

on_both_engines!(where_the_policy_asks_the_address_alone_lets_nobody_in, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    asking(&app, CodePolicy::ModeratorsAndSpeakers).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    app.turn(HOUR).await;
    let guest = with_link(&app, &invitation).await;
    guest.confirm(&invitation, "bo@example.org").await.unwrap();
    assert_eq!(guest.admission(&invitation).await, Admission::ConfirmCode);
    let stopped = guest.enter(room.id, Some(&invitation)).await;
    assert_eq!(stopped.unwrap_err().1, AppError::CodeNeeded);
    // The link is not taken by that: whoever reads the mailbox comes first.
    let other = with_link(&app, &invitation).await;
    assert!(matches!(other.admission(&invitation).await, Admission::ConfirmAddress { .. }));
    let code = last_code(&app, &smtp).await;
    guest.confirm_code(&invitation, &code).await.unwrap();
    assert_eq!(guest.admission(&invitation).await, Admission::Enter(Role::Speaker));
    guest.enter(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(other.admission(&invitation).await, Admission::Refused(OTHER_DEVICE));
});

on_both_engines!(viewers_need_no_code_where_only_moderators_and_speakers_do, async |engine| {
    let app = TestApp::real(engine).await;
    asking(&app, CodePolicy::ModeratorsAndSpeakers).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let viewer = room.invite("bo@example.org", Role::Viewer).await;
    let guest = with_link(&app, &viewer).await;
    guest.confirm(&viewer, "bo@example.org").await.unwrap();
    assert_eq!(guest.admission(&viewer).await, Admission::Wait(Role::Viewer));
});

on_both_engines!(a_policy_changed_between_sending_and_claiming_counts_at_the_claim, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    let guest = with_link(&app, &invitation).await;
    asking(&app, CodePolicy::Everyone).await;
    guest.confirm(&invitation, "bo@example.org").await.unwrap();
    assert_eq!(guest.admission(&invitation).await, Admission::ConfirmCode);
    // And back: who waits for a code is let in by the address again.
    asking(&app, CodePolicy::Nobody).await;
    guest.confirm(&invitation, "bo@example.org").await.unwrap();
    assert_eq!(guest.admission(&invitation).await, WAIT);
});

on_both_engines!(a_policy_changed_after_the_claim_counts_at_the_next_join_and_not_inside, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    app.turn(HOUR).await;
    let guest = app.device();
    guest.join(&invitation, room.id).await;
    asking(&app, CodePolicy::Everyone).await;
    assert_eq!(guest.admission(&invitation).await, Admission::Enter(Role::Speaker), "inside");
    guest.leave(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(guest.admission(&invitation).await, Admission::ConfirmCode);
    guest.send_code(&invitation).await.unwrap();
    let code = last_code(&app, &smtp).await;
    guest.confirm_code(&invitation, &code).await.unwrap();
    guest.enter(room.id, Some(&invitation)).await.unwrap();
    // Once shown, it stays shown.
    guest.leave(room.id, Some(&invitation)).await.unwrap();
    assert_eq!(guest.admission(&invitation).await, Admission::Enter(Role::Speaker));
});

on_both_engines!(a_code_that_cannot_be_sent_is_told_to_the_guest_and_shown_to_no_host, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    let new = with_link(&app, &invitation).await;
    for refusal in ["451 come back later", "550 no such mailbox"] {
        smtp.set(Fault::Recipient(refusal));
        new.send_code(&invitation).await.unwrap();
        support::mails::send_all(&app).await;
        assert!(new.visit(&invitation).await.code.unwrap().has_failed, "{refusal}");
        app.turn(5 * MINUTE).await;
    }
    assert_eq!(room.invitations().await[0].mail, None);
    let about_mail = |event: &RoomEvent| matches!(event, RoomEvent::MailChanged { .. });
    assert!(!app.events(room.id).await.iter().any(about_mail));
});

on_both_engines!(a_code_is_sent_before_mails_that_have_waited_longer, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    support::mails::configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let (room, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    for guest in 0..40 {
        support::mails::invite(&room, &format!("guest{guest}@example.org"), true).await.unwrap();
    }
    app.turn(MINUTE).await;
    with_link(&app, &invitation).await.send_code(&invitation).await.unwrap();
    send_due(&app.site).await.unwrap();
    let first: Vec<_> = smtp.received().into_iter().take(IN_DOUBT).map(|mail| mail.to).collect();
    assert!(first.contains(&"bo@example.org".to_owned()), "{first:?}");
});

on_both_engines!(neither_a_code_nor_what_it_is_made_from_is_in_the_database, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = app.person("ann@example.org").await;
    let (_, invitation) = invited(&ann).await;
    with_link(&app, &invitation).await.confirm(&invitation, "bo@example.org").await.unwrap();
    with_link(&app, &invitation).await.send_code(&invitation).await.unwrap();
    let code = last_code(&app, &smtp).await;
    assert!(!app.rows().await.iter().any(|row| support::mails::holds_code(row, &code)));
    assert!(support::mails::holds_code(&format!("outbox: Some({code}), 1800086400000"), &code));
});

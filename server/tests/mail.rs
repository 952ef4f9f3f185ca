//! Invitations by mail: what arrives at a mail server, and what becomes of mails when it fails.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

#[path = "mail/changes.rs"]
mod changes;
#[path = "mail/desk.rs"]
mod desk;
#[path = "mail/languages.rs"]
mod languages;
mod support;
#[path = "mail/tidying.rs"]
mod tidying;
#[path = "mail/tls.rs"]
mod tls;

use std::time::Duration;

use app::error::AppError;
use app::invitation::api::{InvitationReady, MailSummary};
use domain::Role;
use domain::live::RoomEvent;
use domain::mail::{MailProblem, MailState};
use futures::FutureExt;
use http::StatusCode;
use mail_parser::{MessageParser, MimeHeaders};
use serde_json::json;
use server::mail::outbox::send_due;
use support::mails::{configure, configure_in, invite, send_all};
use support::smtp::{Fault, Received, SmtpServer};
use support::{HOUR, Person, Room, TestApp, on_both_engines};

async fn summary(room: &Room<'_>, email: &str) -> MailSummary {
    let all = room.invitations().await;
    let one = all.into_iter().find(|one| one.ready.email.as_str() == email).unwrap();
    one.mail.unwrap()
}

fn subject(mail: &Received) -> String {
    MessageParser::default().parse(&mail.raw).unwrap().subject().unwrap().to_owned()
}

fn header<'a>(raw: &'a [u8], name: &str) -> Option<&'a str> {
    let text = std::str::from_utf8(raw).unwrap();
    let head = text.split("\r\n\r\n").next().unwrap();
    head.split("\r\n").find_map(|line| line.strip_prefix(&format!("{name}: ")))
}

/// The calendar in a mail, unfolded.
fn calendar(mail: &Received) -> String {
    let parsed = MessageParser::default().parse(&mail.raw).unwrap();
    let part = parsed
        .parts
        .iter()
        .find(|part| part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar")))
        .unwrap();
    String::from_utf8(part.contents().to_vec()).unwrap().replace("\r\n ", "")
}

/// A room, its host, and a mail server that the site knows.
async fn start(app: &TestApp) -> Person {
    configure(app).await;
    app.person("ann@example.org").await
}

on_both_engines!(an_invitation_arrives_as_text_html_and_calendar_with_its_link, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    assert_eq!(summary(&room, "bo@example.org").await.state, MailState::Queued);
    send_all(&app).await;
    let [mail] = smtp.received().try_into().unwrap();
    assert_eq!(mail.to, "bo@example.org");
    let parsed = MessageParser::default().parse(&mail.raw).unwrap();
    let (text, html) = (parsed.body_text(0).unwrap(), parsed.body_html(0).unwrap());
    for part in [&text, &html] {
        assert!(part.contains(&ready.link) && part.contains("Optics") && part.contains("Ana Ruiz"), "{part}");
    }
    assert!(text.contains("Bo") && text.contains("Speaker") && text.contains("UTC"), "{text}");
    assert_eq!(parsed.reply_to().unwrap().first().unwrap().address(), Some("ann@example.org"));
    assert_eq!(header(&mail.raw, "Auto-Submitted"), Some("auto-generated"));
    let calendar = calendar(&mail);
    for line in ["METHOD:REQUEST", "SUMMARY:Optics", "STATUS:CONFIRMED", "DTSTART:20270115T090000Z"] {
        assert!(calendar.contains(line), "{line} is not in {calendar}");
    }
    let files: Vec<_> = parsed.attachments().filter_map(|file| file.attachment_name()).collect();
    assert!(files.contains(&"invite.ics"), "{files:?}");
    assert_eq!(summary(&room, "bo@example.org").await.state, MailState::Sent);
});

on_both_engines!(without_a_template_nothing_is_queued_and_nobody_is_invited, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    assert!(!room.page().await.unwrap().can_mail());
    let refused = invite(&room, "bo@example.org", true).await;
    assert_eq!(refused, Err((StatusCode::CONFLICT, AppError::NoTemplate)));
    assert_eq!(room.invitations().await.len(), 0);
    configure(&app).await;
    assert!(room.page().await.unwrap().can_mail());
    invite(&room, "bo@example.org", true).await.unwrap();
});

on_both_engines!(a_mail_that_becomes_a_file_is_not_said_to_have_reached_anybody, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    let mail = summary(&room, "bo@example.org").await;
    assert_eq!((mail.state, mail.problem), (MailState::Sent, Some(MailProblem::Kept)));
});

on_both_engines!(a_dead_mail_server_holds_up_no_invitation, async |engine| {
    // Nobody listens there.
    let app = TestApp::mailing(engine, "smtp://127.0.0.1:1").await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    let mail = summary(&room, "bo@example.org").await;
    assert_eq!(mail.state, MailState::Queued);
    assert!(mail.problem.is_some());
    assert_eq!(mail.next_try, Some(app.clock.now() + Duration::from_mins(1)));
    app.device().open_link(&ready).await;
});

on_both_engines!(what_the_mail_server_puts_off_is_tried_again_and_arrives, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    for fault in [
        Fault::Recipient("450 busy"),
        Fault::Content("451 local error"),
        Fault::CutInContent,
        Fault::Stall,
        Fault::Recipient("535 wrong password"),
    ] {
        smtp.set(fault);
        send_all(&app).await;
        let mail = summary(&room, "bo@example.org").await;
        assert_eq!(mail.state, MailState::Queued, "{fault:?}");
        assert!(mail.problem.is_some(), "{fault:?}");
        let wait = mail.next_try.unwrap().since(app.clock.now());
        assert_eq!(send_due(&app.site).await.unwrap(), 0, "not before its time");
        app.clock.advance(wait);
    }
    smtp.set(Fault::None);
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 1);
    assert_eq!(summary(&room, "bo@example.org").await.state, MailState::Sent);
});

on_both_engines!(
    what_the_mail_server_refuses_for_good_says_so_at_once_and_holds_nothing_up,
    async |engine| {
        let smtp = SmtpServer::start().await;
        let app = TestApp::mailing(engine, &smtp.url).await;
        let ann = start(&app).await;
        let room = ann.room(HOUR, 2 * HOUR).await;
        invite(&room, "bo@example.org", true).await.unwrap();
        smtp.set(Fault::Recipient("550 no such mailbox"));
        send_all(&app).await;
        let mail = summary(&room, "bo@example.org").await;
        assert_eq!(mail.state, MailState::Failed);
        assert!(mail.problem.unwrap().cause().unwrap().contains("no such mailbox"));
        smtp.set(Fault::None);
        invite(&room, "cy@example.org", true).await.unwrap();
        send_all(&app).await;
        assert_eq!(smtp.received().len(), 1);
    }
);

on_both_engines!(a_mail_that_is_sent_twice_has_one_message_id, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    smtp.set(Fault::CutAfterContent);
    send_all(&app).await;
    smtp.set(Fault::None);
    app.clock.advance(Duration::from_mins(2));
    send_all(&app).await;
    let ids: Vec<_> =
        smtp.received().iter().map(|mail| header(&mail.raw, "Message-ID").unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
});

on_both_engines!(a_node_that_died_while_sending_is_followed_by_another, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    // It has set out to send it, and says nothing more.
    let now = app.clock.now();
    let taken = app.site.db.write(move |connection| {
        async move {
            let due = server::mail::queries::list_due(connection, now, 1).await?;
            server::mail::queries::update_taken(connection, &due[0], now + Duration::from_mins(2)).await
        }
        .boxed()
    });
    assert!(taken.await.unwrap());
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 0, "somebody is at it");
    app.clock.advance(Duration::from_mins(2));
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 1);
});

on_both_engines!(nodes_that_send_at_once_send_each_mail_once, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    for number in 0..20 {
        invite(&room, &format!("guest{number}@example.org"), true).await.unwrap();
    }
    let nodes = (0..3).map(|_| send_due(&app.site));
    futures::future::try_join_all(nodes).await.unwrap();
    send_all(&app).await;
    let mut to: Vec<_> = smtp.received().into_iter().map(|mail| mail.to).collect();
    to.sort_unstable();
    to.dedup();
    assert_eq!((to.len(), smtp.received().len()), (20, 20));
});

on_both_engines!(hosts_hear_what_becomes_of_a_mail_and_guests_do_not, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let first = room.invite("di@example.org", Role::Viewer).await;
    let device = app.device();
    device.open_link(&first).await;
    let mut lobby = device.lobby(&first).await;
    let mut host = ann.device.room_stream(room.id, None).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    for state in [MailState::Queued, MailState::Sent] {
        assert_eq!(host.event().await, RoomEvent::MailChanged { invitation: ready.id, state });
    }
    room.change("title", "the end").await.unwrap();
    assert_eq!(lobby.until_title("the end").await, []);
});

on_both_engines!(a_name_cannot_smuggle_a_header_or_a_command_into_a_mail, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.change("title", "\"Quoted\" <b>, Größe ✓ .\u{2003}dots").await.unwrap();
    room.change("description", ".\r\nQUIT\r\n.").await.unwrap();
    let request = json!({ "request": {
        "room": room.id, "email": "bo@example.org", "first_name": "Zoë \"Z\" <x@y.example>, {URL}",
        "last_name": "O’Neil; DROP", "role": "viewer", "if_invited": "ask", "send_mail": true,
    }});
    ann.device.call::<InvitationReady>("/api/invitations/invite", request).await.unwrap();
    send_all(&app).await;
    let [mail] = smtp.received().try_into().unwrap();
    let parsed = MessageParser::default().parse(&mail.raw).unwrap();
    let to = parsed.to().unwrap();
    assert_eq!(to.first().unwrap().address(), Some("bo@example.org"), "one recipient");
    assert_eq!(to.clone().into_list().len(), 1);
    let html = parsed.body_html(0).unwrap();
    assert!(html.contains("&lt;b&gt;") && !html.contains("<b>, Gr"), "{html}");
    assert!(html.contains("{URL}"), "what people write is never filled in");
});

on_both_engines!(a_mail_server_that_never_comes_back_is_given_up_after_a_day, async |engine| {
    let app = TestApp::mailing(engine, "smtp://127.0.0.1:1").await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 48 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    let mut tries = 0;
    while summary(&room, "bo@example.org").await.state == MailState::Queued {
        send_all(&app).await;
        tries += 1;
        app.clock.advance(Duration::from_hours(1));
        assert!(tries < 60, "it is never given up");
    }
    assert!(tries > 5, "it was given up after {tries} tries");
});

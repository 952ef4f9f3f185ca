//! What guests who have a mail are told when things change, and what is taken back in time.

use std::time::Duration;

use app::error::AppError;
use domain::mail::{MailKind, MailState};
use domain::{Refusal, Role, Settings};
use futures::FutureExt;
use mail_parser::MessageParser;
use serde_json::json;

use crate::support::smtp::{Fault, Received, SmtpServer};
use crate::support::{HOUR, MINUTE, Room, TestApp, on_both_engines};
use crate::{calendar, header, invite, send_all, start, subject, summary};

const WAIT: Duration = Duration::from_mins(1);

/// To whom, with the subject, of all mails after so many.
fn after(mails: &[Received], count: usize) -> Vec<(String, String)> {
    let mut rest: Vec<_> = mails[count..].iter().map(|mail| (mail.to.clone(), subject(mail))).collect();
    rest.sort_unstable();
    rest
}

/// Two guests who were sent a mail, and one who was not.
async fn three_guests(app: &TestApp, room: &Room<'_>) {
    invite(room, "bo@example.org", true).await.unwrap();
    invite(room, "cy@example.org", true).await.unwrap();
    invite(room, "not-mailed@example.org", false).await.unwrap();
    send_all(app).await;
}

on_both_engines!(moving_a_session_tells_every_mailed_guest_s_calendar, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    invite(&room, "not-mailed@example.org", false).await.unwrap();
    send_all(&app).await;
    room.reschedule(3 * HOUR, 4 * HOUR).await.unwrap();
    send_all(&app).await;
    let [first, second] = smtp.received().try_into().unwrap();
    let (before, after) = (calendar(&first), calendar(&second));
    let uid = |calendar: &str| calendar.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    assert_eq!(uid(&before), uid(&after));
    assert!(before.contains("SEQUENCE:1\r\n") && after.contains("SEQUENCE:2\r\n"), "{before} {after}");
    assert!(after.contains("DTSTART:20270115T110000Z"), "{after}");
    let subject = MessageParser::default().parse(&second.raw).unwrap().subject().unwrap().to_owned();
    assert!(subject.starts_with("Changed: "), "{subject}");
    assert_ne!(header(&first.raw, "Message-ID"), header(&second.raw, "Message-ID"));
});

on_both_engines!(a_removed_guest_s_calendar_is_cleared_unless_it_is_taken_back, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    ann.to_invitation::<()>("/api/invitations/remove", &ready).await.unwrap();
    ann.to_invitation::<()>("/api/invitations/restore", &ready).await.unwrap();
    app.clock.advance(Duration::from_mins(2));
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 1, "the removal was taken back in time");
    ann.to_invitation::<()>("/api/invitations/remove", &ready).await.unwrap();
    app.clock.advance(Duration::from_mins(2));
    send_all(&app).await;
    let mails = smtp.received();
    let cancelled = calendar(&mails[1]);
    assert!(cancelled.contains("METHOD:CANCEL") && cancelled.contains("STATUS:CANCELLED"), "{cancelled}");
    let raw = String::from_utf8_lossy(&mails[1].raw).into_owned();
    let parsed = MessageParser::default().parse(raw.as_bytes()).unwrap();
    assert!(!parsed.body_text(0).unwrap().contains("/i/"), "a dead link is not sent");
    ann.to_invitation::<()>("/api/invitations/restore", &ready).await.unwrap();
    send_all(&app).await;
    assert!(calendar(&smtp.received()[2]).contains("METHOD:REQUEST"));
});

on_both_engines!(nothing_goes_to_an_address_that_is_not_let_in_any_more, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let told = invite(&room, "bo@evil.example", true).await.unwrap();
    send_all(&app).await;
    let queued = invite(&room, "cy@evil.example", true).await.unwrap();
    app.set(Settings { blocked_domains: vec!["evil.example".to_owned()], ..Settings::default() }).await;
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 1, "only what had left before");
    let mail = room.listed(&queued).await.mail.unwrap();
    assert_eq!((mail.kind, mail.state), (MailKind::Invitation, MailState::Failed));
    assert_eq!(mail.problem.map(|problem| problem.to_string()), Some(Refusal::DomainBlocked.to_string()));
    // Whoever has the session in their calendar gets it out of there.
    ann.to_invitation::<()>("/api/invitations/remove", &told).await.unwrap();
    app.clock.advance(Duration::from_mins(2));
    send_all(&app).await;
    assert!(calendar(&smtp.received()[1]).contains("METHOD:CANCEL"));
});

on_both_engines!(news_during_an_outage_replaces_what_has_not_left, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    let gone = invite(&room, "cy@example.org", true).await.unwrap();
    smtp.set(Fault::Recipient("450 busy"));
    send_all(&app).await;
    room.reschedule(3 * HOUR, 4 * HOUR).await.unwrap();
    ann.to_invitation::<()>("/api/invitations/send-mail", &ready).await.unwrap();
    ann.to_invitation::<()>("/api/invitations/remove", &gone).await.unwrap();
    smtp.set(Fault::None);
    app.clock.advance(Duration::from_hours(1));
    send_all(&app).await;
    let [only] = smtp.received().try_into().unwrap();
    assert_eq!(only.to, "bo@example.org", "who never heard of it is not told that it is withdrawn");
    assert!(calendar(&only).contains("DTSTART:20270115T110000Z"), "it tells how things are now");
});

on_both_engines!(a_link_sent_again_works_again, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(48 * HOUR, 49 * HOUR).await;
    let ready = invite(&room, "bo@example.org", false).await.unwrap();
    app.clock.advance(Duration::from_hours(72));
    let ended = ann.to_invitation::<()>("/api/invitations/send-mail", &ready).await;
    assert_eq!(ended.unwrap_err().1, AppError::Refused(domain::Refusal::SessionEnded));
    room.reschedule(96 * HOUR, 97 * HOUR).await.unwrap();
    ann.to_invitation::<()>("/api/invitations/send-mail", &ready).await.unwrap();
    send_all(&app).await;
    let device = app.device();
    device.open_link(&ready).await;
    assert!(matches!(device.admission(&ready).await, domain::Admission::ConfirmAddress { .. }));
});

on_both_engines!(no_mail_leaves_for_a_deleted_room, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    room.act("/api/rooms/delete").await.unwrap();
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 0);
});

on_both_engines!(a_deleted_room_is_called_off_for_every_mailed_guest, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    three_guests(&app, &room).await;
    room.act("/api/rooms/delete").await.unwrap();
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 2, "it may be taken back");
    app.clock.advance(WAIT);
    send_all(&app).await;
    let mails = smtp.received();
    let cancelled = ["bo", "cy"].map(|name| (format!("{name}@example.org"), "Cancelled: Optics".to_owned()));
    assert_eq!(after(&mails, 2), cancelled);
    assert!(calendar(&mails[2]).contains("METHOD:CANCEL"));
    let text = MessageParser::default().parse(&mails[2].raw).unwrap().body_text(0).unwrap().into_owned();
    assert!(text.contains("Optics has been called off") && !text.contains("/i/"), "{text}");
});

on_both_engines!(a_deleted_room_that_is_back_in_time_is_called_off_for_nobody, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    three_guests(&app, &room).await;
    invite(&room, "late@example.org", true).await.unwrap();
    room.act("/api/rooms/delete").await.unwrap();
    room.act("/api/rooms/restore").await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    let only_late = [("late@example.org".to_owned(), "ann Tester invites you to Optics".to_owned())];
    assert_eq!(after(&smtp.received(), 2), only_late, "what had not left waited, and leaves");
});

on_both_engines!(a_deleted_room_that_is_back_late_invites_again, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    three_guests(&app, &room).await;
    room.act("/api/rooms/delete").await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    room.act("/api/rooms/restore").await.unwrap();
    send_all(&app).await;
    let mails = smtp.received();
    let again = ["bo", "cy"]
        .map(|name| (format!("{name}@example.org"), "ann Tester invites you to Optics".to_owned()));
    assert_eq!(after(&mails, 4), again);
    assert!(calendar(&mails[4]).contains("METHOD:REQUEST") && calendar(&mails[4]).contains("SEQUENCE:3\r\n"));
    room.act("/api/rooms/delete").await.unwrap();
    room.act("/api/rooms/restore").await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 6, "nothing is said twice");
});

on_both_engines!(a_deleted_room_whose_session_is_over_is_called_off_for_nobody, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    three_guests(&app, &room).await;
    app.turn(2 * HOUR).await;
    room.act("/api/rooms/delete").await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 2);
});

on_both_engines!(another_title_or_speaker_is_told_once_however_often_it_is_saved, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    three_guests(&app, &room).await;
    room.change("title", "Opticks").await.unwrap();
    room.change("title", "Fine optics").await.unwrap();
    room.change("speakers", "Tom Okafor").await.unwrap();
    room.change("description", "Light, again.").await.unwrap();
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 2, "hosts mend slips of the pen after saving");
    app.clock.advance(WAIT);
    send_all(&app).await;
    let mails = smtp.received();
    let told = ["bo", "cy"].map(|name| {
        (format!("{name}@example.org"), "Changed: ann Tester invites you to Fine optics".to_owned())
    });
    assert_eq!(after(&mails, 2), told);
    let update = calendar(&mails[2]);
    assert!(update.contains("SUMMARY:Fine optics") && update.contains("Tom Okafor"), "{update}");
});

on_both_engines!(what_mails_do_not_say_is_not_told_when_it_changes, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    three_guests(&app, &room).await;
    room.change("description", "Light, again.").await.unwrap();
    room.change("collaboration", false).await.unwrap();
    app.turn(HOUR).await;
    room.change("title", "Said to those inside").await.unwrap();
    app.turn(HOUR).await;
    room.change("title", "Said too late").await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 2);
});

on_both_engines!(a_room_saved_with_another_title_and_time_is_one_mail_at_once, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    three_guests(&app, &room).await;
    let mut form = room.form().await;
    form["form"]["title"] = json!("Optics II");
    form["form"]["ends"] = json!(crate::support::local(3 * HOUR));
    ann.save(form).await.unwrap();
    send_all(&app).await;
    app.clock.advance(WAIT);
    send_all(&app).await;
    let mails = smtp.received();
    let told = ["bo", "cy"].map(|name| {
        (format!("{name}@example.org"), "Changed: ann Tester invites you to Optics II".to_owned())
    });
    assert_eq!(after(&mails, 2), told);
    assert!(calendar(&mails[2]).contains("DTEND:20270115T110000Z"));
});

on_both_engines!(another_role_is_told_by_mail_when_hosts_invite_again_but_not_from_inside, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(20 * MINUTE, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    room.try_invite("bo@example.org", Role::Moderator, "update").await.unwrap();
    room.try_invite("bo@example.org", Role::Viewer, "update").await.unwrap();
    room.try_invite("bo@example.org", Role::Viewer, "update").await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    let mails = smtp.received();
    assert_eq!(mails.len(), 2, "one for all");
    assert!(calendar(&mails[1]).contains("Your role: Viewer"), "{}", calendar(&mails[1]));
    app.turn(20 * MINUTE).await;
    let device = app.device();
    device.join(&ready, room.id).await;
    let guest = device.inside(room.id, Some(&ready)).await.state.me.unwrap();
    room.change_role(guest, Role::Speaker).await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 2, "who is inside sees it");
});

on_both_engines!(a_cancellation_on_its_way_is_followed_by_the_link_when_the_guest_is_back, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    ann.to_invitation::<()>("/api/invitations/remove", &ready).await.unwrap();
    app.clock.advance(WAIT);
    // A node has set out to send it.
    let now = app.clock.now();
    let taken = app.site.db.write(move |connection| {
        async move {
            let due = server::mail::queries::list_due(connection, now, 1).await?;
            server::mail::queries::update_taken(connection, &due[0], now + Duration::from_mins(2)).await
        }
        .boxed()
    });
    assert!(taken.await.unwrap());
    ann.to_invitation::<()>("/api/invitations/restore", &ready).await.unwrap();
    send_all(&app).await;
    let mails = smtp.received();
    assert_eq!(mails.len(), 2);
    assert!(calendar(&mails[1]).contains("METHOD:REQUEST") && calendar(&mails[1]).contains("SEQUENCE:3\r\n"));
    let mail = summary(&room, "bo@example.org").await;
    assert_eq!((mail.kind, mail.state), (MailKind::Invitation, MailState::Sent));
});

on_both_engines!(who_is_removed_while_their_mail_is_on_its_way_hears_of_the_removal, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    let now = app.clock.now();
    let taken = app.site.db.write(move |connection| {
        async move {
            let due = server::mail::queries::list_due(connection, now, 1).await?;
            server::mail::queries::update_taken(connection, &due[0], now + Duration::from_mins(2)).await
        }
        .boxed()
    });
    assert!(taken.await.unwrap());
    ann.to_invitation::<()>("/api/invitations/remove", &ready).await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    let [only] = smtp.received().try_into().unwrap();
    assert!(calendar(&only).contains("METHOD:CANCEL"));
});

on_both_engines!(a_change_that_waits_survives_a_removal_that_is_taken_back, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    room.change("title", "Fine optics").await.unwrap();
    ann.to_invitation::<()>("/api/invitations/remove", &ready).await.unwrap();
    ann.to_invitation::<()>("/api/invitations/restore", &ready).await.unwrap();
    room.act("/api/rooms/delete").await.unwrap();
    room.act("/api/rooms/restore").await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    let told = [("bo@example.org".to_owned(), "Changed: ann Tester invites you to Fine optics".to_owned())];
    assert_eq!(after(&smtp.received(), 1), told);
    room.change("title", "Optics again").await.unwrap();
    ann.to_invitation::<()>("/api/invitations/remove", &ready).await.unwrap();
    app.clock.advance(WAIT);
    send_all(&app).await;
    let told = [("bo@example.org".to_owned(), "Cancelled: Optics again".to_owned())];
    assert_eq!(after(&smtp.received(), 2), told, "of what is withdrawn, no change is told");
    assert_eq!(summary(&room, "bo@example.org").await.kind, MailKind::Cancellation);
});

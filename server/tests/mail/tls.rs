//! Where TLS is asked for, nothing is ever said in clear.

use domain::mail::MailState;

use crate::support::smtp::{Fault, SmtpServer};
use crate::support::{HOUR, TestApp, on_both_engines};
use crate::{configure, invite, send_all, summary};

/// What a client may say before it has TLS: none of it tells anything of a mail.
const HARMLESS: [&str; 3] = ["EHLO", "STARTTLS", "QUIT"];

/// Tries a mail of this host once; answers how it stands, and what went wrong.
async fn try_once(app: &TestApp, host: &str) -> (MailState, Option<String>) {
    configure(app).await;
    let ann = app.person(host).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    send_all(app).await;
    let mail = summary(&room, "bo@example.org").await;
    (mail.state, mail.problem.map(|problem| problem.to_string()))
}

fn assert_nothing_told(smtp: &SmtpServer) {
    assert!(smtp.received().is_empty());
    let heard = smtp.heard();
    assert!(!heard.is_empty(), "it was never spoken to");
    assert!(heard.iter().all(|command| HARMLESS.contains(&command.as_str())), "{heard:?}");
}

on_both_engines!(required_tls_that_is_not_offered_keeps_the_mail, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &format!("{}?tls=required", smtp.url)).await;
    let (state, problem) = try_once(&app, "ann@example.org").await;
    assert_eq!(state, MailState::Queued, "the administrator mends it, and the mail leaves: {problem:?}");
    assert!(problem.unwrap().contains("STARTTLS"));
    assert_nothing_told(&smtp);
});

on_both_engines!(tls_that_is_offered_and_refused_keeps_the_mail, async |engine| {
    for (place, (parameter, answer)) in [
        ("required", "454 TLS not available due to temporary reason"),
        ("required", "502 not implemented"),
        ("opportunistic", "454 TLS not available due to temporary reason"),
        ("opportunistic", "502 not implemented"),
    ]
    .into_iter()
    .enumerate()
    {
        let smtp = SmtpServer::start().await;
        smtp.set(Fault::StartTls(answer));
        let app = TestApp::mailing(engine, &format!("{}?tls={parameter}", smtp.url)).await;
        let (state, problem) = try_once(&app, &format!("host{place}@example.org")).await;
        assert_eq!(state, MailState::Queued, "{parameter}, {answer}: {problem:?}");
        assert_nothing_told(&smtp);
    }
});

on_both_engines!(a_certificate_that_nobody_vouches_for_keeps_the_mail, async |engine| {
    let (smtp, _) = SmtpServer::start_with_tls().await;
    let app = TestApp::mailing(engine, &format!("{}?tls=required", smtp.url)).await;
    let (state, problem) = try_once(&app, "ann@example.org").await;
    assert_eq!(state, MailState::Queued, "{problem:?}");
    assert!(problem.is_some());
    assert_nothing_told(&smtp);
});

on_both_engines!(a_server_without_tls_behind_smtps_is_told_nothing, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url.replace("smtp://", "smtps://")).await;
    let (state, problem) = try_once(&app, "ann@example.org").await;
    assert_eq!(state, MailState::Queued, "{problem:?}");
    assert!(smtp.received().is_empty());
});

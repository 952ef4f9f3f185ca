//! What administrators do at the mail desk.

use app::error::AppError;
use app::mail::api::{KeptMail, MailDesk};
use domain::mail::{MailKind, MailState, Template};
use domain::{ApplicationRole, Language};
use http::StatusCode;
use serde_json::json;

use crate::support::smtp::{Fault, SmtpServer};
use crate::support::{HOUR, Person, TestApp, on_both_engines};
use crate::{configure, invite, send_all, start, summary};

on_both_engines!(only_an_administrator_keeps_the_template_and_a_bad_one_is_refused, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let save = async |person: &Person, template: &Template| {
        let body = json!({ "language": "en", "template": template });
        person.device.call::<()>("/api/mail/save-template", body).await
    };
    let good = Template::default_english();
    assert_eq!(save(&ann, &good).await, Err((StatusCode::NOT_FOUND, AppError::NotFound)));
    assert_eq!(
        ann.device.call::<MailDesk>("/api/mail/find-desk", ()).await.unwrap_err().0,
        StatusCode::NOT_FOUND
    );
    let bad = Template { text: "Hello {FRISTNAME}".to_owned(), ..good.clone() };
    let (status, error) = save(&admin, &bad).await.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(error.for_field("text").unwrap().contains("FRISTNAME"), "{error:?}");
    save(&admin, &good).await.unwrap();
    save(&admin, &Template { subject: "Come to {TITLE}".to_owned(), ..good }).await.unwrap();
    let desk: MailDesk = admin.device.call("/api/mail/find-desk", ()).await.unwrap();
    let versions = desk.versions(Language::English);
    assert_eq!(versions.iter().map(|saved| saved.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(versions[0].template.subject, "Come to {TITLE}");
    admin.device.call::<()>("/api/mail/remove-template", [("language", "en")]).await.unwrap();
    let room = ann.room(HOUR, 2 * HOUR).await;
    assert!(!room.page().await.unwrap().can_mail());
});

on_both_engines!(a_test_goes_to_the_administrator_and_says_what_the_mail_server_says, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let template = json!({ "language": "en", "template": Template::default_english() });
    admin.device.call::<()>("/api/mail/send-test", template.clone()).await.unwrap();
    assert_eq!(smtp.received()[0].to, "admin@example.org");
    smtp.set(Fault::Recipient("550 relaying denied"));
    let (status, error) = admin.device.call::<()>("/api/mail/send-test", template).await.unwrap_err();
    assert_eq!(status, StatusCode::BAD_GATEWAY);
    assert!(error.to_string().contains("relaying denied"), "{error}");
});

on_both_engines!(without_a_mail_server_mails_are_files_that_an_administrator_reads, async |engine| {
    let app = TestApp::real(engine).await;
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    let desk: MailDesk = admin.device.call("/api/mail/find-desk", ()).await.unwrap();
    let [line] = desk.mails.try_into().unwrap();
    assert_eq!(
        (line.to.as_str(), line.kind, line.state),
        ("bo@example.org", MailKind::Invitation, MailState::Sent)
    );
    let read = async |person: &Person, mail: &str| {
        person.device.call::<KeptMail>("/api/mail/read-kept", [("mail", mail)]).await
    };
    let kept = read(&admin, &line.id).await.unwrap();
    assert_eq!(kept.to, "bo@example.org");
    assert!(kept.text.contains(&ready.link));
    for (person, mail) in [(&ann, line.id.as_str()), (&admin, "../../secret.key"), (&admin, "0")] {
        assert_eq!(read(person, mail).await.unwrap_err().0, StatusCode::NOT_FOUND, "{mail}");
    }
});

on_both_engines!(a_mail_given_up_is_tried_again_when_the_administrator_says_so, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    smtp.set(Fault::Recipient("554 blocked"));
    send_all(&app).await;
    smtp.set(Fault::None);
    let desk: MailDesk = admin.device.call("/api/mail/find-desk", ()).await.unwrap();
    let retry = [("mail", desk.mails[0].id.as_str())];
    assert_eq!(ann.device.call::<()>("/api/mail/retry", retry).await.unwrap_err().0, StatusCode::NOT_FOUND);
    admin.device.call::<()>("/api/mail/retry", retry).await.unwrap();
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 1);
    assert_eq!(summary(&room, "bo@example.org").await.state, MailState::Sent);
});

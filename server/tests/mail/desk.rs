//! What administrators do at the mail desk.

use std::time::Duration;

use app::error::AppError;
use app::mail::api::{KeptMail, MailDesk, MailPage};
use domain::mail::{MailCounts, MailFilter, MailKind, MailProblem, MailState, MailView, Template, Untold};
use domain::{ApplicationRole, Language};
use futures::FutureExt;
use http::StatusCode;
use serde_json::json;
use server::live::events;
use server::mail::{queries, template_queries};
use server::values;

use crate::support::people::Told;
use crate::support::smtp::{Fault, SmtpServer};
use crate::support::{HOUR, Person, TestApp, on_both_engines, while_held};
use crate::{configure, invite, send_all, start, summary};

async fn list(person: &Person, view: MailView) -> MailPage {
    person.device.call("/api/mail/list", json!({ "view": view })).await.unwrap()
}

fn only(filter: MailFilter) -> MailView {
    MailView { filter, ..MailView::default() }
}

fn addresses(page: &MailPage) -> Vec<&str> {
    page.mails.iter().map(|mail| mail.to.as_str()).collect()
}

/// Saves an English template that was made from `before`.
async fn save(person: &Person, before: Option<&Template>, template: &Template) -> Told<()> {
    let body = json!({ "language": "en", "before": before, "template": template });
    person.device.call("/api/mail/save-template", body).await
}

on_both_engines!(only_an_administrator_keeps_the_template_and_a_bad_one_is_refused, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let good = Template::default_english();
    assert_eq!(save(&ann, None, &good).await, Err((StatusCode::NOT_FOUND, AppError::NotFound)));
    assert_eq!(
        ann.device.call::<MailDesk>("/api/mail/find-desk", ()).await.unwrap_err().0,
        StatusCode::NOT_FOUND
    );
    let bad = Template { text: "Hello {FRISTNAME}".to_owned(), ..good.clone() };
    let (status, error) = save(&admin, None, &bad).await.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(error.for_field("text").unwrap().contains("FRISTNAME"), "{error:?}");
    save(&admin, None, &good).await.unwrap();
    let better = Template { subject: "Come to {TITLE}".to_owned(), ..good.clone() };
    save(&admin, Some(&good), &better).await.unwrap();
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
    let [line] = list(&admin, MailView::default()).await.mails.try_into().unwrap();
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
    let mails = list(&admin, MailView::default()).await.mails;
    let retry = [("mail", mails[0].id.as_str())];
    assert_eq!(ann.device.call::<()>("/api/mail/retry", retry).await.unwrap_err().0, StatusCode::NOT_FOUND);
    admin.device.call::<()>("/api/mail/retry", retry).await.unwrap();
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 1);
    assert_eq!(summary(&room, "bo@example.org").await.state, MailState::Sent);
});

on_both_engines!(mails_are_found_by_state_and_by_a_part_of_the_address, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    smtp.set(Fault::Recipient("554 blocked"));
    app.clock.advance(Duration::from_mins(1));
    invite(&room, "c_y@other.example", true).await.unwrap();
    send_all(&app).await;
    app.clock.advance(Duration::from_mins(1));
    invite(&room, "dee@other.example", true).await.unwrap();
    let all = list(&admin, MailView::default()).await;
    assert_eq!(addresses(&all), ["dee@other.example", "c_y@other.example", "bo@example.org"]);
    assert_eq!(all.counts, MailCounts { failed: 1, waiting: 1, sent: 1, missed: 1, delayed: 0 });
    for (filter, expected) in [
        (MailFilter::Failed, "c_y@other.example"),
        (MailFilter::Waiting, "dee@other.example"),
        (MailFilter::Sent, "bo@example.org"),
    ] {
        assert_eq!(addresses(&list(&admin, only(filter)).await), [expected], "{filter:?}");
    }
    let search =
        async |query: &str| list(&admin, MailView { query: query.to_owned(), ..MailView::default() }).await;
    let of_other = search(" OTHER.example").await;
    assert_eq!(of_other.counts, MailCounts { failed: 1, waiting: 1, missed: 1, ..MailCounts::default() });
    assert_eq!(addresses(&search("c_y@").await), ["c_y@other.example"], "no sign stands for another");
    for nobody in ["%", "d_e", "bo\u{0}"] {
        assert_eq!(search(nobody).await, MailPage::default(), "{nobody:?}");
    }
    let behind = list(&admin, MailView { page: 2, ..MailView::default() }).await;
    assert_eq!((behind.mails.len(), behind.counts), (0, all.counts));
    let refused: Result<MailPage, _> =
        ann.device.call("/api/mail/list", json!({ "view": MailView::default() })).await;
    assert_eq!(refused.unwrap_err(), (StatusCode::NOT_FOUND, AppError::NotFound));
});

on_both_engines!(all_that_were_given_up_are_tried_again_but_not_what_is_replaced, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    smtp.set(Fault::Recipient("554 blocked"));
    let of_bo = invite(&room, "bo@example.org", true).await.unwrap();
    for guest in ["cy@example.org", "dee@other.example"] {
        invite(&room, guest, true).await.unwrap();
    }
    send_all(&app).await;
    smtp.set(Fault::None);
    // The host has sent Bo the link once more.
    app.clock.advance(Duration::from_mins(1));
    ann.to_invitation::<()>("/api/invitations/send-mail", &of_bo).await.unwrap();
    send_all(&app).await;
    let counts = list(&admin, MailView::default()).await.counts;
    assert_eq!(counts, MailCounts { failed: 3, waiting: 0, sent: 1, missed: 2, delayed: 0 });
    let told = async || app.events(room.id).await.len();
    let before = told().await;
    let retry = async |person: &Person, query: &str| {
        let body = json!({ "which": "failed", "query": query });
        person.device.call::<u32>("/api/mail/retry-all", body).await
    };
    assert_eq!(retry(&ann, "").await.unwrap_err().0, StatusCode::NOT_FOUND);
    assert_eq!(retry(&admin, "other.example").await, Ok(1), "only what is searched for");
    assert_eq!(retry(&admin, "").await, Ok(1));
    assert_eq!(retry(&admin, "").await, Ok(0));
    assert_eq!(told().await, before + 2, "the hosts learn of it, once for each act");
    send_all(&app).await;
    let mut sent_to: Vec<_> = smtp.received().into_iter().map(|mail| mail.to).collect();
    sent_to.sort();
    assert_eq!(sent_to, ["bo@example.org", "cy@example.org", "dee@other.example"], "Bo has one mail");
});

on_both_engines!(a_mail_that_waits_for_its_next_try_is_tried_at_once, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    smtp.set(Fault::Recipient("450 busy"));
    for guest in ["bo@example.org", "cy@example.org", "dee@example.org"] {
        invite(&room, guest, true).await.unwrap();
    }
    send_all(&app).await;
    smtp.set(Fault::None);
    let page = list(&admin, only(MailFilter::Waiting)).await;
    assert_eq!(page.counts.delayed, 3);
    assert!(page.mails.iter().all(|mail| mail.next_try.is_some()));
    admin.device.call::<()>("/api/mail/retry", [("mail", page.mails[0].id.as_str())]).await.unwrap();
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 1, "the others wait for their time");
    let body = json!({ "which": "delayed", "query": "" });
    assert_eq!(admin.device.call::<u32>("/api/mail/retry-all", body).await, Ok(2));
    send_all(&app).await;
    assert_eq!(smtp.received().len(), 3);
});

on_both_engines!(a_template_that_somebody_else_has_saved_meanwhile_is_not_replaced_unseen, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let other = app.person_as("other@example.org", ApplicationRole::Admin).await;
    let template = |subject: &str| Template { subject: subject.to_owned(), ..Template::default_english() };
    let (first, theirs, mine) = (template("{TITLE}"), template("For {FIRSTNAME}"), template("By {HOST}"));
    let outdone: Told<()> = Err((StatusCode::CONFLICT, AppError::ChangedMeanwhile));
    save(&admin, None, &first).await.unwrap();
    save(&other, Some(&first), &theirs).await.unwrap();
    let before = app.rows().await;
    assert_eq!(save(&admin, Some(&first), &mine).await, outdone);
    assert_eq!(save(&admin, None, &mine).await, outdone);
    assert_eq!(app.rows().await, before);
    other.device.call::<()>("/api/mail/remove-template", [("language", "en")]).await.unwrap();
    assert_eq!(save(&admin, Some(&theirs), &mine).await, outdone, "it is not switched on again unseen");
    save(&other, None, &theirs).await.unwrap();
    assert_eq!(save(&admin, Some(&first), &mine).await, outdone, "this, too, is version 1");
    save(&admin, Some(&theirs), &mine).await.unwrap();
    let desk: MailDesk = admin.device.call("/api/mail/find-desk", ()).await.unwrap();
    assert_eq!(desk.template(Language::English), Some(&mine));
});

on_both_engines!(of_two_who_save_a_template_at_once_the_later_is_told, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let (now, template) = (app.clock.now(), Template::default_english());
    let body = json!({ "language": "en", "template": template });
    let saved = while_held(
        &app,
        move |connection| {
            async move {
                template_queries::lock(connection).await?;
                template_queries::insert(connection, Language::English, &template, None, now).await
            }
            .boxed()
        },
        |_| async { Ok(()) }.boxed(),
        admin.device.call::<()>("/api/mail/save-template", body),
    );
    assert_eq!(saved.await, Err((StatusCode::CONFLICT, AppError::ChangedMeanwhile)));
    let desk: MailDesk = admin.device.call("/api/mail/find-desk", ()).await.unwrap();
    assert_eq!(desk.versions(Language::English).len(), 1);
});

on_both_engines!(a_template_that_is_not_there_is_removed_without_an_entry, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let room = admin.room(HOUR, 2 * HOUR).await;
    let entries = async || {
        let rows = app.rows().await.into_iter();
        rows.filter(|row| row.starts_with("audit_entry: ")).collect::<Vec<_>>()
    };
    let before = (entries().await, app.events(room.id).await);
    admin.device.call::<()>("/api/mail/remove-template", [("language", "en")]).await.unwrap();
    assert_eq!((entries().await, app.events(room.id).await), before);
});

on_both_engines!(trying_mails_again_waits_for_what_a_host_does_with_them, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let hosted = ann.room(HOUR, 2 * HOUR).await;
    let room = hosted.id;
    smtp.set(Fault::Recipient("450 busy"));
    let bo = invite(&hosted, "bo@example.org", true).await.unwrap().id;
    send_all(&app).await;
    let mail = list(&admin, MailView::default()).await.mails.remove(0).id;
    let retry = admin.device.call::<()>("/api/mail/retry", [("mail", mail.as_str())]);
    // A host holds the room, and then its mails.
    let held = while_held(
        &app,
        move |connection| async move { events::lock_room(connection, room).await.map(drop) }.boxed(),
        move |connection| async move { queries::delete_queued(connection, bo).await.map(drop) }.boxed(),
        retry,
    );
    // Where there is one writer, the mail may have gone before it is looked for.
    let answer = held.await;
    assert!(
        matches!(answer, Ok(()) | Err((StatusCode::NOT_FOUND, AppError::NotFound))),
        "it has gone in the meantime: {answer:?}"
    );
    let cy = invite(&hosted, "cy@example.org", true).await.unwrap().id;
    send_all(&app).await;
    let retry = admin.device.call::<u32>("/api/mail/retry-all", json!({ "which": "delayed", "query": "" }));
    let held = while_held(
        &app,
        move |connection| async move { events::lock_room(connection, room).await.map(drop) }.boxed(),
        move |connection| async move { queries::delete_queued(connection, cy).await.map(drop) }.boxed(),
        retry,
    );
    assert_eq!(held.await, Ok(0));
});

on_both_engines!(a_reason_of_ours_is_kept_as_a_reason_and_an_answer_as_it_was, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    smtp.set(Fault::Recipient("554 blocked"));
    invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    app.clock.advance(Duration::from_mins(1));
    invite(&room, "cy@example.org", true).await.unwrap();
    admin.device.call::<()>("/api/mail/remove-template", [("language", "en")]).await.unwrap();
    send_all(&app).await;
    let problems = async || {
        let mails = list(&admin, only(MailFilter::Failed)).await.mails;
        mails.into_iter().map(|mail| mail.problem.unwrap()).collect::<Vec<_>>()
    };
    let [of_cy, of_bo] = problems().await.try_into().unwrap();
    assert_eq!(of_cy, MailProblem::Untold(Untold::NoTemplate));
    assert!(matches!(&of_bo, MailProblem::Refused(answer) if answer.contains("blocked")), "{of_bo:?}");
    assert_eq!(summary(&room, "cy@example.org").await.problem, Some(of_cy.clone()));
    // As they were kept before there were kinds.
    app.execute("update mail set problem_kind = null", values![]).await;
    assert_eq!(problems().await, [of_cy, of_bo]);
});

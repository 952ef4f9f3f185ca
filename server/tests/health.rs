//! How the site is, for administrators.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::time::Duration;

use app::error::AppError;
use domain::health::{Health, HealthPart, JobKind, Level, findings};
use domain::language::Say;
use domain::mailed_code::CodePolicy;
use domain::{ApplicationRole, Settings};
use http::StatusCode;
use server::jobs;
use support::mails::{configure, invite, send_all};
use support::people::Told;
use support::smtp::{Fault, SmtpServer};
use support::{HOUR, MINUTE, Person, TestApp, on_both_engines};

async fn health(person: &Person) -> Told<Health> {
    person.device.call("/api/health/find", ()).await
}

async fn administrator(app: &TestApp) -> Person {
    app.person_as("root@example.org", ApplicationRole::Admin).await
}

fn level(health: &Health, part: HealthPart) -> Level {
    findings(health).into_iter().find(|finding| finding.part == part).unwrap().level
}

on_both_engines!(an_administrator_sees_the_database_the_disk_and_who_listens, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let _stream = ann.device.room_stream(room.id, None).await;
    let health = health(&admin).await.unwrap();
    assert!(["SQLite", "PostgreSQL"].contains(&health.database.engine.as_str()));
    assert!(health.database.size > 10_000, "{:?}", health.database);
    let disk = health.disk.unwrap();
    assert!(0 < disk.free && disk.free <= disk.total);
    assert_eq!(health.open_streams, 1);
    assert_eq!(level(&health, HealthPart::Mail), Level::Watch, "no mail leaves a site without a mail server");
});

on_both_engines!(for_everybody_else_there_is_no_such_page, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    assert_eq!(health(&ann).await.unwrap_err(), (StatusCode::NOT_FOUND, AppError::NotFound));
    let signed_out: Told<Health> = app.device().call("/api/health/find", ()).await;
    assert_eq!(signed_out.unwrap_err(), (StatusCode::UNAUTHORIZED, AppError::SignInNeeded));
});

on_both_engines!(mails_are_counted_and_those_that_do_not_leave_are_noticed, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    configure(&app).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let room = ann.room(24 * HOUR, 25 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    smtp.set(Fault::Recipient("550 no such mailbox"));
    invite(&room, "cy@example.org", true).await.unwrap();
    send_all(&app).await;
    invite(&room, "dee@example.org", true).await.unwrap();
    let now = health(&admin).await.unwrap();
    assert_eq!((now.mail.sent, now.mail.failed, now.mail.queued), (1, 1, 1));
    assert_eq!(level(&now, HealthPart::Mail), Level::Watch);
    // Nobody sends them.
    app.turn(10 * MINUTE).await;
    assert_eq!(level(&health(&admin).await.unwrap(), HealthPart::Mail), Level::Bad);
    app.turn(24 * HOUR).await;
    let later = health(&admin).await.unwrap();
    assert_eq!((later.mail.sent, later.mail.failed), (0, 0), "what was long ago does not count");
});

on_both_engines!(
    a_mail_server_that_refuses_everything_is_noticed_while_mails_are_tried_again,
    async |engine| {
        let smtp = SmtpServer::start().await;
        let app = TestApp::mailing(engine, &smtp.url).await;
        configure(&app).await;
        let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
        let room = ann.room(24 * HOUR, 25 * HOUR).await;
        let mail = async || level(&health(&admin).await.unwrap(), HealthPart::Mail);
        smtp.set(Fault::Recipient("451 come back later"));
        invite(&room, "bo@example.org", true).await.unwrap();
        send_all(&app).await;
        assert_eq!(mail().await, Level::Good, "one refusal is nothing yet");
        app.turn(9 * MINUTE).await;
        send_all(&app).await;
        assert_eq!(mail().await, Level::Good);
        app.turn(MINUTE).await;
        send_all(&app).await;
        assert_eq!(mail().await, Level::Bad, "it was tried again and again, and none has left");
        // Others leave: it is this mail that is refused.
        smtp.set(Fault::None);
        invite(&room, "cy@example.org", true).await.unwrap();
        send_all(&app).await;
        assert_eq!(mail().await, Level::Good);
    }
);

on_both_engines!(codes_that_nobody_gets_are_bad, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    app.set(Settings { mailed_code: CodePolicy::Everyone, ..Settings::default() }).await;
    let now = health(&admin).await.unwrap();
    assert_eq!((now.mail.asks_for_codes, level(&now, HealthPart::Mail)), (true, Level::Bad));
});

on_both_engines!(a_job_that_fails_shows_until_it_is_done_again, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let (log, every) = (&app.site.node.jobs, Duration::from_secs(1));
    log.note_done(JobKind::Mails, every, app.clock.now());
    assert_eq!(level(&health(&admin).await.unwrap(), HealthPart::Jobs), Level::Good);
    log.note_failure(JobKind::Mails, every, app.clock.now(), "the database does not answer".to_owned());
    assert_eq!(level(&health(&admin).await.unwrap(), HealthPart::Jobs), Level::Watch);
    app.turn(2 * MINUTE).await;
    assert_eq!(level(&health(&admin).await.unwrap(), HealthPart::Jobs), Level::Bad);
    log.note_done(JobKind::Mails, every, app.clock.now());
    assert_eq!(level(&health(&admin).await.unwrap(), HealthPart::Jobs), Level::Good);
});

on_both_engines!(a_job_that_never_runs_is_missed_some_time_after_the_start, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    // They end before the first of them has had its turn.
    drop(jobs::start(&app.site));
    let known = health(&admin).await.unwrap();
    let kinds: Vec<_> = known.jobs.iter().map(|job| job.kind).collect();
    assert_eq!(kinds, JobKind::ALL, "those that come after one that hangs are named, too");
    assert!(known.jobs.iter().all(|job| job.done_at.is_none()));
    assert_eq!(level(&known, HealthPart::Jobs), Level::Good, "a site that has just started is not ill");
    app.turn(5 * HOUR + MINUTE).await;
    let now = app.clock.now();
    for job in known.jobs.iter().filter(|job| job.kind != JobKind::ErasedData) {
        app.site.node.jobs.note_done(job.kind, job.every, now);
    }
    let later = health(&admin).await.unwrap();
    let finding = findings(&later).into_iter().find(|finding| finding.part == HealthPart::Jobs).unwrap();
    assert_eq!(finding.level, Level::Bad);
    let words = finding.words.in_english();
    assert!(words.contains(&JobKind::ErasedData.say().in_english()), "{words}");
});

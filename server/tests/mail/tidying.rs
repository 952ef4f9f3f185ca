//! How long mails and their files are kept.

use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use domain::Timestamp;
use domain::mail::MailState;
use server::mail::tidying::forget_old;
use server::values;

use crate::support::smtp::{Fault, SmtpServer};
use crate::support::{HOUR, TestApp, on_both_engines};
use crate::{configure, invite, send_all, start, summary};

const DAY: i64 = 24 * HOUR;
const MONTH: Duration = Duration::from_hours(30 * 24);

async fn count_mails(app: &TestApp) -> usize {
    app.rows().await.iter().filter(|row| row.starts_with("mail: ")).count()
}

on_both_engines!(
    mails_are_forgotten_after_a_month_but_what_the_list_shows_of_sessions_ahead,
    async |engine| {
        let smtp = SmtpServer::start().await;
        let app = TestApp::mailing(engine, &smtp.url).await;
        let ann = start(&app).await;
        let soon = ann.room(HOUR, 2 * HOUR).await;
        let later = ann.room(60 * DAY, 60 * DAY + HOUR).await;
        invite(&soon, "bo@example.org", true).await.unwrap();
        let ready = invite(&later, "bo@example.org", true).await.unwrap();
        send_all(&app).await;
        app.clock.advance(Duration::from_secs(1));
        ann.to_invitation::<()>("/api/invitations/send-mail", &ready).await.unwrap();
        send_all(&app).await;
        app.clock.advance(Duration::from_secs(1));
        ann.to_invitation::<()>("/api/invitations/send-mail", &ready).await.unwrap();
        smtp.set(Fault::Recipient("550 no such mailbox"));
        send_all(&app).await;
        smtp.set(Fault::None);
        app.turn(2 * HOUR).await;
        assert_eq!(forget_old(&app.site).await.unwrap(), 0, "not before the month is over");
        assert_eq!(count_mails(&app).await, 4);
        for _ in 0..12 {
            app.clock.advance(MONTH / 12);
            // Who comes back now and then stays signed in. Said here instead of by a request, whose note
            // nobody waits for.
            app.execute("update sign_in set last_seen_at = $1", values![app.clock.now()]).await;
        }
        assert_eq!(
            forget_old(&app.site).await.unwrap(),
            2,
            "that of the session that is over, and the first of two"
        );
        assert_eq!(summary(&later, "bo@example.org").await.state, MailState::Failed);
        assert!(soon.invitations().await[0].mail.is_none());
        later.reschedule(61 * DAY, 61 * DAY + HOUR).await.unwrap();
        send_all(&app).await;
        assert_eq!(smtp.received().len(), 4, "who was sent a mail is still told");
        assert_eq!(forget_old(&app.site).await.unwrap(), 1, "that mail takes the place of an older one");
        app.clock.advance(Duration::from_hours(62 * 24));
        assert_eq!(forget_old(&app.site).await.unwrap(), 2);
        assert_eq!(count_mails(&app).await, 0);
    }
);

on_both_engines!(files_of_mails_go_with_them, async |engine| {
    let app = TestApp::real(engine).await;
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    invite(&room, "bo@example.org", true).await.unwrap();
    send_all(&app).await;
    let folder = app.site.mailer().kept_in().unwrap().to_owned();
    let files = || std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let write_at = |path: &PathBuf, at: Timestamp| {
        let file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        file.set_modified(UNIX_EPOCH + at.since(Timestamp::from_millis(0))).unwrap();
    };
    let sent_at = app.clock.now();
    write_at(&files()[0], sent_at);
    let (old_test, new_test, other) =
        (folder.join("test-1.eml"), folder.join("test-2.eml"), folder.join("notes.txt"));
    write_at(&old_test, sent_at);
    write_at(&new_test, sent_at + Duration::from_hours(3));
    write_at(&other, sent_at);
    app.turn(2 * HOUR).await;
    assert_eq!(forget_old(&app.site).await.unwrap(), 0);
    assert_eq!(files().len(), 4);
    app.clock.advance(MONTH);
    assert_eq!(forget_old(&app.site).await.unwrap(), 3, "the mail, its file and the old test");
    let mut left = files();
    left.sort();
    assert_eq!(left, [other, new_test]);
});

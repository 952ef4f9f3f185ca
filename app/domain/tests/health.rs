//! What is said of a running site.

use core::time::Duration;

use domain::Timestamp;
use domain::health::{
    DatabaseHealth, DiskHealth, Finding, Health, HealthPart, JobHealth, JobKind, Level, MailHealth, findings,
    octets, worst,
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const GIB: u64 = 1 << 30;

fn well() -> Health {
    Health {
        now: NOW,
        version: "1".to_owned(),
        started_at: NOW.before(Duration::from_hours(1)),
        open_streams: 3,
        database: DatabaseHealth {
            engine: "SQLite".to_owned(),
            answers_in: Duration::from_millis(2),
            size: GIB,
        },
        mail: MailHealth {
            leaves: true,
            asks_for_codes: false,
            queued: 1,
            overdue_since: Some(NOW),
            sent: 5,
            failed: 0,
        },
        jobs: vec![JobHealth {
            kind: JobKind::Mails,
            every: Duration::from_secs(1),
            done_at: Some(NOW),
            failure: None,
        }],
        disk: Some(DiskHealth { free: 50 * GIB, total: 100 * GIB }),
    }
}

fn said(change: impl FnOnce(&mut Health), part: HealthPart) -> Finding {
    let mut health = well();
    change(&mut health);
    findings(&health).into_iter().find(|finding| finding.part == part).expect("each part is spoken of")
}

#[test]
fn a_site_that_is_well_has_nothing_to_do() {
    let findings = findings(&well());
    assert_eq!(findings.len(), HealthPart::ALL.len());
    assert_eq!(worst(&findings), Level::Good);
}

#[test]
fn mails_that_do_not_leave_are_worse_than_mails_that_have_failed() {
    let level = |change: fn(&mut MailHealth)| said(|health| change(&mut health.mail), HealthPart::Mail).level;
    assert_eq!(level(|mail| mail.failed = 2), Level::Watch);
    assert_eq!(level(|mail| mail.leaves = false), Level::Watch);
    assert_eq!(level(|mail| mail.overdue_since = Some(NOW.before(Duration::from_mins(10)))), Level::Bad);
    assert_eq!(level(|mail| mail.overdue_since = Some(NOW.before(Duration::from_mins(9)))), Level::Good);
}

#[test]
fn a_site_that_asks_for_codes_and_sends_no_mail_locks_guests_out() {
    let finding = |leaves, asks_for_codes| {
        let change = |health: &mut Health| {
            health.mail.leaves = leaves;
            health.mail.asks_for_codes = asks_for_codes;
        };
        said(change, HealthPart::Mail)
    };
    let locked_out = finding(false, true);
    assert_eq!(locked_out.level, Level::Bad);
    assert!(locked_out.words.in_english().contains("cannot come in"), "{:?}", locked_out.words);
    assert_eq!(finding(true, true).level, Level::Good);
    assert_eq!(finding(false, false).level, Level::Watch);
}

#[test]
fn a_job_that_is_late_is_named_with_its_reason() {
    let late = |health: &mut Health| {
        health.jobs[0].done_at = Some(NOW.before(Duration::from_secs(61)));
        health.jobs[0].failure = Some((NOW, "the database does not answer".to_owned()));
    };
    let finding = said(late, HealthPart::Jobs);
    assert_eq!(finding.level, Level::Bad);
    let words = finding.words.in_english();
    assert!(words.contains("mails"), "{words}");
    assert_eq!(finding.cause.as_deref(), Some("the database does not answer"));
}

#[test]
fn a_job_has_five_of_its_turns_and_a_minute_in_any_case() {
    let level = |every, since| {
        let change = |health: &mut Health| {
            health.jobs[0].every = every;
            health.jobs[0].done_at = Some(NOW.before(since));
        };
        said(change, HealthPart::Jobs).level
    };
    assert_eq!(level(Duration::from_secs(1), Duration::from_mins(1)), Level::Good);
    assert_eq!(level(Duration::from_hours(1), Duration::from_hours(5)), Level::Good);
    assert_eq!(level(Duration::from_hours(1), Duration::from_mins(301)), Level::Bad);
}

#[test]
fn a_job_that_was_never_done_has_its_time_from_the_start_on() {
    let level = |started_ago| {
        let change = |health: &mut Health| {
            health.started_at = NOW.before(started_ago);
            health.jobs[0].every = Duration::from_hours(1);
            health.jobs[0].done_at = None;
        };
        said(change, HealthPart::Jobs).level
    };
    assert_eq!(level(Duration::ZERO), Level::Good, "a site that has just started is not ill");
    assert_eq!(level(Duration::from_hours(5)), Level::Good);
    assert_eq!(level(Duration::from_mins(301)), Level::Bad);
}

#[test]
fn a_failure_that_is_tried_again_is_to_be_watched() {
    let failing = |health: &mut Health| health.jobs[0].failure = Some((NOW, "no".to_owned()));
    assert_eq!(said(failing, HealthPart::Jobs).level, Level::Watch);
}

#[test]
fn a_disk_is_watched_before_it_is_full() {
    let level =
        |free, total| said(|health| health.disk = Some(DiskHealth { free, total }), HealthPart::Disk).level;
    assert_eq!(level(11 * GIB, 100 * GIB), Level::Good);
    assert_eq!(level(9 * GIB, 100 * GIB), Level::Watch);
    assert_eq!(level(GIB, 100 * GIB), Level::Bad);
    assert_eq!(level(GIB, 8 * GIB), Level::Watch, "a small disk is not measured in parts alone");
    assert_eq!(level(19 * GIB, 1_000 * GIB), Level::Watch);
    assert_eq!(level(21 * GIB, 1_000 * GIB), Level::Good, "nor is a large one");
    assert_eq!(level(3 * GIB, 1_000 * GIB), Level::Watch);
    assert_eq!(level(GIB / 4, GIB), Level::Bad);
}

#[test]
fn a_slow_database_is_to_be_watched() {
    let slow = |health: &mut Health| health.database.answers_in = Duration::from_millis(500);
    assert_eq!(said(slow, HealthPart::Database).level, Level::Watch);
}

proptest! {
    #[test]
    fn sizes_of_disks_are_short(count in 0_u64..1 << 50) {
        let text = octets(count).in_english();
        prop_assert!(text.len() <= 12, "{}", text);
    }
}

//! How a running site is, and what of it needs somebody's attention.

mod job;

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::time::Timestamp;
use crate::words::words;
use crate::{say, say_count};

pub use job::JobKind;

/// What has been measured on the node that answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    pub now: Timestamp,
    pub version: String,
    pub started_at: Timestamp,
    /// Pages that listen to it at the moment.
    pub open_streams: u32,
    pub database: DatabaseHealth,
    pub mail: MailHealth,
    pub jobs: Vec<JobHealth>,
    /// Of the data folder; absent where it cannot be told.
    pub disk: Option<DiskHealth>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseHealth {
    /// `SQLite` or `PostgreSQL`.
    pub engine: String,
    /// How long a small question took.
    pub answers_in: Duration,
    /// Octets it takes.
    pub size: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailHealth {
    /// The site has a mail server.
    pub leaves: bool,
    /// Some guests are asked for a code that is mailed to them.
    pub asks_for_codes: bool,
    pub queued: u32,
    /// Since when the longest overdue one could have been sent.
    pub overdue_since: Option<Timestamp>,
    /// Within [`LATELY`].
    pub sent: u32,
    pub failed: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobHealth {
    pub kind: JobKind,
    /// How often it runs.
    pub every: Duration,
    /// `None` when it has never been done since the start, from which its time counts then.
    pub done_at: Option<Timestamp>,
    /// When it failed last, if that was after it was last done, and why.
    pub failure: Option<(Timestamp, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiskHealth {
    /// Octets.
    pub free: u64,
    pub total: u64,
}

/// How far back mails are counted.
pub const LATELY: Duration = Duration::from_hours(24);

const SLOW_DATABASE: Duration = Duration::from_millis(500);
const STUCK_MAIL: Duration = Duration::from_mins(10);
/// A job may be late by so many of its turns, and by [`LEAST_LATE`] in any case: machines sleep.
const TURNS_LATE: u32 = 5;
const LEAST_LATE: Duration = Duration::from_mins(1);
const GIB: u64 = 1 << 30;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HealthPart {
    Database,
    Mail,
    Jobs,
    Disk,
}

words!(HealthPart { Database => "database", Mail => "mail", Jobs => "jobs", Disk => "disk" });

impl Say for HealthPart {
    fn say(&self) -> Sentence {
        match self {
            Self::Database => say!("Database"),
            Self::Mail => say!("Mail"),
            Self::Jobs => say!("Background jobs"),
            Self::Disk => say!("Disk"),
        }
    }
}

says_english!(HealthPart);

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing to do.
    Good,
    /// Somebody should look into it by daylight.
    Watch,
    /// People notice it already.
    Bad,
}

words!(Level { Good => "good", Watch => "watch", Bad => "bad" });

/// One part of the site, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub part: HealthPart,
    pub level: Level,
    /// One sentence: what is, and what to do about it.
    pub words: Sentence,
    /// What has failed, as the program or the server that failed says it: in English, for whoever mends it.
    pub cause: Option<String>,
}

/// What is to be said of each part, in the order of [`HealthPart`].
pub fn findings(health: &Health) -> Vec<Finding> {
    let finding = |part, (level, words): (Level, Sentence)| Finding { part, level, words, cause: None };
    let mut all = vec![
        finding(HealthPart::Database, database(&health.database)),
        finding(HealthPart::Mail, mail(health.mail, health.now)),
        jobs(&health.jobs, health.started_at, health.now),
    ];
    all.extend(health.disk.map(|known| finding(HealthPart::Disk, disk(known))));
    all
}

/// The gravest of all.
pub fn worst(findings: &[Finding]) -> Level {
    findings.iter().map(|finding| finding.level).max().unwrap_or(Level::Good)
}

fn database(known: &DatabaseHealth) -> (Level, Sentence) {
    let DatabaseHealth { engine, answers_in, .. } = known;
    if *answers_in >= SLOW_DATABASE {
        let words = say!(
            "{engine} answers slowly. Look at the load of its machine and at its disk.",
            engine = engine.as_str()
        );
        return (Level::Watch, words);
    }
    (Level::Good, say!("{engine} answers quickly.", engine = engine.as_str()))
}

fn mail(known: MailHealth, now: Timestamp) -> (Level, Sentence) {
    let is_stuck = known.overdue_since.is_some_and(|since| now >= since + STUCK_MAIL);
    if !known.leaves && known.asks_for_codes {
        let words = say!(
            "No mail leaves this site, so guests who are asked for a code cannot come in. Name a mail server on the page of mails, or ask nobody for a code."
        );
        (Level::Bad, words)
    } else if !known.leaves {
        let words = say!(
            "No mail leaves this site: each is kept as a file. Name a mail server on the page of mails to send them."
        );
        (Level::Watch, words)
    } else if is_stuck {
        let words = say!(
            "Mails wait and are not sent. Send yourself a test from the page of mails: it says what is wrong."
        );
        (Level::Bad, words)
    } else if known.failed > 0 {
        let words = say_count!(
            known.failed,
            "1 mail of the last day has failed for good. The page of mails says why.",
            "{count} mails of the last day have failed for good. The page of mails says why."
        );
        (Level::Watch, words)
    } else {
        (Level::Good, say!("Mails are sent."))
    }
}

fn jobs(known: &[JobHealth], started_at: Timestamp, now: Timestamp) -> Finding {
    let is_late = |job: &&JobHealth| {
        let allowed = (job.every * TURNS_LATE).max(LEAST_LATE);
        now.since(job.done_at.unwrap_or(started_at)) > allowed
    };
    let cause = |job: &JobHealth| job.failure.as_ref().map(|(_, why)| why.clone());
    let finding = |level, words, cause| Finding { part: HealthPart::Jobs, level, words, cause };
    if let Some(late) = known.iter().find(is_late) {
        let words = say!(
            "The job “{name}” has not been done for too long. Restart the server if it stays so.",
            name = late.kind.say()
        );
        return finding(Level::Bad, words, cause(late));
    }
    match known.iter().find(|job| job.failure.is_some()) {
        Some(failing) => {
            let words = say!("The job “{name}” has failed and is tried again.", name = failing.kind.say());
            finding(Level::Watch, words, cause(failing))
        }
        None => finding(Level::Good, say!("All of them run."), None),
    }
}

/// By the part that is free, within bounds: a fiftieth of a large disk is room for years, a fiftieth of a small one is
/// gone with the next mails.
fn disk(known: DiskHealth) -> (Level, Sentence) {
    let DiskHealth { free, total } = known;
    if free < (total / 50).clamp(GIB / 2, 2 * GIB) {
        let words = say!(
            "The disk is nearly full, and soon nothing can be saved. Make room, or move the data folder."
        );
        (Level::Bad, words)
    } else if free < (total / 10).clamp(2 * GIB, 20 * GIB) {
        (Level::Watch, say!("The disk fills up. Make room before it is full."))
    } else {
        (Level::Good, say!("There is room."))
    }
}

/// So many octets, for people.
///
/// ```
/// # use domain::health::octets;
/// assert_eq!(octets(1_536).in_english(), "1.5 KiB");
/// assert_eq!(octets(3 << 30).in_english(), "3.0 GiB");
/// ```
pub fn octets(count: u64) -> Sentence {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if count < 1 << 10 {
        return say!("{bytes} bytes", bytes = count.to_string());
    }
    let power = (count.ilog2() / 10).min(4);
    // Tenths, rounded down, so that no floating point is needed.
    let tenths = (u128::from(count) * 10) >> (10 * power);
    let unit = UNITS.get(power as usize - 1).copied().unwrap_or_default();
    let (whole, tenths) = ((tenths / 10).to_string(), (tenths % 10).to_string());
    say!("{whole}.{tenths} {unit}", whole, tenths, unit)
}

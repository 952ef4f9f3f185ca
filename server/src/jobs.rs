//! What the server does by itself. Each job is safe to run twice and on several nodes at once.

pub mod log;

use std::sync::Arc;
use std::time::Duration;

use domain::health::JobKind;
use tokio::task::JoinSet;

use crate::failure::Outcome;
use crate::identity;
use crate::invitation::many;
use crate::join::code;
use crate::live::{commands, interactions, lobby, lock, participants, reactions};
use crate::mail::{outbox, tidying};
use crate::people::importing;
use crate::privacy;
use crate::room::session;
use crate::site::Site;

/// Waiting pages learn that the door has opened within a second; a quarter of it is spent here.
const SESSION_CLOCK: Duration = Duration::from_millis(250);
const PRESENCE: Duration = Duration::from_secs(5);
/// Results and reactions are told this often, however many come.
const COUNTS: Duration = Duration::from_secs(1);
const MAILS: Duration = Duration::from_secs(1);
/// How long one batch may take where the mail server is slow.
const MAILS_TAKE: Duration = Duration::from_mins(2);
/// Lists of people to be invited; the first group of one waits so long.
const LISTS: Duration = Duration::from_millis(500);
/// What an administrator says of the site on one node counts on the others within this time.
const IDENTITY: Duration = Duration::from_secs(1);
const TIDYING: Duration = Duration::from_hours(1);

/// Runs all jobs until the set is dropped.
pub fn start(site: &Arc<Site>) -> JoinSet<()> {
    for job in JobKind::ALL.iter().copied() {
        site.node.jobs.expect(job, period(job));
    }
    let mut jobs = JoinSet::new();
    jobs.spawn(follow_sessions(Arc::clone(site)));
    jobs.spawn(follow_presence(Arc::clone(site)));
    jobs.spawn(tell_counts(Arc::clone(site)));
    jobs.spawn(send_mails(Arc::clone(site)));
    jobs.spawn(invite_people(Arc::clone(site)));
    jobs.spawn(import_people(Arc::clone(site)));
    jobs.spawn(follow_identity(Arc::clone(site)));
    jobs.spawn(tidy(Arc::clone(site)));
    jobs
}

/// How often a job runs, or how long it may take if that is longer; the page of health goes by it.
const fn period(job: JobKind) -> Duration {
    match job {
        JobKind::SessionClock => SESSION_CLOCK,
        JobKind::Presence | JobKind::Lobbies | JobKind::Waiting => PRESENCE,
        JobKind::Crowds | JobKind::Tallies | JobKind::Reactions => COUNTS,
        JobKind::Mails => MAILS_TAKE,
        JobKind::InvitationLists | JobKind::PeopleLists => LISTS,
        JobKind::Identity => IDENTITY,
        JobKind::OldCommands
        | JobKind::OldCodes
        | JobKind::OldMails
        | JobKind::OldInvitationLists
        | JobKind::OldPeopleLists
        | JobKind::OldGuests
        | JobKind::ErasedData => TIDYING,
    }
}

async fn follow_sessions(site: Arc<Site>) {
    let mut ticks = every(SESSION_CLOCK);
    loop {
        ticks.tick().await;
        note(&site, JobKind::SessionClock, session::follow_clock(&site).await);
    }
}

async fn follow_presence(site: Arc<Site>) {
    let mut ticks = every(PRESENCE);
    loop {
        ticks.tick().await;
        note(&site, JobKind::Presence, participants::presence::follow_presence(&site).await);
        note(&site, JobKind::Lobbies, lobby::follow_lobbies(&site).await);
        note(&site, JobKind::Waiting, lock::presence::follow_waiting(&site).await);
    }
}

async fn tell_counts(site: Arc<Site>) {
    let mut ticks = every(COUNTS);
    loop {
        ticks.tick().await;
        note(&site, JobKind::Crowds, participants::crowd::follow_crowds(&site).await);
        note(&site, JobKind::Tallies, interactions::tallies::follow_answers(&site).await);
        note(&site, JobKind::Reactions, reactions::tell_reactions(&site).await);
    }
}

/// One batch after another while there is something to send.
async fn send_mails(site: Arc<Site>) {
    let mut ticks = every(MAILS);
    loop {
        ticks.tick().await;
        while note(&site, JobKind::Mails, outbox::send_due(&site).await) > 0 {}
    }
}

/// Carries out lists of invitations, one group after another; between two of them others write.
async fn invite_people(site: Arc<Site>) {
    let mut ticks = every(LISTS);
    loop {
        ticks.tick().await;
        while note(&site, JobKind::InvitationLists, many::job::carry_out(&site).await) > 0 {}
    }
}

/// As [`invite_people`], for the directory.
async fn import_people(site: Arc<Site>) {
    let mut ticks = every(LISTS);
    loop {
        ticks.tick().await;
        while note(&site, JobKind::PeopleLists, importing::job::carry_out(&site).await) > 0 {}
    }
}

async fn follow_identity(site: Arc<Site>) {
    let mut ticks = every(IDENTITY);
    loop {
        ticks.tick().await;
        note(&site, JobKind::Identity, identity::service::follow(&site).await);
    }
}

async fn tidy(site: Arc<Site>) {
    let mut ticks = every(TIDYING);
    loop {
        ticks.tick().await;
        note(&site, JobKind::OldCommands, commands::service::forget_old(&site).await);
        note(&site, JobKind::OldCodes, code::forget_old(&site).await);
        note(&site, JobKind::OldMails, tidying::forget_old(&site).await);
        note(&site, JobKind::OldInvitationLists, many::job::forget_old(&site).await);
        note(&site, JobKind::OldPeopleLists, importing::job::forget_old(&site).await);
        note(&site, JobKind::OldGuests, privacy::job::erase_due(&site).await);
        note(&site, JobKind::ErasedData, privacy::job::overwrite_erased(&site).await);
    }
}

fn every(span: Duration) -> tokio::time::Interval {
    let mut ticks = tokio::time::interval(span);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    ticks
}

/// Notes how a job has gone; answers how much it has done.
fn note(site: &Site, job: JobKind, outcome: Outcome<usize>) -> usize {
    let (now, every) = (site.clock.now(), period(job));
    match outcome {
        Ok(count) => {
            site.node.jobs.note_done(job, every, now);
            count
        }
        Err(error) => {
            tracing::warn!(job = job.word(), %error, "a job failed; it runs again");
            site.node.jobs.note_failure(job, every, now, error.to_string());
            0
        }
    }
}

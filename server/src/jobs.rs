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
/// How long one batch may take where the mail server is slow; the page of health goes by it.
const MAILS_TAKE: Duration = Duration::from_mins(2);
/// Lists of people to be invited; the first group of one waits so long.
const LISTS: Duration = Duration::from_millis(500);
/// What an administrator says of the site on one node counts on the others within this time.
const IDENTITY: Duration = Duration::from_secs(1);
const TIDYING: Duration = Duration::from_hours(1);

/// Runs all jobs until the set is dropped.
pub fn start(site: &Arc<Site>) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    let clock_site = Arc::clone(site);
    jobs.spawn(async move {
        let mut ticks = every(SESSION_CLOCK);
        loop {
            ticks.tick().await;
            note(&clock_site, JobKind::SessionClock, SESSION_CLOCK, session::follow_clock(&clock_site).await);
        }
    });
    let presence_site = Arc::clone(site);
    jobs.spawn(async move {
        let mut ticks = every(PRESENCE);
        loop {
            ticks.tick().await;
            note(
                &presence_site,
                JobKind::Presence,
                PRESENCE,
                participants::presence::follow_presence(&presence_site).await,
            );
            note(&presence_site, JobKind::Lobbies, PRESENCE, lobby::follow_lobbies(&presence_site).await);
            note(
                &presence_site,
                JobKind::Waiting,
                PRESENCE,
                lock::presence::follow_waiting(&presence_site).await,
            );
        }
    });
    let counting_site = Arc::clone(site);
    jobs.spawn(async move {
        let mut ticks = every(COUNTS);
        loop {
            ticks.tick().await;
            note(
                &counting_site,
                JobKind::Crowds,
                COUNTS,
                participants::crowd::follow_crowds(&counting_site).await,
            );
            note(
                &counting_site,
                JobKind::Tallies,
                COUNTS,
                interactions::tallies::follow_answers(&counting_site).await,
            );
            note(&counting_site, JobKind::Reactions, COUNTS, reactions::tell_reactions(&counting_site).await);
        }
    });
    let mailing_site = Arc::clone(site);
    jobs.spawn(async move {
        let mut ticks = every(MAILS);
        loop {
            ticks.tick().await;
            // One batch after another while there is something to send.
            while note(&mailing_site, JobKind::Mails, MAILS_TAKE, outbox::send_due(&mailing_site).await) > 0 {
            }
        }
    });
    let inviting_site = Arc::clone(site);
    jobs.spawn(async move {
        let mut ticks = every(LISTS);
        loop {
            ticks.tick().await;
            // One group after another; between two of them others write.
            while note(
                &inviting_site,
                JobKind::InvitationLists,
                LISTS,
                many::job::carry_out(&inviting_site).await,
            ) > 0
            {}
        }
    });
    jobs.spawn(import_people(Arc::clone(site)));
    let told_site = Arc::clone(site);
    jobs.spawn(async move {
        let mut ticks = every(IDENTITY);
        loop {
            ticks.tick().await;
            note(&told_site, JobKind::Identity, IDENTITY, identity::service::follow(&told_site).await);
        }
    });
    let tidied_site = Arc::clone(site);
    jobs.spawn(async move {
        let mut ticks = every(TIDYING);
        loop {
            ticks.tick().await;
            note(
                &tidied_site,
                JobKind::OldCommands,
                TIDYING,
                commands::service::forget_old(&tidied_site).await,
            );
            note(&tidied_site, JobKind::OldCodes, TIDYING, code::forget_old(&tidied_site).await);
            note(&tidied_site, JobKind::OldMails, TIDYING, tidying::forget_old(&tidied_site).await);
            note(
                &tidied_site,
                JobKind::OldInvitationLists,
                TIDYING,
                many::job::forget_old(&tidied_site).await,
            );
            note(
                &tidied_site,
                JobKind::OldPeopleLists,
                TIDYING,
                importing::job::forget_old(&tidied_site).await,
            );
            note(&tidied_site, JobKind::OldGuests, TIDYING, privacy::job::erase_due(&tidied_site).await);
            note(
                &tidied_site,
                JobKind::ErasedData,
                TIDYING,
                privacy::job::overwrite_erased(&tidied_site).await,
            );
        }
    });
    jobs
}

/// Carries out lists of people, one group after another; between two of them others write.
async fn import_people(site: Arc<Site>) {
    let mut ticks = every(LISTS);
    loop {
        ticks.tick().await;
        while note(&site, JobKind::PeopleLists, LISTS, importing::job::carry_out(&site).await) > 0 {}
    }
}

fn every(span: Duration) -> tokio::time::Interval {
    let mut ticks = tokio::time::interval(span);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    ticks
}

/// Notes how a job has gone; answers how much it has done.
fn note(site: &Site, job: JobKind, every: Duration, outcome: Outcome<usize>) -> usize {
    let now = site.clock.now();
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

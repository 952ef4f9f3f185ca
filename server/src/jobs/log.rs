//! How the jobs of this process have gone, for the page of health.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::Timestamp;
use domain::health::{JobHealth, JobKind};

/// The last of each job; the jobs write, the page reads.
#[derive(Debug, Default)]
pub struct JobLog(Mutex<BTreeMap<JobKind, JobHealth>>);

impl JobLog {
    /// Names a job that is to run from now on, so that one that never does is missed.
    pub fn expect(&self, kind: JobKind, every: Duration) {
        self.note(kind, every, |_| {});
    }

    pub fn note_done(&self, kind: JobKind, every: Duration, now: Timestamp) {
        self.note(kind, every, |job| {
            job.done_at = Some(now);
            job.failure = None;
        });
    }

    pub fn note_failure(&self, kind: JobKind, every: Duration, now: Timestamp, why: String) {
        self.note(kind, every, |job| job.failure = Some((now, why)));
    }

    /// All jobs that are to run, or have run, in the order of their kinds.
    pub fn read(&self) -> Vec<JobHealth> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn note(&self, kind: JobKind, every: Duration, change: impl FnOnce(&mut JobHealth)) {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown = || JobHealth { kind, every, done_at: None, failure: None };
        change(jobs.entry(kind).or_insert_with(unknown));
    }
}

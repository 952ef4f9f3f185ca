//! How the jobs of this process have gone, for the page of health.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::Timestamp;
use domain::health::JobHealth;

/// The last of each job; the jobs write, the page reads.
#[derive(Debug, Default)]
pub struct JobLog(Mutex<BTreeMap<&'static str, JobHealth>>);

impl JobLog {
    pub fn note_done(&self, name: &'static str, every: Duration, now: Timestamp) {
        self.note(name, every, |job| {
            job.done_at = Some(now);
            job.failure = None;
        });
    }

    pub fn note_failure(&self, name: &'static str, every: Duration, now: Timestamp, why: String) {
        self.note(name, every, |job| job.failure = Some((now, why)));
    }

    /// All jobs that have run, by name.
    pub fn read(&self) -> Vec<JobHealth> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn note(&self, name: &'static str, every: Duration, change: impl FnOnce(&mut JobHealth)) {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown = || JobHealth { name: name.to_owned(), every, done_at: None, failure: None };
        change(jobs.entry(name).or_insert_with(unknown));
    }
}

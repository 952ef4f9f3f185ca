//! The end of a session, for those who belong to it: what they were part of, and what comes next.

use domain::Timestamp;
use domain::session::Session;
use serde::{Deserialize, Serialize};

/// What is said after a session to its hosts, and to whoever was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Farewell {
    pub title: String,
    pub opened_at: Timestamp,
    pub ended_at: Timestamp,
    /// It ended before its time because no host was there any more.
    pub without_host: bool,
    /// The reader hosts the room and may see its report.
    pub is_host: bool,
}

impl Farewell {
    /// What is said of an ended session; `None` while it has not ended.
    pub fn of(title: &str, session: &Session, is_host: bool) -> Option<Self> {
        Some(Self {
            title: title.to_owned(),
            opened_at: session.opened_at?,
            ended_at: session.ended_at?,
            without_host: session.ended_without_host(),
            is_host,
        })
    }
}

//! The end of a session, for those who belong to it: what they were part of, and what comes next.

use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// What is said after a session to its hosts, and to whoever was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Farewell {
    pub title: String,
    pub opened_at: Timestamp,
    pub ended_at: Timestamp,
    /// The reader hosts the room and may see its report.
    pub is_host: bool,
}

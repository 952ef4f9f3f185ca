//! The mails of the site as an administrator looks through them: what is searched for, which of them, which page.

use serde::{Deserialize, Serialize};

use super::MailState;
use crate::words::words;

/// Mails on one page.
pub const PAGE: u32 = 50;

/// The last page that is counted: further on nobody reads, and each page costs as much as all before it.
const MOST_PAGES: u32 = 2_000;

/// Which mails are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailFilter {
    #[default]
    All,
    Failed,
    /// For their first try, or for the next.
    Waiting,
    Sent,
}

words!(MailFilter { All => "all", Failed => "failed", Waiting => "waiting", Sent => "sent" });

impl MailFilter {
    /// The state of the mails that it shows; `None` shows all.
    pub const fn state(self) -> Option<MailState> {
        match self {
            Self::All => None,
            Self::Failed => Some(MailState::Failed),
            Self::Waiting => Some(MailState::Queued),
            Self::Sent => Some(MailState::Sent),
        }
    }
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    /// A part of an address. Empty is everybody.
    pub query: String,
    pub filter: MailFilter,
    /// From 1.
    pub page: u32,
}

impl Default for MailView {
    fn default() -> Self {
        Self { query: String::new(), filter: MailFilter::All, page: 1 }
    }
}

impl MailView {
    /// Whether every mail is shown, on whichever page.
    pub fn is_everything(&self) -> bool {
        self.query.trim().is_empty() && self.filter == MailFilter::All
    }

    /// Mails before this page.
    pub fn offset(&self) -> u32 {
        (self.page.clamp(1, MOST_PAGES) - 1) * PAGE
    }
}

/// How many pages so many mails fill; one at least.
pub fn mail_pages(mails: u32) -> u32 {
    mails.div_ceil(PAGE).clamp(1, MOST_PAGES)
}

/// How many mails there are in each state, of those that are searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailCounts {
    pub failed: u32,
    pub waiting: u32,
    pub sent: u32,
    /// Of the failed ones those that a guest still lacks: nothing newer has been queued for them, and it is no code.
    pub missed: u32,
    /// Of the waiting ones those whose last try has failed.
    pub delayed: u32,
}

impl MailCounts {
    pub const fn of(self, filter: MailFilter) -> u32 {
        match filter {
            MailFilter::All => self.failed + self.waiting + self.sent,
            MailFilter::Failed => self.failed,
            MailFilter::Waiting => self.waiting,
            MailFilter::Sent => self.sent,
        }
    }
}

/// Mails that are tried together when somebody says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailsToTry {
    /// Once more those that were given up ([`MailCounts::missed`]).
    Failed,
    /// Now those that wait for their next try ([`MailCounts::delayed`]).
    Delayed,
}

words!(MailsToTry { Failed => "failed", Delayed => "delayed" });

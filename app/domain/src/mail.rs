//! Invitations by mail: what they say, how they are filled, and when they are tried again.
//!
//! An administrator writes a [`Template`]; [`check`] says what is wrong with it before it is saved; [`render`] fills it
//! with the [`Values`] of one invitation.

mod change;
mod check;
mod code_mail;
mod default;
mod fate;
mod html;
mod language;
mod message_id;
mod phrases;
mod piece;
mod problem;
mod render;
mod retention;
mod retry;
mod server;
mod token;
mod unsent;
mod view;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::say;
use crate::words::words;

pub use change::{AFTER_CHANGE, Change, told_after};
pub use check::{MAX_PROBLEMS, check};
pub use code_mail::CodeMail;
pub use fate::{
    OnRemoval, OnReturn, Progress, UNDO, Untold, is_worth_telling, on_removal, on_return, still_let_in,
    still_told,
};
pub use language::{TemplateStanding, chosen_language, language_for};
pub use message_id::{code_message_id, message_id};
pub use phrases::{Gone, as_change, cancellation, picture_label, role_name, test_title};
pub use problem::TemplateProblem;
pub use render::{Rendered, render};
pub use retention::{KEPT_FOR, Settled, may_forget};
pub use retry::{Failure, TRIED_FOR, TryByHand, next_try, try_by_hand};
pub use server::{Encryption, MailServer, MailServerField, MailServerForm, MailServerProblem};
pub use token::{Token, Values};
pub use unsent::MailProblem;
pub use view::{MailCounts, MailFilter, MailView, MailsToTry, PAGE as MAIL_PAGE, mail_pages};

/// Why a guest gets a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// The guest is invited, or asked once more.
    Invitation,
    /// The session has been moved, or is another one in words: its title, its speakers, the guest's role.
    Update,
    /// The invitation has been removed, or its room deleted.
    Cancellation,
    /// The guest has asked for a code ([`crate::mailed_code`]).
    Code,
}

words!(MailKind {
    Invitation => "invitation",
    Update => "update",
    Cancellation => "cancellation",
    Code => "code",
});

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waits for its first or next try.
    Queued,
    /// The mail server has taken it. Whether it arrives is not known. Without a mail server it is a file, which
    /// [`MailProblem::Kept`] says.
    Sent,
    /// It will not be tried again.
    Failed,
}

words!(MailState { Queued => "queued", Sent => "sent", Failed => "failed" });

/// What a template consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// One line.
    Subject,
    /// The mail as most people see it.
    Html,
    /// The same for those who see no HTML.
    Text,
    /// What the calendar entry says.
    Calendar,
}

words!(Part { Subject => "subject", Html => "html", Text => "text", Calendar => "calendar" });

impl Part {
    /// Characters it may have. A subject goes out as one line, and no line of a mail is longer than 998 octets (RFC
    /// 5322, 2.1.1).
    pub const fn max_length(self) -> usize {
        match self {
            Self::Subject => 200,
            Self::Html => 50_000,
            Self::Text => 20_000,
            Self::Calendar => 5_000,
        }
    }
}

impl Say for Part {
    fn say(&self) -> Sentence {
        match self {
            Self::Subject => say!("subject"),
            Self::Html => say!("HTML"),
            Self::Text => say!("plain text"),
            Self::Calendar => say!("calendar text"),
        }
    }
}

says_english!(Part);

/// A mail with tokens, as an administrator wrote it. It may hold anything until it is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub subject: String,
    pub html: String,
    pub text: String,
    pub calendar: String,
}

impl Template {
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Subject => &self.subject,
            Part::Html => &self.html,
            Part::Text => &self.text,
            Part::Calendar => &self.calendar,
        }
    }
}

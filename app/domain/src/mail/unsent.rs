//! Why a mail did not leave: in words of ours, or in those of whoever did not take it.

use serde::{Deserialize, Serialize};

use super::Untold;
use crate::language::{Say, Sentence};
use crate::say;

/// Why a mail was not sent, or not yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailProblem {
    /// There is nothing to be told any more.
    Untold(Untold),
    /// The site could not do its own part of it; what it was stands in its log.
    Unprepared,
    /// What is in it cannot be mailed, in the words of the program.
    Unwritable(String),
    /// The mail server took the connection and then said nothing.
    Silent,
    /// There is no mail server, and the file could not be written; in the words of the system.
    NotKept(String),
    /// There was no mail server, and the mail is kept as a file: nothing more is tried, and nobody has got it.
    Kept,
    /// What the mail server, or the way to it, answered.
    Refused(String),
}

// What a problem is kept as, besides the words of [`Untold`].
const UNPREPARED: &str = "unprepared";
const UNWRITABLE: &str = "unwritable";
const SILENT: &str = "silent";
const NOT_KEPT: &str = "not_kept";
const KEPT: &str = "kept";
const REFUSED: &str = "refused";

impl MailProblem {
    /// The word that it is kept by.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Untold(why) => why.word(),
            Self::Unprepared => UNPREPARED,
            Self::Unwritable(_) => UNWRITABLE,
            Self::Silent => SILENT,
            Self::NotKept(_) => NOT_KEPT,
            Self::Kept => KEPT,
            Self::Refused(_) => REFUSED,
        }
    }

    /// What a program or a server said of it, in English, for whoever mends it.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::Unwritable(cause) | Self::NotKept(cause) | Self::Refused(cause) => Some(cause),
            Self::Untold(_) | Self::Unprepared | Self::Silent | Self::Kept => None,
        }
    }

    /// What is kept beside the word: the cause, else the English sentence.
    pub fn kept_text(&self) -> String {
        self.cause().map_or_else(|| self.say().in_english(), str::to_owned)
    }

    /// Reads what is kept. Before there were words only texts were, and those of ours are known again.
    pub fn read(word: Option<&str>, text: String) -> Self {
        match word {
            None => Self::of_text(text),
            Some(UNPREPARED) => Self::Unprepared,
            Some(UNWRITABLE) => Self::Unwritable(text),
            Some(SILENT) => Self::Silent,
            Some(NOT_KEPT) => Self::NotKept(text),
            Some(KEPT) => Self::Kept,
            Some(word) => word.parse().map_or(Self::Refused(text), Self::Untold),
        }
    }

    fn of_text(text: String) -> Self {
        let untold = Untold::ALL.iter().find(|why| why.say().in_english() == text);
        match (untold, text.as_str()) {
            (Some(why), _) => Self::Untold(*why),
            (None, "the site could not prepare the mail" | "the mail could not be put together") => {
                Self::Unprepared
            }
            (None, "the mail server took the connection and then said nothing") => Self::Silent,
            (None, _) => Self::Refused(text),
        }
    }
}

impl Say for MailProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Untold(why) => why.say(),
            Self::Unprepared => say!("The site could not prepare the mail."),
            Self::Unwritable(_) => say!("The mail could not be put together."),
            Self::Silent => say!("The mail server took the connection and then said nothing."),
            Self::NotKept(_) => say!("The mail could not be written to its file."),
            Self::Kept => {
                say!("There was no mail server: the mail is kept as a file and has reached nobody.")
            }
            Self::Refused(_) => say!("The mail server, or the way to it, did not take the mail."),
        }
    }
}

/// In English, for logs and tests.
impl core::fmt::Display for MailProblem {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.say().in_english())?;
        self.cause().map_or(Ok(()), |cause| write!(f, " {cause}"))
    }
}

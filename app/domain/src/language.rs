//! The languages that pages and mails speak.

mod date;
mod moment;
mod number;
mod preferred;
mod sentence;

use serde::{Deserialize, Serialize};

use crate::say;
use crate::words::words;

pub use date::{LocalTime, date_in_words, times_in_words};
pub use moment::{Locale, TimeStyle, WallTime, moment_in_utc, moment_in_words, range_in_words};
pub use number::{grouped, plural_form, plural_forms};
pub use preferred::preferred;
pub(crate) use sentence::says_english;
pub use sentence::{COUNT, English, Piece, Say, Sentence, Speech, Value, count, pieces, without_note};

/// A language of pages and mails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "de")]
    German,
    #[serde(rename = "es")]
    Spanish,
    #[serde(rename = "he")]
    Hebrew,
}

// BCP 47, as the attribute `lang` wants it.
words!(Language { English => "en", German => "de", Spanish => "es", Hebrew => "he" });

impl Language {
    /// As those who speak it call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::Hebrew => "עברית",
        }
    }

    pub const fn direction(self) -> Direction {
        match self {
            Self::English | Self::German | Self::Spanish => Direction::LeftToRight,
            Self::Hebrew => Direction::RightToLeft,
        }
    }

    pub const fn is_right_to_left(self) -> bool {
        matches!(self.direction(), Direction::RightToLeft)
    }
}

impl Say for Language {
    fn say(&self) -> Sentence {
        match self {
            Self::English => say!("English"),
            Self::German => say!("German"),
            Self::Spanish => say!("Spanish"),
            Self::Hebrew => say!("Hebrew"),
        }
    }
}

says_english!(Language);

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

words!(Direction { LeftToRight => "ltr", RightToLeft => "rtl" });

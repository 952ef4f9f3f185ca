//! Codes that are mailed to the invited address: whoever can read one out reads its mailbox.
//!
//! They bring a link over to another device, and where the administrator asks for it ([`CodePolicy`]) they stand beside the
//! address that everybody can type. Six digits, ten minutes, five tries, once (ASVS 6.5.5, 6.6.3).

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence};
use crate::role::Role;
use crate::say;
use crate::time::Timestamp;
use crate::words::words;

/// Digits of a code.
pub const DIGITS: usize = 6;

/// How long a code works.
pub const WORKS_FOR: Duration = Duration::from_mins(10);

/// Wrong digits that one code takes before it is dead.
pub const TRIES: u16 = 5;

/// The least time between two codes for one device.
pub const PAUSE: Duration = Duration::from_mins(1);

/// Codes that an invitation's devices are mailed within [`COUNTED_FOR`], all together: nobody's mailbox is flooded.
pub const MOST: usize = 5;

/// How far back codes are counted; and how long a device that has asked for one need not name the address again.
pub const COUNTED_FOR: Duration = Duration::from_hours(1);

/// Which guests show by a code that the invited mailbox is theirs, besides naming the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePolicy {
    #[default]
    Nobody,
    ModeratorsAndSpeakers,
    Everyone,
}

words!(CodePolicy {
    Nobody => "nobody",
    ModeratorsAndSpeakers => "moderators_and_speakers",
    Everyone => "everyone",
});

impl Say for CodePolicy {
    fn say(&self) -> Sentence {
        match self {
            Self::Nobody => say!("Nobody"),
            Self::ModeratorsAndSpeakers => say!("Moderators and speakers"),
            Self::Everyone => say!("Everyone"),
        }
    }
}

impl CodePolicy {
    /// Whether a guest with this role is asked for a code.
    pub const fn asks(self, role: Role) -> bool {
        match self {
            Self::Nobody => false,
            Self::ModeratorsAndSpeakers => matches!(role, Role::Moderator | Role::Speaker),
            Self::Everyone => true,
        }
    }
}

/// A code that has been mailed for a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailedCode {
    pub asked_at: Timestamp,
    pub wrong_tries: u16,
}

impl MailedCode {
    /// When it stops working by itself.
    pub fn works_until(self) -> Timestamp {
        self.asked_at + WORKS_FOR
    }

    /// When its device may ask for the next one, as far as this one is concerned.
    pub fn next_at(self) -> Timestamp {
        self.asked_at + PAUSE
    }

    pub fn works(self, now: Timestamp) -> bool {
        now < self.works_until() && self.wrong_tries < TRIES
    }

    /// Whether its device need not name the invited address again.
    pub fn is_remembered(self, now: Timestamp) -> bool {
        now < self.asked_at + COUNTED_FOR
    }

    /// Tries left after one more wrong one.
    pub fn left_after_wrong(self) -> u16 {
        TRIES.saturating_sub(self.wrong_tries.saturating_add(1))
    }
}

/// Whether a device may be mailed a code now. `last` is when it was last mailed one, `asked` when any device of the
/// invitation was.
///
/// # Errors
/// When it may be: the pause is not over, or [`MOST`] have been mailed within [`COUNTED_FOR`].
pub fn may_ask(last: Option<Timestamp>, asked: &[Timestamp], now: Timestamp) -> Result<(), Timestamp> {
    let pause_ends = last.map(|last| last + PAUSE);
    let mut counted: Vec<Timestamp> =
        asked.iter().copied().filter(|asked| now < *asked + COUNTED_FOR).collect();
    counted.sort_unstable();
    let flood_ends = counted.len().checked_sub(MOST).map(|oldest| counted[oldest] + COUNTED_FOR);
    match pause_ends.into_iter().chain(flood_ends).max().filter(|at| now < *at) {
        Some(at) => Err(at),
        None => Ok(()),
    }
}

/// The digits of a code as people type and paste them: with spaces, hyphens or words around it, in the digits of their own
/// script. `None` when there are not exactly six.
///
/// ```
/// # use domain::mailed_code::read;
/// assert_eq!(read("Your code: 012 345"), Some("012345".to_owned()));
/// assert_eq!(read("١٢٣٤٥٦"), Some("123456".to_owned()));
/// assert_eq!(read("12345"), None);
/// ```
pub fn read(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter_map(digit).collect();
    (digits.len() == DIGITS).then_some(digits)
}

/// A decimal digit in ASCII, full width, Arabic-Indic (both kinds) or Devanagari.
fn digit(letter: char) -> Option<char> {
    const ZEROS: [char; 5] = ['0', '\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}'];
    let value = ZEROS.into_iter().find_map(|zero| {
        let value = u32::from(letter).checked_sub(u32::from(zero))?;
        (value < 10).then_some(value)
    })?;
    char::from_digit(value, 10)
}

/// Six digits out of chance; all codes come about equally often.
pub fn write(chance: u64) -> String {
    format!("{:0DIGITS$}", chance % 1_000_000)
}

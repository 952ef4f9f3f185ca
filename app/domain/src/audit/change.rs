//! What was before and after an act: a short list of fields with values that cannot be secrets.

use serde::{Deserialize, Serialize};

use crate::chat::Channel;
use crate::email::EmailAddress;
use crate::invitation::TryCause;
use crate::language::Language;
use crate::name::PersonName;
use crate::role::{ApplicationRole, HostKind, Role};
use crate::room::Audience;
use crate::time::Timestamp;

/// Characters that are kept of a text.
const LONGEST: usize = 200;
/// Letters in a row that are taken for a secret. Identifiers have 26; nonces, cookies and tokens 32 and more.
const SECRET: usize = 32;

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// A word of this program's own.
    pub field: String,
    /// None when there was none.
    pub before: Option<AuditValue>,
    pub after: Option<AuditValue>,
}

/// A value in the log. There is no way from any text into it but through [`scrubbed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum AuditValue {
    /// A word of an enumeration.
    Word(String),
    Number(i64),
    Time(Timestamp),
    Flag(bool),
    Text(String),
}

impl Change {
    pub fn new(field: &'static str, before: Option<AuditValue>, after: Option<AuditValue>) -> Self {
        Self { field: field.to_owned(), before, after }
    }
}

impl AuditValue {
    /// A title or a name.
    pub fn text(text: &str) -> Self {
        Self::Text(scrubbed(text))
    }

    /// The value in plain words, for files; times are left to whoever knows a time zone.
    pub fn plain(&self) -> String {
        match self {
            Self::Word(word) => word.replace('_', " "),
            Self::Number(number) => number.to_string(),
            Self::Time(at) => at.as_millis().to_string(),
            Self::Flag(true) => "yes".to_owned(),
            Self::Flag(false) => "no".to_owned(),
            Self::Text(text) => text.clone(),
        }
    }
}

macro_rules! from_words {
    ($($kind:ty),* $(,)?) => {$(
        impl From<$kind> for AuditValue {
            fn from(value: $kind) -> Self {
                Self::Word(value.word().to_owned())
            }
        }
    )*};
}

from_words!(Role, HostKind, ApplicationRole, Audience, Language, Channel, TryCause);

impl From<bool> for AuditValue {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<u32> for AuditValue {
    fn from(value: u32) -> Self {
        Self::Number(i64::from(value))
    }
}

impl From<i64> for AuditValue {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}

impl From<Timestamp> for AuditValue {
    fn from(value: Timestamp) -> Self {
        Self::Time(value)
    }
}

impl From<&EmailAddress> for AuditValue {
    fn from(value: &EmailAddress) -> Self {
        Self::Text(value.to_string())
    }
}

impl From<&PersonName> for AuditValue {
    fn from(value: &PersonName) -> Self {
        Self::text(&value.to_string())
    }
}

/// A text for the log: in one line, not long, and without anything that looks like a token, a nonce or a cookie.
///
/// ```
/// # use domain::audit::scrubbed;
/// assert_eq!(scrubbed("Optics"), "Optics");
/// assert_eq!(scrubbed("see /i/AZq3kP0vTmyX_-0a1b2c3d4e5f6g7h8i9j0k today"), "see /i/… today");
/// ```
pub fn scrubbed(text: &str) -> String {
    let mut kept = String::new();
    let mut run = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') {
            run.push(letter);
            continue;
        }
        kept.push_str(if run.len() < SECRET { &run } else { "…" });
        run.clear();
        kept.push(if letter.is_control() { ' ' } else { letter });
    }
    kept.trim().chars().take(LONGEST).collect()
}

/// What a field is called on screen and in files.
pub fn field_label(field: &str) -> String {
    let words = field.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

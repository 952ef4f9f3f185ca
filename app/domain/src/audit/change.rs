//! What was before and after an act: a short list of fields with values that cannot be secrets.

use serde::{Deserialize, Serialize};

use super::field::AuditField;
use crate::chat::Channel;
use crate::email::EmailAddress;
use crate::invitation::TryCause;
use crate::language::{Language, Say, Sentence, Value};
use crate::mail::Encryption;
use crate::mailed_code::CodePolicy;
use crate::name::PersonName;
use crate::role::{ApplicationRole, HostKind, Role};
use crate::room::Audience;
use crate::say;
use crate::settings::{GivenTypes, PlusRule};
use crate::time::Timestamp;
use crate::words::words;

/// Characters that are kept of a text.
const LONGEST: usize = 200;
/// Letters in a row that are taken for a secret. Identifiers have 26; nonces, cookies and tokens 32 and more.
const SECRET: usize = 32;

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The word of an [`AuditField`]. The log keeps for ever what a later program may not know any more.
    field: String,
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
    /// Several of them.
    Words(Vec<String>),
    Number(i64),
    Time(Timestamp),
    Flag(bool),
    Text(String),
}

/// What stands where there is no value of a field's own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditWord {
    /// Somebody is not among a room's hosts.
    NoHost,
    /// Any number.
    Unlimited,
    /// Not by itself.
    Never,
}

words!(AuditWord { NoHost => "no_host", Unlimited => "unlimited", Never => "never" });

impl Say for AuditWord {
    fn say(&self) -> Sentence {
        match self {
            Self::NoHost => say!("Not a host [audit]"),
            Self::Unlimited => say!("Any number [audit]"),
            Self::Never => say!("Never [audit]"),
        }
    }
}

impl Change {
    pub fn new(field: AuditField, before: Option<AuditValue>, after: Option<AuditValue>) -> Self {
        Self { field: field.word().to_owned(), before, after }
    }

    /// None when the log is older than this program, and it does not know it any more.
    pub fn field(&self) -> Option<AuditField> {
        self.field.parse().ok()
    }

    /// What the field is called. One that is not known stays as it was written.
    pub fn label(&self) -> Value {
        self.field().map_or_else(|| Value::from(self.field.as_str()), |field| Value::from(field.say()))
    }

    /// What the field is called in files, which programs read: its word, in English whoever reads it.
    pub fn plain_label(&self) -> String {
        let words = self.field.replace('_', " ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}

impl AuditValue {
    /// A title or a name.
    pub fn text(text: &str) -> Self {
        Self::Text(scrubbed(text))
    }

    /// The value for files, in English whoever reads them; times are left to whoever knows a time zone.
    pub fn plain(&self) -> String {
        let plain = |word: &String| word.replace('_', " ");
        match self {
            Self::Word(word) => plain(word),
            Self::Words(words) => words.iter().map(plain).collect::<Vec<_>>().join(", "),
            Self::Number(number) => number.to_string(),
            Self::Time(at) => at.as_millis().to_string(),
            Self::Flag(true) => "yes".to_owned(),
            Self::Flag(false) => "no".to_owned(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// What can be a value by its word, and what such a word is called.
macro_rules! from_words {
    ($($kind:ty),* $(,)?) => {
        $(
            impl From<$kind> for AuditValue {
                fn from(value: $kind) -> Self {
                    Self::Word(value.word().to_owned())
                }
            }
        )*

        /// What a word in the log is called. One that is not known stays as it was written.
        pub fn word_in_words(word: &str) -> Value {
            $(
                if let Ok(known) = word.parse::<$kind>() {
                    return Value::from(known.say());
                }
            )*
            Value::from(word)
        }
    };
}

from_words!(
    Role,
    HostKind,
    ApplicationRole,
    Audience,
    Language,
    Channel,
    TryCause,
    CodePolicy,
    PlusRule,
    Encryption,
    AuditWord,
);

impl From<GivenTypes> for AuditValue {
    fn from(types: GivenTypes) -> Self {
        Self::Words(types.list().into_iter().map(|role| role.word().to_owned()).collect())
    }
}

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

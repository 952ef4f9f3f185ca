//! Sentences for people, apart from the language they are read in.
//!
//! A sentence is known by its English text, as in gettext: the text stands where it is used, and a catalogue holds what
//! it is in another language. Values have names, since their order differs between languages.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Language, grouped, plural_form};

/// The name of the value that decides between singular and plural.
pub const COUNT: &str = "count";

/// Between the forms of a sentence that counts, in a catalogue.
const BETWEEN_FORMS: &str = " | ";

/// A value in front of the text it stands in, and the text behind it, can run in different directions.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// What is said to people, before it is known in which language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The English text, with `{name}` for each value. A note in brackets at the end, as in `Open [button]`, tells
    /// texts apart that are the same in English only.
    text: Cow<'static, str>,
    /// The English text when [`COUNT`] is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    one: Option<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<(Cow<'static, str>, Value)>,
}

/// What is put into a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Stays as it is in every language, as names do.
    Text(String),
    /// Written as the language writes numbers.
    Number(u64),
    Sentence(Box<Sentence>),
}

/// How somebody is spoken to.
pub trait Speech {
    fn language(&self) -> Language;

    /// What an English text is in that language; without an answer it stays English.
    fn find(&self, text: &str) -> Option<&str>;

    /// A number as that language writes it.
    fn number(&self, number: u64) -> String {
        grouped(self.language(), number)
    }
}

/// For logs, the command line and tests.
#[derive(Clone, Copy, Debug)]
pub struct English;

impl Speech for English {
    fn language(&self) -> Language {
        Language::English
    }

    fn find(&self, _text: &str) -> Option<&str> {
        None
    }
}

impl Sentence {
    /// See [`say!`](crate::say).
    pub const fn new(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), one: None, values: Vec::new() }
    }

    /// See [`say_count!`](crate::say_count).
    pub fn counting(count: u64, one: &'static str, text: &'static str) -> Self {
        Self { one: Some(Cow::Borrowed(one)), ..Self::new(text) }.with(COUNT, count)
    }

    /// Puts a value where `{name}` stands.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((Cow::Borrowed(name), value.into()));
        self
    }

    pub fn in_english(&self) -> String {
        self.spoken(&English)
    }

    /// The sentence with its values.
    pub fn spoken(&self, speech: &impl Speech) -> String {
        let found = speech.find(&self.text).map(|forms| match self.count() {
            Some(count) => form(forms, plural_form(speech.language(), count)),
            None => forms,
        });
        let is_one = self.count() == Some(1);
        let english = || self.one.as_deref().filter(|_| is_one).unwrap_or(&self.text);
        let text = found.unwrap_or_else(|| without_note(english()));
        fill(text, |name| {
            let (_, value) = self.values.iter().find(|(known, _)| known == name)?;
            Some(value.spoken(speech))
        })
    }

    fn count(&self) -> Option<u64> {
        self.values.iter().find_map(|(name, value)| match value {
            Value::Number(count) if name == COUNT => Some(*count),
            _ => None,
        })
    }
}

impl Value {
    /// See [`Sentence::spoken`].
    pub fn spoken(&self, speech: &impl Speech) -> String {
        match self {
            Self::Text(text) if speech.language().is_right_to_left() => {
                format!("{ISOLATE}{text}{END_OF_ISOLATE}")
            }
            Self::Text(text) => text.clone(),
            Self::Number(number) => speech.number(*number),
            Self::Sentence(sentence) => sentence.spoken(speech),
        }
    }
}

/// The English text without the note that tells it from others.
pub fn without_note(text: &str) -> &str {
    match text.rsplit_once(" [") {
        Some((text, note)) if note.ends_with(']') => text,
        _ => text,
    }
}

/// The form of this number. A catalogue that has fewer has the last one for all others.
fn form(forms: &str, number: usize) -> &str {
    let mut forms = forms.split(BETWEEN_FORMS);
    let first = forms.next().unwrap_or_default();
    forms.take(number).last().unwrap_or(first)
}

/// Replaces each `{name}` by its value; names without one stay.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => Cow::Borrowed(text),
            Piece::Value(name) => value(name).map_or_else(|| Cow::Owned(format!("{{{name}}}")), Cow::Owned),
        })
        .collect()
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The name of the value that stands here.
    Value(&'a str),
}

/// The parts of a text with `{name}`s, none of them empty.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            rest = after;
            return Some(Piece::Value(name));
        }
        let end =
            rest.char_indices().skip(1).find(|(_, letter)| *letter == '{').map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest.split_at(end);
        rest = after;
        (!text.is_empty()).then_some(Piece::Text(text))
    })
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Sentence(Box::new(sentence))
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(number.into())
            }
        })+
    };
}
numbers!(u64, u32, u16, u8);

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// What can be told to people.
pub trait Say {
    fn say(&self) -> Sentence;
}

impl Say for Sentence {
    fn say(&self) -> Sentence {
        self.clone()
    }
}

/// A [`Sentence`]: `say!("Sign in to go on.")`, or with values `say!("{name} has come in.", name)` and
/// `say!("Usually {minutes}.", minutes = settings.minutes)`.
#[macro_export]
macro_rules! say {
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
    ($text:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::language::Sentence::new($text)$(.with(stringify!($name), $crate::say!(@value $name $($value)?)))*
    };
}

/// A [`Sentence`] about one or many: `say_count!(guests, "One guest", "{count} guests")`, with further values as in
/// [`say!`]. Its name in catalogues is the text for many.
#[macro_export]
macro_rules! say_count {
    ($count:expr, $one:literal, $many:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::language::Sentence::counting($crate::language::count($count), $one, $many)
            $(.with(stringify!($name), $crate::say!(@value $name $($value)?)))*
    };
}

/// For [`say_count!`]: any number of things.
pub fn count(number: impl TryInto<u64>) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}

/// Makes what can be said an error and printable in English, for logs, the command line and tests.
macro_rules! says_english {
    ($($name:ty),+ $(,)?) => {
        $(
            impl core::fmt::Display for $name {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.write_str(&$crate::language::Say::say(self).in_english())
                }
            }

            impl core::error::Error for $name {}
        )+
    };
}
pub(crate) use says_english;

//! Who is spoken to: on the server the reader of one request, in the browser the one reader.

use domain::Language;
use domain::language::{Locale, Speech};

use super::catalogue::Catalogue;
use crate::browser::format_number::number_in_words;

/// How somebody reads, with the sentences of their language.
#[derive(Clone, Copy)]
pub struct Speaker {
    pub locale: Locale,
    catalogue: Option<&'static Catalogue>,
}

impl Speaker {
    /// What a text is in the reader's language; without an answer it stays English.
    pub fn text(self, text: &str) -> Option<&'static str> {
        self.catalogue?.find(text)
    }
}

impl Speech for Speaker {
    fn language(&self) -> Language {
        self.locale.language()
    }

    fn find(&self, text: &str) -> Option<&str> {
        self.text(text)
    }

    fn number(&self, number: u64) -> String {
        number_in_words(self.locale, number)
    }
}

/// The reader's language.
pub fn language() -> Language {
    locale().language()
}

/// How the reader writes dates and numbers.
pub fn locale() -> Locale {
    speaker().locale
}

pub use side::{speak, speaker};

#[cfg(not(feature = "ssr"))]
mod side {
    use std::sync::OnceLock;

    use domain::Language;
    use domain::language::Locale;

    use super::{Catalogue, Speaker};

    /// A page speaks one language from its start to its end; another one comes with another page.
    static SPEAKER: OnceLock<Speaker> = OnceLock::new();

    /// Tells the page how its reader reads, before anything is drawn: the tag of a [`Locale`], and the catalogue.
    pub fn speak(locale: &str, sentences: &str) {
        let locale = Locale::of_tag(locale);
        let catalogue: Option<&'static Catalogue> = (locale.language() != Language::English)
            .then(|| &*Box::leak(Box::new(Catalogue::read(sentences))));
        _ = SPEAKER.set(Speaker { locale, catalogue });
    }

    pub fn speaker() -> Speaker {
        SPEAKER.get().copied().unwrap_or(Speaker { locale: Locale::English, catalogue: None })
    }
}

#[cfg(feature = "ssr")]
mod side {
    use domain::language::Locale;
    use leptos::prelude::use_context;

    use super::Speaker;
    use crate::language::catalogue::catalogue;

    /// The server speaks the language of each request.
    pub const fn speak(_locale: &str, _sentences: &str) {}

    pub fn speaker() -> Speaker {
        speaker_of(use_context::<Locale>().unwrap_or_default())
    }

    pub fn speaker_of(locale: Locale) -> Speaker {
        Speaker { locale, catalogue: catalogue(locale.language()) }
    }
}

#[cfg(feature = "ssr")]
pub use request::{of_request, said_in};

#[cfg(feature = "ssr")]
mod request {
    use domain::Language;
    use domain::language::{Locale, Say, preferred};
    use http::{HeaderMap, header};

    use super::side::speaker_of;
    use crate::backend::cookie;
    use crate::language::api::COOKIE;

    /// The language that was chosen, else the one the browser likes best, else English.
    pub fn of_request(headers: &HeaderMap) -> Locale {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let accepted = accepted.unwrap_or_default();
        let chosen: Option<Language> = cookie(headers, COOKIE).and_then(|word| word.parse().ok());
        Locale::of(chosen.or_else(|| preferred(accepted)).unwrap_or_default(), accepted)
    }

    /// For answers that no page is drawn for.
    pub fn said_in(locale: Locale, what: &impl Say) -> String {
        what.say().spoken(&speaker_of(locale))
    }
}

//! Who is spoken to: on the server the reader of one request, in the browser the one reader.

use domain::Language;

use super::catalogue::Catalogue;

/// A language with the sentences of it.
#[derive(Clone, Copy)]
pub struct Speaker {
    pub language: Language,
    catalogue: Option<&'static Catalogue>,
}

impl Speaker {
    pub fn find(self, text: &str) -> Option<&'static str> {
        self.catalogue?.find(text)
    }
}

/// The reader's language.
pub fn language() -> Language {
    speaker().language
}

pub use side::{speak, speaker};

#[cfg(not(feature = "ssr"))]
mod side {
    use std::sync::OnceLock;

    use domain::Language;

    use super::{Catalogue, Speaker};

    /// A page speaks one language from its start to its end; another one comes with another page.
    static SPEAKER: OnceLock<Speaker> = OnceLock::new();

    /// Tells the page which language it speaks, before anything is drawn.
    pub fn speak(language: &str, sentences: &str) {
        let language = language.parse().unwrap_or_default();
        let catalogue: Option<&'static Catalogue> =
            (language != Language::English).then(|| &*Box::leak(Box::new(Catalogue::read(sentences))));
        _ = SPEAKER.set(Speaker { language, catalogue });
    }

    pub fn speaker() -> Speaker {
        SPEAKER.get().copied().unwrap_or(Speaker { language: Language::English, catalogue: None })
    }
}

#[cfg(feature = "ssr")]
mod side {
    use domain::Language;
    use leptos::prelude::use_context;

    use super::Speaker;
    use crate::language::catalogue::catalogue;

    /// The server speaks the language of each request.
    pub const fn speak(_language: &str, _sentences: &str) {}

    pub fn speaker() -> Speaker {
        speaker_of(use_context::<Language>().unwrap_or_default())
    }

    pub fn speaker_of(language: Language) -> Speaker {
        Speaker { language, catalogue: catalogue(language) }
    }
}

#[cfg(feature = "ssr")]
pub use request::{of_request, said_in};

#[cfg(feature = "ssr")]
mod request {
    use domain::Language;
    use domain::language::{Say, preferred};
    use http::{HeaderMap, header};

    use super::side::speaker_of;
    use crate::language::api::COOKIE;

    /// The language that was chosen, else the one the browser likes best, else English.
    pub fn of_request(headers: &HeaderMap) -> Language {
        let text = |name| headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        let chosen = text(header::COOKIE)
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('=')?.parse().ok())
            .next();
        chosen.or_else(|| text(header::ACCEPT_LANGUAGE).find_map(preferred)).unwrap_or_default()
    }

    /// For answers that no page is drawn for.
    pub fn said_in(language: Language, what: &impl Say) -> String {
        what.say().in_language(language, &|text| speaker_of(language).find(text))
    }
}

//! What sentences are in another language.

use std::collections::BTreeMap;

/// By the English text: the text in this language, with its forms between ` | ` when it counts.
pub struct Catalogue(BTreeMap<String, String>);

impl Catalogue {
    /// What cannot be read is an empty catalogue: its readers get English.
    pub fn read(json: &str) -> Self {
        Self(serde_json::from_str(json).unwrap_or_default())
    }

    pub fn find(&self, text: &str) -> Option<&str> {
        self.0.get(text).map(String::as_str)
    }

    #[cfg(feature = "ssr")]
    fn join(catalogues: impl IntoIterator<Item = Self>) -> Self {
        Self(catalogues.into_iter().flat_map(|Self(sentences)| sentences).collect())
    }
}

#[cfg(feature = "ssr")]
pub use whole::catalogue;

/// The server knows every language.
#[cfg(feature = "ssr")]
mod whole {
    use std::sync::LazyLock;

    use domain::Language;

    use super::Catalogue;

    /// The files of one language, a file for each part of the site.
    macro_rules! files {
        ($language:literal: $($part:literal),+ $(,)?) => {
            [$(include_str!(concat!("../../languages/", $language, "/", $part, ".json"))),+]
        };
    }

    /// Must name every file in `app/languages`; a test compares.
    macro_rules! catalogue_of {
        ($language:literal) => {
            LazyLock::new(|| {
                let files = files!(
                    $language: "account", "audit", "domain", "guest_link", "health", "invitation", "join", "mail", "media",
                    "people", "policy", "privacy", "report", "room", "settings", "setup", "site"
                );
                Catalogue::join(files.map(Catalogue::read))
            })
        };
    }

    static GERMAN: LazyLock<Catalogue> = catalogue_of!("de");
    static SPANISH: LazyLock<Catalogue> = catalogue_of!("es");
    static HEBREW: LazyLock<Catalogue> = catalogue_of!("he");

    /// English needs none.
    pub fn catalogue(language: Language) -> Option<&'static Catalogue> {
        match language {
            Language::English => None,
            Language::German => Some(&GERMAN),
            Language::Spanish => Some(&SPANISH),
            Language::Hebrew => Some(&HEBREW),
        }
    }
}

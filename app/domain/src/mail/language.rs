//! The language of one mail, and how each language's template stands.

use super::Template;
use crate::language::Language;

/// The language that a guest is written to in, of those that have a template: their own, else English, else the first
/// that there is. `None` when there is none, and then nobody can be written to.
pub fn language_for(wanted: Language, configured: &[Language]) -> Option<Language> {
    let has = |language: &Language| configured.contains(language);
    [wanted, Language::English].into_iter().chain(Language::ALL.iter().copied()).find(has)
}

/// The language that a host's choice begins with, given what was chosen before on this device.
pub fn chosen_language(kept: Option<Language>, configured: &[Language]) -> Option<Language> {
    language_for(kept.unwrap_or_default(), configured)
}

/// How the template of a language stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TemplateStanding {
    /// Written by the administrator.
    Own,
    /// Saved as it came.
    Default,
    /// There is none: guests are written to in another language, if there is one.
    Off { instead: Option<Language> },
}

impl TemplateStanding {
    /// `last` is the version that counts; `configured` are the languages that have one.
    pub fn of(language: Language, last: Option<&Template>, configured: &[Language]) -> Self {
        match last {
            None => Self::Off { instead: language_for(language, configured) },
            Some(template) if *template == Template::default_in(language) => Self::Default,
            Some(_) => Self::Own,
        }
    }
}

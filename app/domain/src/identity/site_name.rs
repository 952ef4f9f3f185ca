//! What a site is called.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_line, tidy_line};
use crate::say;

/// Characters in the name of a site: it stands beside the logo on a phone.
pub const MAX_SITE_NAME: usize = 60;

/// What a site is called: one line of text, wherever a mail, a title or a calendar puts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SiteName(String);

/// Why a text is no name of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SiteNameProblem {
    Empty,
    TooLong,
    Control,
}

impl Say for SiteNameProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("Enter a name."),
            Self::TooLong => say!("The name of a site has at most 60 characters."),
            Self::Control => say!("The name holds an invisible character. Type it instead of pasting it."),
        }
    }
}

says_english!(SiteNameProblem);

impl SiteName {
    /// Reads a name; inner white space becomes single spaces.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, SiteNameProblem> {
        if typed.chars().any(is_forbidden_in_line) {
            return Err(SiteNameProblem::Control);
        }
        let name = tidy_line(typed);
        if name.is_empty() {
            Err(SiteNameProblem::Empty)
        } else if name.chars().count() > MAX_SITE_NAME {
            Err(SiteNameProblem::TooLong)
        } else {
            Ok(Self(name))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A site that nobody has named yet is called by its program.
impl Default for SiteName {
    fn default() -> Self {
        Self("Greenroom".to_owned())
    }
}

impl fmt::Display for SiteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SiteName {
    type Error = SiteNameProblem;

    fn try_from(typed: String) -> Result<Self, SiteNameProblem> {
        Self::parse(&typed)
    }
}

impl From<SiteName> for String {
    fn from(name: SiteName) -> Self {
        name.0
    }
}

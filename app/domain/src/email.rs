//! Addresses: which are accepted, and when two are the same.
//!
//! Two addresses are the same when their canonical forms are: ASCII, in lower case. Dots and plus parts are
//! never merged; they are different mailboxes for everyone but one provider.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_line, is_invisible};
use crate::privacy::is_erased;
use crate::say;

/// Octets in an address (RFC 5321, 4.5.3.1.3 less the angle brackets).
pub const MAX_LENGTH: usize = 254;
const MAX_LOCAL_LENGTH: usize = 64;
const MAX_LABEL_LENGTH: usize = 63;

/// An accepted address in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is not an address. The sentence says how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmailProblem {
    Empty,
    TooLong,
    NotOneAt,
    Control,
    Local,
    LookAlike,
    Domain,
    LookAlikeDomain,
}

impl Say for EmailProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("Enter an email address."),
            Self::TooLong => say!("An address has at most 254 characters, and at most 64 before the @."),
            Self::NotOneAt => say!("An address has exactly one @, as in ana@example.org."),
            Self::Control => say!("The address holds an invisible character. Type it instead of pasting it."),
            Self::Local => say!(
                "The part before the @ may hold only plain letters, digits and . ! # $ % & ' * + - / = ? ^ _ ` { | } ~"
            ),
            Self::LookAlike => say!(
                "The part before the @ holds a letter that only looks like a plain one. Type it with plain letters."
            ),
            Self::Domain => say!("The part after the @ must be a domain, as in example.org."),
            Self::LookAlikeDomain => {
                say!("The domain mixes alphabets to look like another one. Type it with plain letters.")
            }
        }
    }
}

says_english!(EmailProblem);

impl EmailAddress {
    /// Reads an address whose domain is in ASCII. White space around it is dropped.
    ///
    /// # Errors
    /// The first problem found.
    pub fn parse(typed: &str) -> Result<Self, EmailProblem> {
        Self::read(typed, |_| Err(EmailProblem::LookAlikeDomain))
    }

    /// Reads an address; a domain that is not ASCII goes through `to_ascii` (IDNA, which needs tables that
    /// only the server carries).
    ///
    /// # Errors
    /// As [`EmailAddress::parse`], whatever `to_ascii` refuses, and the domain that stands where an address was erased.
    pub fn parse_with(
        typed: &str,
        to_ascii: impl FnOnce(&str) -> Result<String, EmailProblem>,
    ) -> Result<Self, EmailProblem> {
        let address = Self::read(typed, to_ascii)?;
        if is_erased(&address) { Err(EmailProblem::Domain) } else { Ok(address) }
    }

    fn read(
        typed: &str,
        to_ascii: impl FnOnce(&str) -> Result<String, EmailProblem>,
    ) -> Result<Self, EmailProblem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(EmailProblem::Empty);
        }
        if typed.len() > 4 * MAX_LENGTH {
            return Err(EmailProblem::TooLong);
        }
        if typed.chars().any(|letter| is_forbidden_in_line(letter) || is_invisible(letter)) {
            return Err(EmailProblem::Control);
        }
        let (local, domain) = typed.split_once('@').ok_or(EmailProblem::NotOneAt)?;
        if domain.contains('@') {
            return Err(EmailProblem::NotOneAt);
        }
        check_local(local)?;
        let domain = if domain.is_ascii() { domain.to_owned() } else { to_ascii(domain)? };
        check_domain(&domain)?;
        let canonical = format!("{local}@{domain}").to_ascii_lowercase();
        if canonical.len() > MAX_LENGTH {
            return Err(EmailProblem::TooLong);
        }
        Ok(Self(canonical))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has a tag, as in `name+tag@example.org`.
    pub fn has_tag(&self) -> bool {
        self.name_before_tag().is_some()
    }

    /// The same address without its tag, if it has one.
    #[must_use]
    pub fn without_tag(&self) -> Self {
        self.name_before_tag().map_or_else(|| self.clone(), |name| Self(format!("{name}@{}", self.domain())))
    }

    /// What is before the first plus, when there is anything before it. What a provider does with several is its own.
    fn name_before_tag(&self) -> Option<&str> {
        let (local, _) = self.0.split_once('@')?;
        local.split_once('+').map(|(name, _)| name).filter(|name| !name.is_empty() && !name.ends_with('.'))
    }

    /// The part after the @, in canonical form.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

fn check_local(local: &str) -> Result<(), EmailProblem> {
    if !local.is_ascii() {
        return Err(EmailProblem::LookAlike);
    }
    if local.len() > MAX_LOCAL_LENGTH {
        return Err(EmailProblem::TooLong);
    }
    let is_atom = |letter: u8| letter.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&letter);
    let dots_are_inside = local.split('.').all(|atom| !atom.is_empty());
    if dots_are_inside && local.bytes().all(|letter| letter == b'.' || is_atom(letter)) {
        Ok(())
    } else {
        Err(EmailProblem::Local)
    }
}

/// Two labels at least, and a last one that is no number: not `a@localhost`, `a@127.0.0.1` or `a@127.0.0.0x1`.
fn check_domain(domain: &str) -> Result<(), EmailProblem> {
    let is_label = |label: &str| {
        (1..=MAX_LABEL_LENGTH).contains(&label.len())
            && label.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    let is_domain = domain.contains('.')
        && domain.split('.').all(is_label)
        && last.len() >= 2
        && last.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if is_domain { Ok(()) } else { Err(EmailProblem::Domain) }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = EmailProblem;

    fn from_str(typed: &str) -> Result<Self, EmailProblem> {
        Self::parse(typed)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailProblem;

    fn try_from(typed: String) -> Result<Self, EmailProblem> {
        Self::parse(&typed)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

//! Addresses with a tag, as in `name+tag@example.org`.

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::email::EmailAddress;
use crate::language::{Say, Sentence};
use crate::say;
use crate::words::words;

/// What is done about addresses with a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlusRule {
    /// They are addresses like all others: `name+tag` is somebody else than `name`.
    #[default]
    Allowed,
    /// The tag makes nobody somebody else: who is invited at `name+tag` may name `name`, and is invited once.
    SamePerson,
    /// They can neither be invited nor be let in.
    Refused,
}

words!(PlusRule { Allowed => "allowed", SamePerson => "same_person", Refused => "refused" });

impl Say for PlusRule {
    fn say(&self) -> Sentence {
        match self {
            Self::Allowed => say!("Allowed as they are"),
            Self::SamePerson => say!("The same person as without the tag"),
            Self::Refused => say!("Refused"),
        }
    }
}

/// All addresses of one person, as they are looked for where addresses are ordered byte by byte: `exact`, `plain`, and what
/// is from `from` on and before `to` and ends with `at_domain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonAddresses {
    pub exact: EmailAddress,
    pub plain: EmailAddress,
    pub from: String,
    pub to: String,
    pub at_domain: String,
}

impl Settings {
    /// The addresses that stand for the same person as this one, itself included.
    ///
    /// ```
    /// # use domain::{EmailAddress, Settings, settings::PlusRule};
    /// let address = EmailAddress::parse("ann+news@example.org").unwrap();
    /// let alone = Settings::default().addresses_of(&address);
    /// assert_eq!((alone.from, alone.to), (String::new(), String::new()));
    /// let joined = Settings { plus_addresses: PlusRule::SamePerson, ..Settings::default() }.addresses_of(&address);
    /// assert_eq!(joined.plain.as_str(), "ann@example.org");
    /// assert_eq!((joined.from.as_str(), joined.to.as_str()), ("ann+", "ann,"));
    /// ```
    pub fn addresses_of(&self, address: &EmailAddress) -> PersonAddresses {
        let plain = self.person_of(address);
        let name = plain.as_str().split('@').next().unwrap_or_default();
        // What begins with a plus has no tag, however many follow.
        let has_others = self.plus_addresses == PlusRule::SamePerson && !name.contains('+');
        // All that begin with the name and a plus: the next character of the byte-wise order is the comma.
        let bound = |end: char| if has_others { format!("{name}{end}") } else { String::new() };
        PersonAddresses {
            exact: address.clone(),
            from: bound('+'),
            to: bound(','),
            at_domain: format!("@{}", address.domain()),
            plain,
        }
    }
}

//! One row of a list: what it says, and what is wrong with it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::admission::Refusal;
use crate::email::{EmailAddress, EmailProblem};
use crate::invitation::Guest;
use crate::invite_policy::InviteDenied;
use crate::language::{Say, Sentence, says_english};
use crate::name::{NameProblem, PersonName, parse_part};
use crate::role::Role;
use crate::say;

/// Somebody in a list, as typed: nothing of it has been looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenRow {
    pub email: String,
    pub first: String,
    pub last: String,
    /// `None` when the list names a type that there is not.
    pub role: Option<Role>,
}

/// What is wrong with a row, or why it has failed. The sentence says how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowProblem {
    Email(EmailProblem),
    FirstName(NameProblem),
    LastName(NameProblem),
    Type,
    /// The row at this place, counted from 1, has the same address.
    Repeats(u32),
    Denied(InviteDenied),
    /// The room is not there any more.
    Room(Refusal),
    NoTemplate,
    Internal,
}

impl Say for RowProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Email(problem) => problem.say(),
            Self::FirstName(problem) => say!("First name: {problem}", problem = problem.say()),
            Self::LastName(problem) => say!("Last name: {problem}", problem = problem.say()),
            Self::Type => say!("Choose an invitation type."),
            Self::Repeats(number) => {
                say!("The same address is in row {row} already. Remove one of them.", row = *number)
            }
            Self::Denied(problem) => problem.say(),
            Self::Room(problem) => problem.say(),
            Self::NoTemplate => say!(
                "No mail template is configured any more, so the link could not be sent. Try again without mail."
            ),
            Self::Internal => say!("Something went wrong on our side with this row. Try it again."),
        }
    }
}

says_english!(RowProblem);

impl RowProblem {
    /// Whether it is about the address.
    pub const fn is_about_address(self) -> bool {
        matches!(
            self,
            Self::Email(_)
                | Self::Repeats(_)
                | Self::Denied(InviteDenied::DomainBlocked | InviteDenied::PlusAddress)
        )
    }
}

impl GivenRow {
    /// Whom the row invites. A domain that is not ASCII goes through `to_ascii`, as in [`EmailAddress::parse_with`].
    ///
    /// # Errors
    /// All that is wrong, in the order of the fields.
    pub fn read(
        &self,
        to_ascii: impl FnOnce(&str) -> Result<String, EmailProblem>,
    ) -> Result<Guest, Vec<RowProblem>> {
        let email = EmailAddress::parse_with(&self.email, to_ascii).map_err(RowProblem::Email);
        let role = self.role.ok_or(RowProblem::Type);
        match (email, PersonName::parse(&self.first, &self.last), role) {
            (Ok(email), Ok(name), Ok(role)) => Ok(Guest { email, name, role, language: None }),
            (email, _, role) => {
                let first = parse_part(&self.first).map_err(RowProblem::FirstName);
                let last = parse_part(&self.last).map_err(RowProblem::LastName);
                Err([email.err(), first.err(), last.err(), role.err()].into_iter().flatten().collect())
            }
        }
    }

    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        [&self.email, &self.first, &self.last].iter().all(|text| text.trim().is_empty())
    }
}

/// By which addresses are the same as long as nobody has looked at them.
pub fn address_key(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// For each address the place, from 0, of the first one that is the same; `None` for the first of its kind. Those who
/// have none repeat nobody.
pub fn repeats<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Vec<Option<usize>> {
    let mut first_places = HashMap::new();
    let places = addresses.into_iter().enumerate().map(|(place, address)| {
        let key = address_key(address);
        if key.is_empty() {
            return None;
        }
        Some(*first_places.entry(key).or_insert(place)).filter(|first| *first != place)
    });
    places.collect()
}

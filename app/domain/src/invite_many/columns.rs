//! Tables: which column holds what.

use serde::{Deserialize, Serialize};

use super::row::GivenRow;
use crate::addresses::{guess_name, split_name, split_with};
use crate::email::{EmailAddress, EmailProblem};
use crate::people::search_key;
use crate::role::Role;

/// Where each value stands in a row. Only the address is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    email: usize,
    first: Option<usize>,
    last: Option<usize>,
    name: Option<usize>,
    role: Option<usize>,
}

/// Somebody in a list, as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRow {
    pub given: GivenRow,
    /// The list has no name for them: this one was made out of the address.
    pub is_name_guessed: bool,
}

const EMAIL: &[&str] = &["email", "emailaddress", "mail", "mailaddress", "address", "emails"];
const FIRST: &[&str] = &["firstname", "first", "givenname", "given", "forename"];
const LAST: &[&str] = &["lastname", "last", "familyname", "family", "surname"];
const NAME: &[&str] = &["name", "fullname", "displayname", "person", "guest"];
const ROLE: &[&str] = &["role", "type", "invitationtype", "kind"];

impl Columns {
    /// Reads the first line of a table, its columns in any order. `None` when none of them holds addresses.
    ///
    /// ```
    /// # use domain::invite_many::Columns;
    /// assert!(Columns::read(["Surname", "Given name", "E-Mail"]).is_some());
    /// assert!(Columns::read(["ana@example.org", "Ana", "Ruiz"]).is_none());
    /// ```
    pub fn read<'a>(line: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let names: Vec<String> = line.into_iter().map(plain).collect();
        let find = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        Some(Self {
            email: find(EMAIL)?,
            first: find(FIRST),
            last: find(LAST),
            name: find(NAME),
            role: find(ROLE),
        })
    }

    /// Somebody in a row; `None` when all of it is empty. Whoever has no type gets `usual`.
    pub fn row(
        &self,
        cells: &[&str],
        usual: Role,
        to_ascii: impl Fn(&str) -> Result<String, EmailProblem>,
    ) -> Option<ReadRow> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let cell =
            |place: Option<usize>| place.and_then(|place| cells.get(place)).map_or("", |cell| cell.trim());
        let typed = cell(Some(self.email));
        // Address books export `Ana Ruiz <ana@example.org>` too.
        let within = split_with(typed, &to_ascii);
        let (address, beside) = match within.as_slice() {
            [one] => (one.address.clone().ok(), one.name.clone()),
            _ => (None, None),
        };
        let (first, last) = (cell(self.first), cell(self.last));
        let name = if first.is_empty() && last.is_empty() {
            split_name(cell(self.name)).or(beside)
        } else {
            Some((first.to_owned(), last.to_owned()))
        };
        let role = match cell(self.role) {
            "" => Some(usual),
            named => read_role(named),
        };
        Some(ReadRow::new(typed, address.as_ref(), name, role))
    }
}

impl ReadRow {
    /// Somebody whose address is `typed`, or is understood as `address`; without a name they get a guessed one.
    pub fn new(
        typed: &str,
        address: Option<&EmailAddress>,
        name: Option<(String, String)>,
        role: Option<Role>,
    ) -> Self {
        let is_name_guessed = name.is_none() && address.is_some();
        let (first, last) = name.or_else(|| address.map(guess_name)).unwrap_or_default();
        let email = address.map_or_else(|| typed.to_owned(), EmailAddress::to_string);
        Self { given: GivenRow { email, first, last, role }, is_name_guessed }
    }
}

/// The invitation type of this word, in whatever letters.
fn read_role(named: &str) -> Option<Role> {
    let named = search_key(named);
    Role::INVITATION_TYPES.into_iter().find(|role| {
        let word = role.word();
        named == word || named.strip_suffix('s') == Some(word)
    })
}

/// `E-Mail Address`, `email_address` and `emailAddress` are one name.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

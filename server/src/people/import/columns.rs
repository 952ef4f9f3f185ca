//! The first line of the file: what separates its columns, and which of them hold what.

use domain::language::{Say, Sentence};
use domain::say;
use serde::{Deserialize, Serialize};

/// Where each value stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    pub delimiter: u8,
    pub email: usize,
    pub first_name: usize,
    pub last_name: usize,
    pub role: Option<usize>,
}

/// Why the first line does not say what the columns hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say().in_english())]
pub enum HeaderProblem {
    Empty,
    Utf16,
    Missing { missing: &'static str, line: String },
    Twice { column: &'static str },
}

impl Say for HeaderProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!(
                "The file is empty. Its first line must name the columns, as in email,first_name,last_name."
            ),
            Self::Utf16 => say!("The file is UTF-16 text. Save it as “CSV UTF-8”."),
            Self::Missing { missing, line } => say!(
                "The first line must name the columns email, first_name and last_name. There is no {missing} in: {line}",
                missing = *missing,
                line = line.as_str()
            ),
            Self::Twice { column } => {
                say!("Two columns hold the {column}. Rename or remove one of them.", column = *column)
            }
        }
    }
}

const EMAIL: (&str, &[&str]) = ("email", &["email", "emailaddress", "mail", "mailaddress"]);
const FIRST_NAME: (&str, &[&str]) = ("first_name", &["firstname", "first", "givenname", "given", "forename"]);
const LAST_NAME: (&str, &[&str]) = ("last_name", &["lastname", "last", "familyname", "family", "surname"]);
const ROLE: (&str, &[&str]) = ("role", &["role", "applicationrole"]);

/// Characters of the line that an error repeats.
const SHOWN: usize = 200;

impl Columns {
    /// Reads the first line, by whichever of comma, semicolon and tab gives it sense.
    pub fn read(line: &[u8]) -> Result<Self, HeaderProblem> {
        let line = String::from_utf8_lossy(line);
        let line = line.trim();
        let by_comma = read_with(line, b',');
        match by_comma {
            Err(HeaderProblem::Missing { .. }) => {
                let others = [b';', b'\t'].map(|delimiter| read_with(line, delimiter));
                let is_better =
                    |columns: &Result<_, _>| !matches!(columns, Err(HeaderProblem::Missing { .. }));
                others.into_iter().find(is_better).unwrap_or(by_comma)
            }
            by_comma => by_comma,
        }
    }

    /// How many columns a row needs for the values that it must have.
    pub fn needed(&self) -> usize {
        self.email.max(self.first_name).max(self.last_name) + 1
    }
}

fn read_with(line: &str, delimiter: u8) -> Result<Columns, HeaderProblem> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(line.as_bytes());
    let names: Vec<String> = reader
        .records()
        .next()
        .and_then(Result::ok)
        .map(|row| row.iter().map(plain).collect())
        .unwrap_or_default();
    let missing = |missing| HeaderProblem::Missing { missing, line: line.chars().take(SHOWN).collect() };
    Ok(Columns {
        delimiter,
        email: find(&names, EMAIL)?.ok_or_else(|| missing(EMAIL.0))?,
        first_name: find(&names, FIRST_NAME)?.ok_or_else(|| missing(FIRST_NAME.0))?,
        last_name: find(&names, LAST_NAME)?.ok_or_else(|| missing(LAST_NAME.0))?,
        role: find(&names, ROLE)?,
    })
}

/// `E-Mail Address`, `email_address` and `emailAddress` are one name.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn find(
    names: &[String],
    (column, accepted): (&'static str, &[&str]),
) -> Result<Option<usize>, HeaderProblem> {
    let mut places = (0..names.len()).filter(|place| accepted.contains(&names[*place].as_str()));
    let first = places.next();
    if places.next().is_some() { Err(HeaderProblem::Twice { column }) } else { Ok(first) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_many_names_in_any_order() {
        for (line, places) in [
            ("email,first_name,last_name", (0, 1, 2, None)),
            ("Last name;First name;Dept;E-Mail;Role", (3, 1, 0, Some(4))),
            ("Given Name\tSurname\tEmail Address", (2, 0, 1, None)),
            ("\"e-mail\",\"Family, or last\",\"first\",\"last\"", (0, 2, 3, None)),
        ] {
            let columns = Columns::read(line.as_bytes()).unwrap();
            assert_eq!(
                (columns.email, columns.first_name, columns.last_name, columns.role),
                places,
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for (line, named) in
            [("email,first_name", "last_name"), ("a;b;c", "email"), ("mail;last", "first_name")]
        {
            let Err(HeaderProblem::Missing { missing, .. }) = Columns::read(line.as_bytes()) else {
                panic!("{line} was taken");
            };
            assert!(missing == named || line.contains(';'), "{line}: {missing}");
        }
    }

    #[test]
    fn two_columns_for_one_value_are_refused() {
        assert_eq!(Columns::read(b"email;mail;first;last"), Err(HeaderProblem::Twice { column: "email" }),);
    }
}

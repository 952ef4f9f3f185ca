//! One row: what it says, or what is wrong with it.

use csv::ByteRecord;
use domain::name::NamePart;
use domain::{ApplicationRole, EmailAddress, EmailProblem, NameProblem, PersonName};

use crate::people::idn;

use super::columns::Columns;

/// A person as a row has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub email: EmailAddress,
    pub name: PersonName,
    /// `None` leaves the role of somebody who is known already.
    pub role: Option<ApplicationRole>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    #[error("not UTF-8 text; save the file as UTF-8")]
    NotUtf8,
    #[error("this row has only {found} of {needed} columns")]
    TooShort { found: usize, needed: usize },
    #[error("email: {0}")]
    Email(EmailProblem),
    #[error("first name: {0}")]
    FirstName(NameProblem),
    #[error("last name: {0}")]
    LastName(NameProblem),
    #[error("role: write viewer, private_only, admin or unmoderated_admin, or nothing")]
    Role,
    #[error("the address is on line {first} already")]
    Repeated { first: u64 },
    #[error("this row does not end: a quotation mark in it is not closed. What follows was not read")]
    Endless,
}

impl Row {
    /// Reads a row; `None` when all of it is empty.
    pub fn read(record: &ByteRecord, columns: &Columns) -> Option<Result<Self, RowProblem>> {
        let is_empty = record.iter().all(|value| value.trim_ascii().is_empty());
        (!is_empty).then(|| read(record, columns))
    }
}

fn read(record: &ByteRecord, columns: &Columns) -> Result<Row, RowProblem> {
    if record.iter().any(|value| str::from_utf8(value).is_err()) {
        return Err(RowProblem::NotUtf8);
    }
    if record.len() < columns.needed() {
        return Err(RowProblem::TooShort { found: record.len(), needed: columns.needed() });
    }
    let value = |place| record.get(place).and_then(|value| str::from_utf8(value).ok()).unwrap_or_default();
    let email = idn::parse_address(value(columns.email)).map_err(RowProblem::Email)?;
    let name = PersonName::parse(value(columns.first_name), value(columns.last_name)).map_err(
        |(part, problem)| match part {
            NamePart::First => RowProblem::FirstName(problem),
            NamePart::Last => RowProblem::LastName(problem),
        },
    )?;
    let role = match columns.role.map(value).unwrap_or_default().trim() {
        "" => None,
        typed => Some(role_of(typed).ok_or(RowProblem::Role)?),
    };
    Ok(Row { email, name, role })
}

/// The role of this word or name, in whatever letters: `private_only`, `Private only`.
pub fn role_of(typed: &str) -> Option<ApplicationRole> {
    let word = typed.trim().to_lowercase().replace([' ', '-'], "_");
    let is_meant = |role: &&ApplicationRole| {
        role.word() == word || role.to_string().to_lowercase().replace(' ', "_") == word
    };
    ApplicationRole::ALL.iter().find(is_meant).copied()
}

//! One row: what it says, or what is wrong with it.

use csv::ByteRecord;
use domain::people::import::{ImportedPerson, RowProblem, WrittenRow};

use crate::people::idn;

use super::columns::Columns;

/// Reads a row; `None` when all of it is empty.
pub fn read_row(record: &ByteRecord, columns: &Columns) -> Option<Result<ImportedPerson, RowProblem>> {
    let is_empty = record.iter().all(|value| value.trim_ascii().is_empty());
    (!is_empty).then(|| read(record, columns))
}

fn read(record: &ByteRecord, columns: &Columns) -> Result<ImportedPerson, RowProblem> {
    if record.iter().any(|value| str::from_utf8(value).is_err()) {
        return Err(RowProblem::NotUtf8);
    }
    if record.len() < columns.needed() {
        return Err(RowProblem::TooShort { found: record.len(), needed: columns.needed() });
    }
    let value =
        |place| record.get(place).and_then(|value| str::from_utf8(value).ok()).unwrap_or_default().to_owned();
    let written = WrittenRow {
        email: value(columns.email),
        first: value(columns.first_name),
        last: value(columns.last_name),
        role: columns.role.map(value).unwrap_or_default(),
    };
    written.read(idn::to_ascii)
}

//! What can go wrong with the database, as far as anybody can act on it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::constraint;

/// An error of the database.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DbError {
    /// A named constraint refused the change.
    #[error("the constraint {0} refused the change")]
    Constraint(&'static str),
    /// An update found another state than it expected.
    #[error("the row was changed or removed in the meantime")]
    ChangedMeanwhile,
    /// The disk is full, or the file or database is read-only.
    #[error("the database cannot be written to: {0}")]
    NotWritable(String),
    #[error("the folder {} cannot be used: {error}", folder.display())]
    Folder { folder: PathBuf, error: Arc<io::Error> },
    /// A column holds what this version does not understand.
    #[error("the column {column} holds an unknown value")]
    Unreadable { column: String },
    /// The command itself broke.
    #[error("a command panicked")]
    Panicked,
    #[error(transparent)]
    Other(Arc<sqlx::Error>),
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let Some(database_error) = error.as_database_error() else {
            return Self::Other(Arc::new(error));
        };
        if let Some(name) = constraint::broken(database_error) {
            Self::Constraint(name)
        } else if database_error.code().is_some_and(|code| is_not_writable(&code)) {
            Self::NotWritable(database_error.message().to_owned())
        } else {
            Self::Other(Arc::new(error))
        }
    }
}

/// SQLite: `SQLITE_READONLY` 8, `SQLITE_IOERR` 10, `SQLITE_FULL` 13, and their extended codes, which hold
/// them in the lowest byte. PostgreSQL: read-only transaction, disk full.
fn is_not_writable(code: &str) -> bool {
    match code {
        "25006" | "53100" => true,
        _ => code.parse::<u32>().is_ok_and(|code| code < 10_000 && matches!(code & 0xff, 8 | 10 | 13)),
    }
}

//! Brings a list of people from a CSV file into the directory, all of it or nothing.
//!
//! The file is read twice: once to check every row, once to write. Memory holds 200 rows and sixteen bytes or so
//! for each address, which is how a row is known to repeat an earlier one.

mod columns;
mod lines;
mod row;
mod rows;
mod seen;
mod write;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::audit::{AuditAct, AuditField};
use futures::FutureExt;

use crate::audit::{self, By, Note};
use crate::clock::Clock;
use crate::db::{Db, DbError};

pub use columns::{Columns, HeaderProblem};
pub use domain::people::import::{RowProblem, role_of};

use rows::Rows;
use seen::Seen;
use write::Batches;

/// What to import, and what to do about bad rows.
#[derive(Clone, Debug)]
pub struct Order {
    pub file: PathBuf,
    pub bad_rows: BadRows,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadRows {
    /// One bad row and nothing is imported.
    Refuse,
    /// The other rows are imported.
    Skip,
}

/// What has become of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub skipped: u64,
}

/// A row that cannot be imported. Its first line counts, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    pub line: u64,
    pub problem: RowProblem,
}

/// How far the import is: bytes of the file read in this pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Checking(u64),
    Writing(u64),
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportProblem {
    #[error("{} cannot be read: {error}", file.display())]
    File { file: PathBuf, error: io::Error },
    #[error("{0}")]
    Header(#[from] HeaderProblem),
    #[error("{0} of the rows cannot be imported")]
    BadRows(u64),
    #[error("the file was changed while it was read; start again when nobody writes to it")]
    ChangedMeanwhile,
    #[error(
        "no administrator would be left who can sign in; give one of them the role admin in the file, \
         or leave the role column out"
    )]
    NobodyAdministers,
    #[error("the database refused: {0}")]
    Db(#[from] DbError),
}

/// Imports the file in one transaction. `on_bad` is told of each bad row, `on_progress` of the bytes read.
///
/// # Errors
/// When nothing was imported.
pub async fn import(
    db: &Db,
    clock: &Clock,
    order: Order,
    on_bad: &mut (dyn FnMut(&BadRow) + Send),
    on_progress: Arc<dyn Fn(Progress) + Send + Sync>,
) -> Result<Imported, ImportProblem> {
    let (seen, bad) = check(&order.file, on_bad, &*on_progress)?;
    if bad > 0 && order.bad_rows == BadRows::Refuse {
        return Err(ImportProblem::BadRows(bad));
    }
    let now = clock.now();
    let file = order.file;
    let mut imported = db
        .write(move |connection| {
            async move {
                let mut rows = Rows::open(&file)?;
                let mut batches = Batches::begin(connection, now).await?;
                let mut bad_now = 0;
                while let Some((line, row)) = rows.next_row()? {
                    match row {
                        Ok(row) if seen.is_first(&row.email, line) => batches.push(row).await?,
                        _ => bad_now += 1,
                    }
                    on_progress(Progress::Writing(rows.bytes_read()));
                }
                if bad_now != bad {
                    return Err(ImportProblem::ChangedMeanwhile);
                }
                let imported = batches.finish().await?;
                let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
                let note = Note::of(AuditAct::PeopleImported).with(AuditField::Added, count(imported.added));
                let note = note
                    .with(AuditField::Updated, count(imported.updated))
                    .with(AuditField::Skipped, count(bad));
                audit::note(connection, &By::command_line(), note, now).await?;
                Ok(imported)
            }
            .boxed()
        })
        .await?;
    imported.skipped = bad;
    Ok(imported)
}

/// Reads the whole file; answers with the addresses and how many rows are bad.
fn check(
    file: &Path,
    on_bad: &mut (dyn FnMut(&BadRow) + Send),
    on_progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<(Seen, u64), ImportProblem> {
    let mut rows = Rows::open(file)?;
    let mut seen = Seen::default();
    let mut bad = 0;
    while let Some((line, row)) = rows.next_row()? {
        let checked = row.and_then(|row| match seen.first_line(&row.email, line) {
            first if first == line => Ok(()),
            first => Err(RowProblem::Repeated { first }),
        });
        if let Err(problem) = checked {
            bad += 1;
            on_bad(&BadRow { line, problem });
        }
        on_progress(Progress::Checking(rows.bytes_read()));
    }
    Ok((seen, bad))
}

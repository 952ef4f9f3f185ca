//! How files and their rows are told.

use domain::people::import::{Counts, ImportState, RowState};

use super::super::words::grouped;

/// A badge for a file: its kind and its word.
pub const fn import_badge(state: ImportState, counts: Counts) -> (&'static str, &'static str) {
    match state {
        ImportState::Filling => ("wait", "Arriving"),
        ImportState::Checked => ("wait", "Not imported yet"),
        ImportState::Applying => ("wait", "On its way"),
        ImportState::Done if counts.refused > 0 => ("loss", "Done, some refused"),
        ImportState::Done => ("success", "Done"),
        ImportState::Cancelled => ("info", "Stopped"),
    }
}

/// A badge for a row: its kind and its word.
pub const fn row_badge(state: RowState) -> (&'static str, &'static str) {
    match state {
        RowState::ToAdd => ("wait", "Will be added"),
        RowState::ToChange => ("wait", "Will be changed"),
        RowState::ToKeep => ("info", "Stays as is"),
        RowState::Refused => ("loss", "Refused"),
        RowState::Added => ("success", "Added"),
        RowState::Changed => ("success", "Changed"),
        RowState::Unchanged => ("info", "Unchanged"),
    }
}

/// What has become of a file so far, as one sentence without an end.
pub fn told(counts: Counts) -> String {
    let part = |state: RowState, word: &str| {
        let count = counts.of(state);
        (count > 0).then(|| format!("{} {word}", grouped(count)))
    };
    let parts = [
        part(RowState::Added, "added"),
        part(RowState::Changed, "changed"),
        part(RowState::Unchanged, "unchanged"),
        part(RowState::ToAdd, "to be added"),
        part(RowState::ToChange, "to be changed"),
        part(RowState::ToKeep, "to stay as they are"),
        part(RowState::Refused, "refused"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

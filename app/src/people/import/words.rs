//! How files and their rows are told.

use domain::people::import::{Counts, ImportState, RowState};

use crate::t;

/// A badge for a file: its kind and its word.
pub fn import_badge(state: ImportState, counts: Counts) -> (&'static str, &'static str) {
    match state {
        ImportState::Filling => ("wait", t!("Arriving")),
        ImportState::Checked => ("wait", t!("Not imported yet")),
        ImportState::Applying => ("wait", t!("On its way")),
        ImportState::Done if counts.refused > 0 => ("loss", t!("Done, some refused")),
        ImportState::Done => ("success", t!("Done [import]")),
        ImportState::Cancelled => ("info", t!("Stopped")),
    }
}

/// A badge for a row: its kind and its word.
pub fn row_badge(state: RowState) -> (&'static str, &'static str) {
    match state {
        RowState::ToAdd => ("wait", t!("Will be added")),
        RowState::ToChange => ("wait", t!("Will be changed")),
        RowState::ToKeep => ("info", t!("Stays as is")),
        RowState::Refused => ("loss", t!("Refused [row]")),
        RowState::Added => ("success", t!("Added")),
        RowState::Changed => ("success", t!("Changed")),
        RowState::Unchanged => ("info", t!("Unchanged")),
    }
}

/// What has become of a file so far, as one sentence without an end.
pub fn told(counts: Counts) -> String {
    let part = |(state, count): (RowState, u32)| {
        (count > 0).then(|| match state {
            RowState::Added => t!("{count} added", count),
            RowState::Changed => t!("{count} changed", count),
            RowState::Unchanged => t!("{count} unchanged", count),
            RowState::ToAdd => t!("{count} to be added", count),
            RowState::ToChange => t!("{count} to be changed", count),
            RowState::ToKeep => t!("{count} to stay as they are", count),
            RowState::Refused => t!("{count} refused", count),
        })
    };
    let order = [
        RowState::Added,
        RowState::Changed,
        RowState::Unchanged,
        RowState::ToAdd,
        RowState::ToChange,
        RowState::ToKeep,
        RowState::Refused,
    ];
    order.into_iter().filter_map(|state| part((state, counts.of(state)))).collect::<Vec<_>>().join(", ")
}

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

/// A badge for a row: its kind and its word. What waits in a file that `is_over` is not done any more.
pub fn row_badge(state: RowState, is_over: bool) -> (&'static str, &'static str) {
    match state {
        RowState::ToAdd if is_over => ("info", t!("Not added")),
        RowState::ToChange if is_over => ("info", t!("Not changed")),
        RowState::ToAdd => ("wait", t!("Will be added")),
        RowState::ToChange => ("wait", t!("Will be changed")),
        RowState::ToKeep => ("info", t!("Stays as is")),
        RowState::Refused => ("loss", t!("Refused [row]")),
        RowState::Added => ("success", t!("Added")),
        RowState::Changed => ("success", t!("Changed")),
        RowState::Unchanged => ("info", t!("Unchanged")),
    }
}

/// What has become of a file so far, as one sentence without an end. In one that `is_over` nothing is to be done any more.
pub fn told(counts: Counts, is_over: bool) -> String {
    let part = |(state, count): (RowState, u32)| {
        (count > 0).then(|| match state {
            RowState::Added => t!("{count} added", count),
            RowState::Changed => t!("{count} changed", count),
            RowState::Unchanged => t!("{count} unchanged", count),
            RowState::ToAdd if is_over => t!("{count} not added", count),
            RowState::ToChange if is_over => t!("{count} not changed", count),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_file_promises_nothing() {
        let counts = Counts { to_add: 3, to_change: 2, refused: 1, ..Counts::default() };
        assert_eq!(told(counts, false), "3 to be added, 2 to be changed, 1 refused");
        assert_eq!(told(counts, true), "3 not added, 2 not changed, 1 refused");
        for state in RowState::ALL {
            let (_, word) = row_badge(*state, true);
            assert!(!word.starts_with("Will"), "{word}");
        }
    }
}

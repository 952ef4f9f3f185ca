//! How lists and their rows are told.

use domain::invite_many::{BatchState, Counts, RowState};

use super::api::BatchSummary;
use crate::{t, t_count};

/// A badge for a row: its kind and its word.
pub fn row_badge(state: RowState, is_over: bool) -> (&'static str, &'static str) {
    match state {
        RowState::Waiting if is_over => ("info", t!("Not invited")),
        RowState::Waiting => ("wait", t!("Waiting [row of a list]")),
        RowState::Invited => ("success", t!("Invited [row of a list]")),
        RowState::Updated => ("success", t!("Updated [row of a list]")),
        RowState::Unchanged => ("info", t!("Unchanged")),
        RowState::Failed => ("loss", t!("Failed [row of a list]")),
    }
}

/// A badge for a list: its kind and its word.
pub fn batch_badge(state: BatchState, counts: Counts) -> (&'static str, &'static str) {
    match state {
        BatchState::Filling | BatchState::Running => ("wait", t!("On its way")),
        BatchState::Done if counts.failed > 0 => ("loss", t!("Done, some failed")),
        BatchState::Done => ("success", t!("Done [state of a list]")),
        BatchState::Cancelled => ("info", t!("Cancelled [state of a list]")),
    }
}

/// What has become of a list so far, as one sentence without an end.
pub fn told(summary: &BatchSummary) -> String {
    let Counts { invited, updated, unchanged, failed } = summary.counts;
    let left = summary.progress().left();
    let is_over = matches!(summary.state, BatchState::Done | BatchState::Cancelled);
    let parts = [
        (invited, t_count!(invited, "1 invited", "{count} invited")),
        (updated, t_count!(updated, "1 updated", "{count} updated")),
        (unchanged, t_count!(unchanged, "1 unchanged", "{count} unchanged")),
        (failed, t_count!(failed, "1 failed", "{count} failed")),
        (left, if is_over { not_invited(left) } else { t_count!(left, "1 waiting", "{count} waiting") }),
    ];
    let there = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part);
    there.collect::<Vec<_>>().join(", ")
}

fn not_invited(count: u32) -> String {
    t_count!(count, "1 not invited", "{count} not invited")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{BatchId, Timestamp};

    #[test]
    fn a_list_is_told_by_what_there_is() {
        let summary = BatchSummary {
            id: BatchId::from_bits(1),
            state: BatchState::Running,
            by: None,
            send_mail: false,
            total: 2_000,
            counts: Counts { invited: 1_200, updated: 0, unchanged: 3, failed: 1 },
            created_at: Timestamp::from_millis(0),
            ended_at: None,
        };
        assert_eq!(told(&summary), "1,200 invited, 3 unchanged, 1 failed, 796 waiting");
        let cancelled = BatchSummary { state: BatchState::Cancelled, ..summary };
        assert!(told(&cancelled).ends_with("796 not invited"));
    }
}

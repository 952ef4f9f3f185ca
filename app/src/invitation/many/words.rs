//! How lists and their rows are told.

use domain::invite_many::{BatchState, Counts, RowState};

use super::api::BatchSummary;

/// A number as people read it: `10,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 person`, `2 people`.
pub fn people(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{} people", grouped(count)) }
}

/// A badge for a row: its kind and its word.
pub const fn row_badge(state: RowState, is_over: bool) -> (&'static str, &'static str) {
    match state {
        RowState::Waiting if is_over => ("info", "Not invited"),
        RowState::Waiting => ("wait", "Waiting"),
        RowState::Invited => ("success", "Invited"),
        RowState::Updated => ("success", "Updated"),
        RowState::Unchanged => ("info", "Unchanged"),
        RowState::Failed => ("loss", "Failed"),
    }
}

/// A badge for a list: its kind and its word.
pub const fn batch_badge(state: BatchState, counts: Counts) -> (&'static str, &'static str) {
    match state {
        BatchState::Filling | BatchState::Running => ("wait", "On its way"),
        BatchState::Done if counts.failed > 0 => ("loss", "Done, some failed"),
        BatchState::Done => ("success", "Done"),
        BatchState::Cancelled => ("info", "Cancelled"),
    }
}

/// What has become of a list so far, as one sentence without an end.
pub fn told(summary: &BatchSummary) -> String {
    let Counts { invited, updated, unchanged, failed } = summary.counts;
    let part = |count: u32, word: &str| (count > 0).then(|| format!("{} {word}", grouped(count as usize)));
    let left = summary.progress().left();
    let is_over = matches!(summary.state, BatchState::Done | BatchState::Cancelled);
    let parts = [
        part(invited, "invited"),
        part(updated, "updated"),
        part(unchanged, "unchanged"),
        part(failed, "failed"),
        part(left, if is_over { "not invited" } else { "waiting" }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{BatchId, Timestamp};

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let texts = [0, 999, 1_000, 10_000, 1_234_567].map(grouped);
        assert_eq!(texts, ["0", "999", "1,000", "10,000", "1,234,567"]);
    }

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

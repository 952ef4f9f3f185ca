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

/// What goes on by itself, if anything does. `mails_leave` says whether mails reach the guests at present, or are kept on
/// this site as files; it says nothing of those of a list that is done.
pub fn goes_on(summary: &BatchSummary, mails_leave: bool) -> &'static str {
    match (summary.state, summary.send_mail, mails_leave) {
        (BatchState::Running, false, _) => t!("You can close this page. The list goes on by itself."),
        (BatchState::Running, true, true) => {
            t!("You can close this page. The list goes on by itself, and mails leave one after the other.")
        }
        (BatchState::Running, true, false) => t!(
            "You can close this page. The list goes on by itself. Mails are kept on this site as files: save the links and hand them on yourself."
        ),
        (BatchState::Done, true, _) => t!("The invitations tell what has become of each mail."),
        _ => "",
    }
}

fn not_invited(count: u32) -> String {
    t_count!(count, "1 not invited", "{count} not invited")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{BatchId, Timestamp};

    fn running() -> BatchSummary {
        BatchSummary {
            id: BatchId::from_bits(1),
            state: BatchState::Running,
            by: None,
            send_mail: false,
            total: 2_000,
            counts: Counts { invited: 1_200, updated: 0, unchanged: 3, failed: 1 },
            created_at: Timestamp::from_millis(0),
            ended_at: None,
        }
    }

    #[test]
    fn no_host_is_told_that_mails_leave_which_are_kept() {
        let summary = BatchSummary { send_mail: true, ..running() };
        let words = |mails_leave| goes_on(&summary, mails_leave);
        assert!(words(true).contains("leave one after the other"), "{}", words(true));
        assert!(words(false).contains("as files"), "{}", words(false));
        assert!(!words(false).contains("leave"), "{}", words(false));
        assert!(!goes_on(&running(), true).contains("mail"), "nobody has asked for mails");
    }

    #[test]
    fn what_is_said_of_mails_of_a_list_that_is_done_stays_true_when_the_mail_server_is_removed() {
        let summary = BatchSummary { state: BatchState::Done, send_mail: true, ..running() };
        for mails_leave in [true, false] {
            assert_eq!(goes_on(&summary, mails_leave), "The invitations tell what has become of each mail.");
        }
    }

    #[test]
    fn a_list_is_told_by_what_there_is() {
        let summary = running();
        assert_eq!(told(&summary), "1,200 invited, 3 unchanged, 1 failed, 796 waiting");
        let cancelled = BatchSummary { state: BatchState::Cancelled, ..summary };
        assert!(told(&cancelled).ends_with("796 not invited"));
    }
}

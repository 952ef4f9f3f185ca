//! What an administrator's list of mails shows, and why a mail did not leave.

use domain::language::Say;
use domain::mail::{
    MAIL_PAGE, MailCounts, MailFilter, MailKind, MailProblem, MailState, MailView, TryByHand, Untold,
    mail_pages, try_by_hand,
};

fn all_problems() -> Vec<MailProblem> {
    let said = || "550 no such mailbox".to_owned();
    let own = [
        MailProblem::Unprepared,
        MailProblem::Unwritable(said()),
        MailProblem::Silent,
        MailProblem::NotKept(said()),
        MailProblem::Kept,
        MailProblem::Refused(said()),
    ];
    Untold::ALL.iter().map(|why| MailProblem::Untold(*why)).chain(own).collect()
}

#[test]
fn a_problem_is_known_again_by_its_word_and_its_text() {
    for problem in all_problems() {
        assert_eq!(MailProblem::read(Some(problem.word()), problem.kept_text()), problem);
    }
}

#[test]
fn a_text_that_was_kept_without_a_word_is_still_read() {
    let read = |text: &str| MailProblem::read(None, text.to_owned());
    assert_eq!(read("The invitation does not exist any more."), MailProblem::Untold(Untold::InvitationGone));
    assert_eq!(read("The room has been deleted."), MailProblem::Untold(Untold::RoomDeleted));
    assert_eq!(read("the site could not prepare the mail"), MailProblem::Unprepared);
    assert_eq!(read("550 relaying denied").cause(), Some("550 relaying denied"));
    let of_later = MailProblem::read(Some("another_word"), "what was said".to_owned());
    assert_eq!(of_later.cause(), Some("what was said"), "a word of a later program");
}

#[test]
fn what_others_said_stands_in_no_sentence_of_ours() {
    for problem in all_problems() {
        let sentence = problem.say().in_english();
        assert!(problem.cause().is_none_or(|cause| !sentence.contains(cause)), "{sentence}");
    }
}

#[test]
fn a_mail_that_did_not_go_out_is_tried_by_hand_but_not_a_dead_code() {
    for kind in MailKind::ALL.iter().copied() {
        let how = |state, is_delayed| try_by_hand(kind, state, is_delayed);
        let once_more = (kind != MailKind::Code).then_some(TryByHand::OnceMore);
        assert_eq!(how(MailState::Failed, false), once_more, "{kind:?}");
        assert_eq!(how(MailState::Queued, true), Some(TryByHand::AtOnce), "{kind:?}");
        assert_eq!(how(MailState::Queued, false), None, "it is on its way");
        assert_eq!([true, false].map(|is_delayed| how(MailState::Sent, is_delayed)), [None; 2]);
    }
}

#[test]
fn mails_are_counted_by_filter_and_fill_pages() {
    let counts = MailCounts { failed: 2, waiting: 3, sent: 50, missed: 1, delayed: 1 };
    assert_eq!(MailFilter::ALL.iter().map(|one| counts.of(*one)).collect::<Vec<_>>(), [55, 2, 3, 50]);
    assert_eq!([0, 1, MAIL_PAGE, MAIL_PAGE + 1].map(mail_pages), [1, 1, 1, 2]);
    assert_eq!(MailView { page: 3, ..MailView::default() }.offset(), 2 * MAIL_PAGE);
    assert_eq!(MailView { page: u32::MAX, ..MailView::default() }.offset() % MAIL_PAGE, 0);
}

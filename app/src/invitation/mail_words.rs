//! What became of the last mail for an invitation, in words.

use domain::Timestamp;
use domain::mail::{MailKind, MailState};
use leptos::prelude::*;

use super::api::MailSummary;
use crate::ui::{LocalTime, TimeStyle};

/// What is said of a mail, before the time that belongs to it.
pub fn words(mail: &MailSummary) -> &'static str {
    match (mail.kind, mail.state, mail.next_try.is_some()) {
        (MailKind::Cancellation, MailState::Queued, false) => "A cancellation is to be sent since ",
        (_, MailState::Queued, false) => "Mail is on its way since ",
        (_, MailState::Queued, true) => "Mail could not be sent yet; the next try is ",
        (MailKind::Invitation | MailKind::Code, MailState::Sent, _) => "Mail sent ",
        (MailKind::Update, MailState::Sent, _) => "Mail about the change sent ",
        (MailKind::Cancellation, MailState::Sent, _) => "Cancellation sent ",
        (_, MailState::Failed, _) => "Mail could not be sent, given up ",
    }
}

/// The time that belongs to those words.
pub fn time_of(mail: &MailSummary) -> Timestamp {
    mail.next_try.unwrap_or(mail.at)
}

/// One line about a mail, with the reason where it has failed.
#[component]
pub fn MailLine(mail: MailSummary) -> impl IntoView {
    let (words, at) = (words(&mail), time_of(&mail));
    let has_failed = mail.state == MailState::Failed || mail.next_try.is_some();
    view! {
        <p class="mail-line" data-kind=has_failed.then_some("failed")>
            {words} <LocalTime at=at style=TimeStyle::Short />
            {mail.problem.filter(|_| has_failed).map(|problem| format!(" ({problem})"))}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_is_tried_again_tells_when() {
        let at = Timestamp::from_millis(1);
        let later = Timestamp::from_millis(2);
        let mail = |state, next_try| MailSummary {
            kind: MailKind::Invitation,
            state,
            at,
            next_try,
            problem: next_try.map(|_| "the server is full".to_owned()),
        };
        let sent = mail(MailState::Sent, None);
        assert_eq!((words(&sent), time_of(&sent)), ("Mail sent ", at));
        let again = mail(MailState::Queued, Some(later));
        assert!(words(&again).contains("next try"));
        assert_eq!(time_of(&again), later);
    }
}

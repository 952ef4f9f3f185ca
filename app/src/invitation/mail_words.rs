//! What became of the last mail for an invitation, in words.

use domain::Timestamp;
use domain::mail::{MailKind, MailState};
use leptos::prelude::*;

use super::api::MailSummary;
use crate::mail::MailProblemText;
use crate::t_view;
use crate::ui::{LocalTime, TimeStyle};

/// What is said of a mail, with the time that belongs to it.
fn words(mail: &MailSummary, time: AnyView) -> Vec<AnyView> {
    match (mail.kind, mail.state, mail.next_try.is_some()) {
        (MailKind::Cancellation, MailState::Queued, false) => {
            t_view!("A cancellation is to be sent since {time}", time = time)
        }
        (_, MailState::Queued, false) => t_view!("Mail is on its way since {time}", time = time),
        (_, MailState::Queued, true) => {
            t_view!("Mail could not be sent yet; the next try is {time}", time = time)
        }
        (MailKind::Invitation | MailKind::Code, MailState::Sent, _) => {
            t_view!("Mail sent {time}", time = time)
        }
        (MailKind::Update, MailState::Sent, _) => t_view!("Mail about the change sent {time}", time = time),
        (MailKind::Cancellation, MailState::Sent, _) => t_view!("Cancellation sent {time}", time = time),
        (_, MailState::Failed, _) => t_view!("Mail could not be sent, given up {time}", time = time),
    }
}

/// The time that belongs to those words.
fn time_of(mail: &MailSummary) -> Timestamp {
    mail.next_try.unwrap_or(mail.at)
}

/// One line about a mail, with the reason where it has failed.
#[component]
pub fn MailLine(mail: MailSummary) -> impl IntoView {
    let at = time_of(&mail);
    let words = words(&mail, view! { <LocalTime at=at style=TimeStyle::Short /> }.into_any());
    let has_failed = mail.state == MailState::Failed || mail.next_try.is_some();
    view! {
        <p class="mail-line" data-kind=has_failed.then_some("failed")>
            {words}
            {mail
                .problem
                .filter(|_| has_failed)
                .map(|problem| view! { " (" <bdi><MailProblemText problem=problem /></bdi> ")" })}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use domain::mail::MailProblem;

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
            problem: next_try.map(|_| MailProblem::Refused("the server is full".to_owned())),
        };
        let drawn = |mail: &MailSummary| words(mail, "now".into_any()).to_html();
        let sent = mail(MailState::Sent, None);
        assert!(drawn(&sent).contains("Mail sent "));
        assert_eq!(time_of(&sent), at);
        let again = mail(MailState::Queued, Some(later));
        assert!(drawn(&again).contains("next try"));
        assert_eq!(time_of(&again), later);
    }
}

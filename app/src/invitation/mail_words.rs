//! What became of the last mail for an invitation, in words.

use domain::Timestamp;
use domain::mail::{MailKind, MailProblem, MailState};
use leptos::prelude::*;

use super::api::MailSummary;
use crate::mail::MailProblemText;
use crate::t_view;
use crate::ui::{LocalTime, TimeStyle};

/// What is said of a mail, with the time that belongs to it.
fn words(mail: &MailSummary, time: AnyView) -> Vec<AnyView> {
    if is_kept(mail) {
        return t_view!("Mail kept on this site as a file {time}; it has reached nobody", time = time);
    }
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

/// Written to a file, because there was no mail server.
fn is_kept(mail: &MailSummary) -> bool {
    mail.state == MailState::Sent && mail.problem == Some(MailProblem::Kept)
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
    let is_lost = has_failed || is_kept(&mail);
    view! {
        <p class="mail-line" data-kind=is_lost.then_some("failed")>
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

    #[test]
    fn a_file_is_not_said_to_be_sent() {
        let mail = |problem| MailSummary {
            kind: MailKind::Invitation,
            state: MailState::Sent,
            at: Timestamp::from_millis(1),
            next_try: None,
            problem,
        };
        let drawn = |problem| words(&mail(problem), "now".into_any()).to_html();
        assert!(drawn(None).contains("Mail sent "));
        let kept = drawn(Some(MailProblem::Kept));
        assert!(kept.contains("as a file") && !kept.contains("sent"), "{kept}");
    }
}

//! Why a mail did not leave, in words.

use domain::mail::MailProblem;
use leptos::prelude::*;

use crate::language::said;
use crate::ui::TechnicalText;

/// Our own reasons in the reader's language; what others said as they said it.
#[component]
pub fn MailProblemText(problem: MailProblem) -> impl IntoView {
    match problem {
        // What a mail server answers says by itself that it is an answer.
        MailProblem::Refused(answer) => view! { <TechnicalText text=answer /> }.into_any(),
        problem => {
            let cause = problem.cause().map(str::to_owned);
            view! {
                {said(&problem)}
                {cause.map(|cause| view! { " " <TechnicalText text=cause /> })}
            }
            .into_any()
        }
    }
}

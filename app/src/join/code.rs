//! The code from the mail: asked for, and typed or pasted.

use core::time::Duration;

use domain::Admission;
use domain::language::Say;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::{CodeMailed, ConfirmCode, SendCode};
use super::visit::Visit;
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::language::said;
use crate::ui::{ErrorNotice, LocalTime, TextField, TimeStyle};
use crate::{t, t_count, t_view};

/// By then the mail has left, or it is known that it does not.
const LOOKS_AFTER: Duration = Duration::from_secs(5);

/// The step of a guest whose address is known, and whose mailbox is to be shown.
#[component]
pub fn CodeStep(visit: Visit) -> impl IntoView {
    view! {
        <section class="guest-step" aria-labelledby="step">
            <h2 id="step">{t!("Show that the address is yours")}</h2>
            <p class="guest-step-words" role="status">{move || lead(visit.mails_leave.get())}</p>
            <CodeDesk visit=visit on_right=move |()| visit.ask_again(Duration::ZERO, None) />
        </section>
    }
}

/// What the step is about, and without a mail server that it leads nowhere for now.
fn lead(mails_leave: bool) -> &'static str {
    if mails_leave {
        t!(
            "To this session you come in with a code that is mailed to the invited address. Then the door opens by itself."
        )
    } else {
        t!(
            "To this session you come in with a code that is mailed to the invited address, and this site sends no mail at the moment. Ask the host who invited you. When that changes, you can have a code sent here."
        )
    }
}

/// A button that has a code mailed, where mails leave, and once one is out, the field for it.
#[component]
pub fn CodeDesk(visit: Visit, #[prop(into)] on_right: Callback<()>) -> impl IntoView {
    let is_out = Memo::new(move |_| visit.code.with(Option::is_some));
    view! {
        <div class="code-desk" data-state=move || is_out.get().then_some("out")>
            <Show when=move || is_out.get()>
                <CodeForm visit=visit on_right=on_right />
            </Show>
            <Show when=move || visit.mails_leave.get()>
                <SendForm visit=visit is_out=is_out />
            </Show>
        </div>
    }
}

#[component]
fn CodeForm(visit: Visit, on_right: Callback<()>) -> impl IntoView {
    let confirm = ServerAction::<ConfirmCode>::new();
    let code = RwSignal::new(String::new());
    let error = move || confirm.value().get().and_then(Result::err);
    let problem = Signal::derive(move || error().as_ref().and_then(field_problem));
    let trouble = Signal::derive(move || error().filter(is_trouble));
    Effect::new(move || focus_id("field-code"));
    Effect::new(move || match confirm.value().get() {
        Some(Ok(())) => on_right.run(()),
        Some(Err(AppError::Refused(refusal))) => visit.admission.set(Admission::Refused(refusal)),
        Some(Err(AppError::WrongCode { tries_left: 0 } | AppError::CodeExpired)) => {
            visit.ask_again(Duration::ZERO, None);
        }
        _ => {}
    });
    view! {
        <ActionForm action=confirm>
            <p class="code-words" role="status">{move || visit.code.get().map(|code| words(code, visit.mails_leave.get()))}</p>
            <input type="hidden" name="invitation" value=visit.invitation.to_string() />
            <TextField
                label=t!("Code from the mail")
                name="code"
                value=code
                error=problem
                hint=t!("Six digits. You can paste them.")
                autocomplete="one-time-code"
                input_mode="numeric"
                required=true
            />
            <button class="button" data-kind="primary" disabled=move || confirm.pending().get()>
                {t!("Confirm code")}
            </button>
        </ActionForm>
        <ErrorNotice error=trouble />
    }
}

/// What has become of the code. One that was sent before mails stopped leaving still works.
fn words(code: CodeMailed, mails_leave: bool) -> AnyView {
    let time = || view! { <LocalTime at=code.works_until style=TimeStyle::Time /> };
    match (mails_leave, code.works) {
        (true, _) if code.has_failed => {
            t!("The mail with the code could not be sent. Try once more later, or ask the host for a new link.")
                .into_any()
        }
        (true, true) => t_view!(
            "We have mailed a code to the invited address. It works on this device, until {time}. If it does not come, look into the folder for spam.",
            time = time()
        )
        .into_any(),
        (true, false) => t!("The last code does not work any more. Have a new one sent.").into_any(),
        (false, true) => {
            t_view!("A code that you have already works on this device, until {time}.", time = time()).into_any()
        }
        (false, false) => t!("The last code does not work any more.").into_any(),
    }
}

#[component]
fn SendForm(visit: Visit, is_out: Memo<bool>) -> impl IntoView {
    let send = ServerAction::<SendCode>::new();
    let error = Signal::derive(move || {
        send.value().get().and_then(Result::err).filter(|error| !matches!(error, AppError::Refused(_)))
    });
    Effect::new(move || match send.value().get() {
        Some(Ok(())) => {
            visit.ask_again(Duration::ZERO, None);
            visit.ask_again(LOOKS_AFTER, None);
        }
        Some(Err(AppError::Refused(refusal))) => visit.admission.set(Admission::Refused(refusal)),
        _ => {}
    });
    let is_too_soon =
        Memo::new(move |_| visit.code.get().is_some_and(|code| visit.clock.now() < code.next_at));
    let label = move || if is_out.get() { t!("Send a new code") } else { t!("Mail me a code") };
    view! {
        <ActionForm action=send>
            <input type="hidden" name="invitation" value=visit.invitation.to_string() />
            <button
                class="button"
                data-kind=move || (!is_out.get()).then_some("primary")
                disabled=move || send.pending().get() || is_too_soon.get()
            >
                {label}
            </button>
        </ActionForm>
        <ErrorNotice error=error />
    }
}

/// What is wrong with the code, said beside it.
fn field_problem(error: &AppError) -> Option<String> {
    match error {
        AppError::WrongCode { tries_left: 0 } => {
            Some(t!("{problem} It does not work any more.", problem = error.say()))
        }
        AppError::WrongCode { tries_left } => Some(t_count!(
            *tries_left,
            "{problem} One try is left.",
            "{problem} {count} tries are left.",
            problem = error.say()
        )),
        AppError::CodeExpired => Some(said(error)),
        _ => error.for_field("code"),
    }
}

/// Everything that is neither said beside the field nor a screen of its own.
fn is_trouble(error: &AppError) -> bool {
    field_problem(error).is_none() && !matches!(error, AppError::Refused(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_code_counts_down_beside_the_field() {
        let problem = |tries_left| field_problem(&AppError::WrongCode { tries_left }).unwrap_or_default();
        assert!(problem(4).ends_with("4 tries are left."));
        assert!(problem(1).ends_with("One try is left."));
        assert!(problem(0).ends_with("It does not work any more."));
    }

    #[test]
    fn each_error_is_said_once() {
        assert!(!is_trouble(&AppError::field("code", domain::language::Sentence::new("Enter six digits."))));
        assert!(!is_trouble(&AppError::CodeExpired));
        assert!(is_trouble(&AppError::Unreachable));
    }
}

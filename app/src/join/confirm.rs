//! The lobby: a visitor shows that they know the invited address.

use core::time::Duration;

use domain::language::Say;
use domain::session::Phase;
use domain::{Admission, EmailAddress, InvitationId};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::ConfirmAddress;
use super::visit::Visit;
use crate::error::AppError;
use crate::routes;
use crate::ui::{ErrorNotice, TextField};
use crate::{t, t_count, t_view};

/// The one form of the lobby. Before the start it confirms; after the opening it lets in.
#[component]
pub fn ConfirmAddressStep(visit: Visit) -> impl IntoView {
    let is_open = Memo::new(move |_| visit.phase() == Some(Phase::Open));
    let heading = move || if is_open.get() { t!("The session is open") } else { t!("Confirm your address") };
    let words = move || {
        if is_open.get() {
            t!("Enter the address your invitation was sent to, and come in.")
        } else {
            t!("Enter the address your invitation was sent to. Confirm now and the door opens by itself.")
        }
    };
    view! {
        <section class="guest-step" aria-labelledby="step">
            <h2 id="step">{heading}</h2>
            <p class="guest-step-words">{words}</p>
            <SignedInAsOther visit=visit />
            <AddressForm visit=visit is_open=is_open />
        </section>
    }
}

/// What a browser without scripts has sent in vain, if anything.
pub fn typed_before() -> String {
    #[cfg(feature = "ssr")]
    {
        crate::backend::typed_before()
    }
    #[cfg(not(feature = "ssr"))]
    {
        String::new()
    }
}

#[component]
fn AddressForm(visit: Visit, is_open: Memo<bool>) -> impl IntoView {
    let confirm = ServerAction::<ConfirmAddress>::new();
    let error = move || confirm.value().get().and_then(Result::err);
    let problem = Signal::derive(move || error().as_ref().and_then(field_problem));
    let trouble = Signal::derive(move || error().filter(is_trouble));
    Effect::new(move || match confirm.value().get() {
        Some(Ok(())) => visit.ask_again(Duration::ZERO, None),
        Some(Err(AppError::Refused(refusal))) => visit.admission.set(Admission::Refused(refusal)),
        _ => {}
    });
    view! {
        <ActionForm action=confirm>
            <input type="hidden" name="invitation" value=visit.invitation.to_string() />
            <TextField
                label=t!("Email address")
                name="address"
                value=visit.typed
                error=problem
                autocomplete="email"
                kind="email"
                required=true
            />
            <button class="button" data-kind="primary" disabled=move || confirm.pending().get()>
                {move || if is_open.get() { t!("Enter the room") } else { t!("Confirm address") }}
            </button>
        </ActionForm>
        <ErrorNotice error=trouble />
    }
}

/// Who is signed in, when it is not the guest.
#[component]
fn SignedInAsOther(visit: Visit) -> impl IntoView {
    let other = Memo::new(move |_| match visit.admission.get() {
        Admission::ConfirmAddress { signed_in_as_other: true } => visit.signed_in_as.get(),
        _ => None,
    });
    move || other.get().map(|address| view! { <OtherAccount address=address invitation=visit.invitation /> })
}

#[component]
fn OtherAccount(address: EmailAddress, invitation: InvitationId) -> impl IntoView {
    let sign_in = routes::sign_in(Some(&routes::join(invitation)));
    view! {
        <p class="guest-account">
            {t_view!(
                "You are signed in as {address}, which is not the invited address.",
                address = view! { <strong>{address.to_string()}</strong> }
            )} " " <a href=sign_in>{t!("Use another account")}</a>
        </p>
    }
}

/// What is wrong with the address, said beside it.
fn field_problem(error: &AppError) -> Option<String> {
    match error {
        AppError::WrongAddress { tries_left } => Some(t_count!(
            *tries_left,
            "{problem} One try is left.",
            "{problem} {count} tries are left.",
            problem = error.say()
        )),
        _ => error.for_field("address"),
    }
}

/// Everything that is neither said beside the field nor a screen of its own.
fn is_trouble(error: &AppError) -> bool {
    field_problem(error).is_none() && !matches!(error, AppError::Refused(_))
}

#[cfg(test)]
mod tests {
    use domain::admission::Refusal;

    use super::*;

    #[test]
    fn a_wrong_address_counts_down_beside_the_field() {
        let problem = |tries_left| field_problem(&AppError::WrongAddress { tries_left }).unwrap_or_default();
        assert!(problem(3).ends_with("3 tries are left."));
        assert!(problem(1).ends_with("One try is left."));
    }

    #[test]
    fn each_error_is_said_once() {
        let field = AppError::field("address", domain::email::EmailProblem::Empty);
        assert_eq!(field_problem(&field), Some("Enter an email address.".to_owned()));
        assert!(!is_trouble(&field));
        assert!(!is_trouble(&AppError::Refused(Refusal::LinkExpired)));
        assert!(is_trouble(&AppError::Unreachable));
    }
}

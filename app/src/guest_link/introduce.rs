//! The form in which somebody says who they are.

use core::time::Duration;

use domain::Admission;
use domain::session::Phase;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::{Introduce, Introduction};
use super::entry::Entry;
use crate::error::AppError;
use crate::t;
use crate::ui::{ErrorNotice, TextField};

/// What is typed, as it is kept for browsers without scripts when it is refused.
#[cfg(any(feature = "ssr", test))]
pub fn keep(typed: &Introduction) -> String {
    [&typed.first_name, &typed.last_name, &typed.email].map(|part| part.replace('\n', " ")).join("\n")
}

/// What has been kept so.
#[cfg(any(feature = "ssr", test))]
fn kept(text: &str) -> Introduction {
    let mut parts = text.split('\n').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    Introduction { first_name: next(), last_name: next(), email: next() }
}

/// The form as typed. It is the page's: whoever is shut out in the middle finds it as it was when the door opens again.
#[derive(Clone, Copy)]
pub struct Typed {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    email: RwSignal<String>,
}

impl Typed {
    /// Empty, or what a browser without scripts has sent in vain.
    pub fn begin() -> Self {
        #[cfg(feature = "ssr")]
        let typed = kept(&crate::backend::typed_before());
        #[cfg(not(feature = "ssr"))]
        let typed = Introduction::default();
        Self {
            first_name: RwSignal::new(typed.first_name),
            last_name: RwSignal::new(typed.last_name),
            email: RwSignal::new(typed.email),
        }
    }
}

/// Before the start it takes a place; after the opening it lets in.
#[component]
pub fn IntroduceStep(entry: Entry) -> impl IntoView {
    let is_open = Memo::new(move |_| entry.phase() == Some(Phase::Open));
    let heading = move || if is_open.get() { t!("The session is open") } else { t!("Say who you are") };
    let words = move || {
        if is_open.get() {
            t!("Everybody in the room sees your name. The hosts find your address in the report.")
        } else {
            t!(
                "Everybody in the room sees your name. The hosts find your address in the report. Do it now, and the door opens by itself."
            )
        }
    };
    view! {
        <section class="guest-step" aria-labelledby="step">
            <h2 id="step">{heading}</h2>
            <p class="guest-step-words">{words}</p>
            <IntroduceForm entry=entry is_open=is_open />
        </section>
    }
}

#[component]
fn IntroduceForm(entry: Entry, is_open: Memo<bool>) -> impl IntoView {
    let introduce = ServerAction::<Introduce>::new();
    let Typed { first_name, last_name, email } = entry.typed;
    let error = move || introduce.value().get().and_then(Result::err);
    let problem = move |field: &'static str| Signal::derive(move || error()?.for_field(field));
    let trouble = Signal::derive(move || error().filter(is_trouble));
    Effect::new(move || match introduce.value().get() {
        Some(Ok(())) => entry.ask_again(Duration::ZERO, None),
        Some(Err(AppError::Refused(refusal))) => entry.admission.set(Admission::Refused(refusal)),
        _ => {}
    });
    view! {
        <ActionForm action=introduce attr:novalidate="">
            <input type="hidden" name="link" value=entry.link.to_string() />
            <div class="guest-names">
                <TextField
                    label=t!("First name")
                    name="first_name"
                    value=first_name
                    error=problem("first_name")
                    autocomplete="given-name"
                    required=true
                />
                <TextField
                    label=t!("Last name")
                    name="last_name"
                    value=last_name
                    error=problem("last_name")
                    autocomplete="family-name"
                    required=true
                />
            </div>
            <TextField
                label=t!("Email address")
                name="email"
                value=email
                error=problem("email")
                autocomplete="email"
                kind="email"
                required=true
            />
            <button class="button" data-kind="primary" disabled=move || introduce.pending().get()>
                {move || if is_open.get() { t!("Enter the room") } else { t!("Take your place") }}
            </button>
        </ActionForm>
        <ErrorNotice error=trouble />
    }
}

/// Everything that is neither said beside a field nor a screen of its own.
fn is_trouble(error: &AppError) -> bool {
    !matches!(error, AppError::Refused(_) | AppError::Fields(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_whole() {
        let typed = Introduction {
            first_name: "Ana María".to_owned(),
            last_name: String::new(),
            email: "ana@".to_owned(),
        };
        assert_eq!(kept(&keep(&typed)), typed);
        assert_eq!(kept(""), Introduction::default());
    }
}

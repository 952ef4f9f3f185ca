//! Changing my own password.

use leptos::prelude::*;

use super::api::{ChangePassword, Me};
use crate::error::AppError;
use crate::t;
use crate::ui::{ErrorNotice, TextField, use_toast};

#[component]
pub fn ChangeMyPassword(me: Me) -> impl IntoView {
    let action = ServerAction::<ChangePassword>::new();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let toasts = use_toast();
    Effect::new(move |_| {
        if matches!(action.value().get(), Some(Ok(()))) {
            current.set(String::new());
            new.set(String::new());
            toasts.say(t!("Your password is changed. You are signed out everywhere else."));
        }
    });
    let problem = Signal::derive(move || action.value().get().and_then(Result::err));
    let of = move |name: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref()?.for_field(name)))
    };
    let general = Signal::derive(move || problem.get().filter(|error| !matches!(error, AppError::Fields(_))));
    view! {
        <section class="stack" aria-labelledby="change-password-title">
            <div>
                <h2 id="change-password-title">{t!("Your password")}</h2>
                <p class="soft">{t!("A new one signs you out everywhere else.")}</p>
            </div>
            <ActionForm action=action attr:class="people-form card" attr:novalidate="">
                <ErrorNotice error=general />
                <input type="hidden" autocomplete="username" value=me.email.to_string() />
                <TextField
                    label=t!("Password now")
                    name="current_password"
                    kind="password"
                    autocomplete="current-password"
                    value=current
                    error=of("current_password")
                    required=true
                />
                <TextField
                    label=t!("New password")
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    value=new
                    error=of("password")
                    hint=t!("12 characters or more.")
                    required=true
                />
                <button class="button" type="submit" disabled=action.pending()>{t!("Change password")}</button>
            </ActionForm>
        </section>
    }
}

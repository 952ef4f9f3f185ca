//! Changing my own password.

use leptos::prelude::*;

use super::api::{ChangePassword, Me};
use crate::t;
use crate::ui::{ErrorNotice, FormProblem, TextField, use_toast};

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
    let problem = FormProblem::of(action);
    view! {
        <section class="stack" aria-labelledby="change-password-title">
            <div>
                <h2 id="change-password-title">{t!("Your password")}</h2>
                <p class="soft">{t!("A new one signs you out everywhere else.")}</p>
            </div>
            <ActionForm action=action attr:class="people-form card" attr:novalidate="">
                <ErrorNotice error=problem.trouble() />
                <input type="hidden" autocomplete="username" value=me.email.to_string() />
                <TextField
                    label=t!("Password now")
                    name="current_password"
                    kind="password"
                    autocomplete="current-password"
                    value=current
                    error=problem.for_field("current_password")
                    required=true
                />
                <TextField
                    label=t!("New password")
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    value=new
                    error=problem.for_field("password")
                    hint=t!("12 characters or more.")
                    required=true
                />
                <button class="button" type="submit" disabled=action.pending()>{t!("Change password")}</button>
            </ActionForm>
        </section>
    }
}

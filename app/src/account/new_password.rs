//! Choosing a password by a link.

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::{ChoosePassword, NewPasswordPage, find_new_password};
use crate::error::AppError;
use crate::identity::CardPage;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, FormProblem, Icon, IconName, SkeletonLines, TextField};

#[component]
pub fn NewPasswordRoute() -> impl IntoView {
    let found = Resource::new(|| (), |()| find_new_password());
    view! {
        <Title text=t!("Choose a password") />
        <CardPage kind="sign-in">
            <Transition fallback=|| view! { <SkeletonLines lines=4 /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(page) => view! { <ChooseForm page=page /> }.into_any(),
                        Err(error) => view! { <NoLink error=error /> }.into_any(),
                    }
                })}
            </Transition>
        </CardPage>
    }
}

#[component]
fn ChooseForm(page: NewPasswordPage) -> impl IntoView {
    let action = ServerAction::<ChoosePassword>::new();
    let password = RwSignal::new(String::new());
    let problem = FormProblem::of(action);
    let is_pending = action.pending();
    view! {
        <h1>{t!("Choose a password")}</h1>
        <p class="soft">{t!("For {name}. You sign in with it and your address.", name = page.name.to_string())}</p>
        <ActionForm action=action attr:novalidate="">
            <div class="stack">
                <ErrorNotice error=problem.trouble() />
                // Password managers keep the password with this address.
                <div class="field">
                    <label for="field-username">{t!("Email address")}</label>
                    <input id="field-username" type="email" autocomplete="username" readonly value=page.email.to_string() />
                </div>
                <TextField
                    label=t!("New password")
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    value=password
                    error=problem.for_field("password")
                    hint=t!("12 characters or more. A few words are easy to remember.")
                    required=true
                    autofocus=true
                />
                <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                    {move || if is_pending.get() { t!("Saving…") } else { t!("Save and sign in") }}
                </button>
            </div>
        </ActionForm>
    }
}

#[component]
fn NoLink(error: AppError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::backend::set_page_status(error.status());
    let title = if error == AppError::PasswordLinkUsed {
        t!("This link does not work")
    } else {
        t!("This page could not be shown")
    };
    view! {
        <h1>{title}</h1>
        <p class="cluster"><Icon name=IconName::Unlink /> {said(&error)}</p>
        <a class="button" data-kind="primary" href=routes::sign_in(None)>{t!("Sign in")}</a>
    }
}

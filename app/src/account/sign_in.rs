//! The sign-in page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::{SignIn, has_administrator};
use crate::identity::CardPage;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, FormProblem, Icon, IconName, TextField};

/// Address and password, and what to do when the site is new.
#[component]
pub fn SignInRoute() -> impl IntoView {
    let query = use_query_map();
    let next = move || query.read().get("next").unwrap_or_default();
    view! {
        <Title text=t!("Sign in") />
        <CardPage
            kind="sign-in"
            hint=t!("Invited to a session? Open the link from your invitation. You need no account.")
        >
            <h1>{t!("Sign in")}</h1>
            <FirstAdministrator />
            <SignInForm next=Signal::derive(next) />
        </CardPage>
    }
}

#[component]
fn SignInForm(next: Signal<String>) -> impl IntoView {
    let action = ServerAction::<SignIn>::new();
    let problem = FormProblem::of(action);
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_pending = action.pending();
    view! {
        <ActionForm action=action>
            <div class="stack">
                <ErrorNotice error=problem.trouble() />
                <input type="hidden" name="next" value=next />
                <TextField
                    label=t!("Email address")
                    name="email"
                    value=email
                    error=problem.for_field("email")
                    kind="email"
                    autocomplete="username"
                    required=true
                    autofocus=true
                />
                <TextField
                    label=t!("Password")
                    name="password"
                    value=password
                    error=problem.for_field("password")
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
                <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                    {move || if is_pending.get() { t!("Signing in…") } else { t!("Sign in") }}
                </button>
            </div>
        </ActionForm>
    }
}

/// Who has just set up the site has nobody to ask.
#[component]
fn FirstAdministrator() -> impl IntoView {
    let has_one = Resource::new(|| (), |()| has_administrator());
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                (has_one.await == Ok(false))
                    .then(|| {
                        view! {
                            <div class="notice" data-kind="wait">
                                <Icon name=IconName::Key />
                                <div class="stack" data-gap="small">
                                    <p>
                                        <strong>{t!("This site is new.")}</strong>
                                        {t!(" Nobody can sign in yet. ")}
                                        <a href=routes::setup()>{t!("Set it up")}</a>
                                    </p>
                                </div>
                            </div>
                        }
                    })
            })}
        </Suspense>
    }
}

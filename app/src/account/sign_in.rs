//! The sign-in page.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::Mark;
use super::api::{SignIn, has_administrator};
use crate::error::AppError;
use crate::identity::use_face;
use crate::language::LanguageChooser;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName, TextField};

/// Address and password, and what to do when the site is new.
#[component]
pub fn SignInRoute() -> impl IntoView {
    let face = use_face();
    let query = use_query_map();
    let next = move || query.read().get("next").unwrap_or_default();
    view! {
        <Title text=t!("Sign in") />
        <main id="main" tabindex="-1" class="sign-in">
            <div class="sign-in-brand">
                <Mark />
                <p>{move || face.name()}</p>
            </div>
            <section class="card sign-in-card">
                <h1>{t!("Sign in")}</h1>
                <FirstAdministrator />
                <SignInForm next=Signal::derive(next) />
            </section>
            <p class="sign-in-hint">
                {t!("Invited to a session? Open the link from your invitation. You need no account.")}
            </p>
            <LanguageChooser />
        </main>
    }
}

#[component]
fn SignInForm(next: Signal<String>) -> impl IntoView {
    let action = ServerAction::<SignIn>::new();
    let value = action.value();
    let problem = move || value.get().and_then(Result::err);
    let general = Signal::derive(move || problem().filter(|error| !matches!(error, AppError::Fields(_))));
    let for_field =
        move |name: &'static str| Signal::derive(move || problem().and_then(|error| error.for_field(name)));
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_pending = action.pending();
    view! {
        <ActionForm action=action>
            <div class="stack">
                <ErrorNotice error=general />
                <input type="hidden" name="next" value=next />
                <TextField
                    label=t!("Email address")
                    name="email"
                    value=email
                    error=for_field("email")
                    kind="email"
                    autocomplete="username"
                    required=true
                    autofocus=true
                />
                <TextField
                    label=t!("Password")
                    name="password"
                    value=password
                    error=for_field("password")
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

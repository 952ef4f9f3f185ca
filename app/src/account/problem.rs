//! What a page shows when it cannot be drawn.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use crate::error::AppError;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName};

/// The page for an error. Who only has to sign in is led to the sign-in page and back.
#[component]
pub fn PageProblem(error: AppError) -> impl IntoView {
    match error {
        AppError::SignInNeeded => view! { <ToSignIn /> }.into_any(),
        AppError::NotFound => view! { <NotFound /> }.into_any(),
        other => view! { <Trouble sentence=said(&other) /> }.into_any(),
    }
}

/// The page for a URL that names nothing.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::backend::set_page_status(404);
    view! {
        <Title text=t!("Page not found") />
        <section class="page page-narrow blank" data-tone="quiet">
            <span class="blank-mark"><Icon name=IconName::DoorOpen /></span>
            <h1>{t!("There is no such page")}</h1>
            <p>
                {t!(
                    "It may have been deleted, or it is open to others only. Check the address, or ask whoever gave it to you."
                )}
            </p>
            <a class="button" data-kind="primary" href=routes::rooms()>
                {t!("Go to your rooms")}
            </a>
        </section>
    }
}

#[component]
fn Trouble(sentence: String) -> impl IntoView {
    let here = use_location();
    let again = move || format!("{}{}", here.pathname.get(), here.search.get());
    view! {
        <Title text=t!("Something went wrong") />
        <section class="page page-narrow blank" data-tone="loss">
            <span class="blank-mark"><Icon name=IconName::Warning /></span>
            <h1>{t!("This page could not be shown")}</h1>
            <p role="alert">{sentence}</p>
            <a class="button" data-kind="primary" href=again rel="external">
                {t!("Try again")}
            </a>
        </section>
    }
}

#[component]
fn ToSignIn() -> impl IntoView {
    let here = use_location();
    let search = here.search.get_untracked();
    let path = here.pathname.get_untracked();
    let next = if search.is_empty() { path } else { format!("{path}?{search}") };
    view! { <Redirect path=routes::sign_in(Some(&next)) /> }
}

//! The first step: whoever can read what the server prints makes the first administrator.

use domain::setup::SetupStep;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::api::{ADMINISTRATOR_FORM, MakeFirstAdministrator};
use super::frame::StepFrame;
use crate::account::PageProblem;
use crate::account::api::has_administrator;
use crate::browser::place;
use crate::identity::{take_face, use_face};
use crate::routes;
use crate::t;
use crate::ui::{
    ErrorNotice, FormProblem, Icon, IconName, LeaveGuard, SkeletonLines, TextField, refused_fields,
};

/// The step, or the way on for whoever comes later.
#[component]
pub fn FirstAdministratorRoute() -> impl IntoView {
    let has_one = Resource::new(|| (), |()| has_administrator());
    let face = use_face();
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
            {move || Suspend::new(async move {
                match has_one.await {
                    Ok(false) => view! { <Step /> }.into_any(),
                    Ok(true) => {
                        let on = untrack(|| face.unfinished()).filter(|step| *step != SetupStep::Administrator);
                        view! { <Redirect path=on.map_or_else(routes::rooms, routes::setup_step) /> }.into_any()
                    }
                    Err(error) => view! { <main id="main"><PageProblem error /></main> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Step() -> impl IntoView {
    view! {
        <StepFrame step=SetupStep::Administrator heading=t!("Welcome. Who runs this site?")>
            <p>
                {t!("This site is new, and nobody can sign in yet. Make its first administrator: you are signed in at once, and can add \
                 others later.")}
            </p>
            <InTheOpen />
            <AdministratorForm />
            <details class="setup-aside">
                <summary>{t!("Rather on the command line?")}</summary>
                <p>{t!("On the machine that runs Greenroom, in its folder:")}</p>
                <pre class="command" tabindex="0">
                    <code>"greenroom user add you@example.org --first You --last Yourself --role admin"</code>
                </pre>
                <p>{t!("It shows a password with which you sign in.")}</p>
            </details>
        </StepFrame>
    }
}

#[component]
fn AdministratorForm() -> impl IntoView {
    let make = ServerAction::<MakeFirstAdministrator>::new();
    let (value, is_pending) = (make.value(), make.pending());
    let problem = FormProblem::of(make);
    take_face(move || value.get());
    let mut typed = refused_fields(ADMINISTRATOR_FORM).into_iter();
    let mut field = || RwSignal::new(typed.next().unwrap_or_default());
    let (code, first, last, email) = (field(), field(), field(), field());
    let password = RwSignal::new(String::new());
    // The code stands in the link that was printed.
    let typed = [first, last, email, password];
    let is_unsaved = Memo::new(move |_| typed.iter().any(|field| field.with(|typed| !typed.is_empty())));
    Effect::new(move || {
        if let Some(given) = place::take_from_fragment("code") {
            code.set(given);
        }
    });
    view! {
        <ActionForm action=make attr:novalidate=true>
            <div class="stack">
                <ErrorNotice error=problem.trouble() />
                <TextField
                    label=t!("Setup code")
                    name="code"
                    value=code
                    error=problem.for_field("code")
                    hint=t!("The server printed it when it was started, as in abcd-efgh-jkmn-pqrs.")
                    required=true
                />
                <div class="field-row">
                    <TextField
                        label=t!("First name")
                        name="first_name"
                        value=first
                        error=problem.for_field("first_name")
                        autocomplete="given-name"
                        required=true
                    />
                    <TextField
                        label=t!("Last name")
                        name="last_name"
                        value=last
                        error=problem.for_field("last_name")
                        autocomplete="family-name"
                        required=true
                    />
                </div>
                <TextField
                    label=t!("Email address")
                    name="email"
                    value=email
                    error=problem.for_field("email")
                    hint=t!("You sign in with it.")
                    kind="email"
                    autocomplete="username"
                    required=true
                />
                <TextField
                    label=t!("Password")
                    name="password"
                    value=password
                    error=problem.for_field("password")
                    hint=t!("At least 12 characters.")
                    kind="password"
                    autocomplete="new-password"
                    required=true
                />
                <button class="button setup-next" data-kind="primary" type="submit" disabled=is_pending>
                    {move || if is_pending.get() { t!("One moment…") } else { t!("Make the administrator") }}
                </button>
            </div>
        </ActionForm>
        <LeaveGuard is_unsaved=is_unsaved />
    }
}

/// Where browsers keep no sign-in, setting the site up leads nowhere: said before anything is typed.
#[component]
fn InTheOpen() -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move || is_open.set(!place::is_secure()));
    view! {
        <div role="status">
            {move || {
                is_open
                    .get()
                    .then(|| {
                        view! {
                            <div class="notice" data-kind="loss">
                                <Icon name=IconName::Warning />
                                <p>
                                    {t!("You are here over plain http, where browsers keep no sign-in. Put a proxy with TLS in front and come back \
                                     over https, or open the site as http://localhost on the machine itself.")}
                                </p>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

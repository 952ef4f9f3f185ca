//! All is proven; the door opens by itself.

use core::time::Duration;

use domain::Role;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{ConfirmSignIn, confirm_sign_in};
use super::knock::HostsMessage;
use super::visit::Visit;
use crate::browser::page_life::use_is_alive;
use crate::error::AppError;
use crate::room::RoleBadge;
use crate::routes;
use crate::{t, t_view};

#[component]
pub fn WaitStep(visit: Visit, role: Role) -> impl IntoView {
    Effect::new(move || {
        if visit.takes_claim_by_sign_in() {
            spawn_local(async move {
                if let Err(AppError::Refused(_)) = confirm_sign_in(visit.invitation).await {
                    visit.ask_again(Duration::ZERO, None);
                }
            });
        }
    });
    view! {
        <section class="guest-step" data-state="waiting" aria-labelledby="step">
            <Expected role=role />
            <p class="guest-step-words">{t!("Keep this page open: the door opens by itself.")}</p>
            <HostsMessage message=visit.message />
            <WithoutScript visit=visit />
        </section>
    }
}

/// "You are expected as …"
#[component]
pub fn Expected(role: Role) -> impl IntoView {
    view! {
        <h2 id="step" class="guest-expected">
            {t_view!("You are expected as {role}", role = view! { <RoleBadge role=role /> })}
        </h2>
    }
}

/// What the page does by itself, for readers whose browser runs no scripts.
#[component]
fn WithoutScript(visit: Visit) -> impl IntoView {
    let is_alive = use_is_alive();
    let confirm = ServerAction::<ConfirmSignIn>::new();
    let is_signed_in = Memo::new(move |_| visit.signed_in_as.with(Option::is_some));
    view! {
        <div class="cluster" hidden=move || is_alive.get()>
            <Show when=move || is_signed_in.get()>
                <ActionForm action=confirm>
                    <input type="hidden" name="invitation" value=visit.invitation.to_string() />
                    <button class="button">{t!("Confirm with your sign-in")}</button>
                </ActionForm>
            </Show>
            <a class="button" href=routes::join(visit.invitation) rel="external">{t!("Look again")}</a>
        </div>
    }
}

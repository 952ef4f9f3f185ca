//! All is proven; the door opens by itself.

use core::time::Duration;

use domain::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;
use server_fn::ServerFn;

use super::api::{ConfirmSignIn, confirm_sign_in};
use super::visit::Visit;
use crate::browser::page_life::use_is_alive;
use crate::error::AppError;
use crate::room::RoleBadge;
use crate::routes;

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
            <p class="guest-step-words">"Keep this page open: the door opens by itself."</p>
            <WithoutScript visit=visit />
        </section>
    }
}

/// "You are expected as …"
#[component]
pub fn Expected(role: Role) -> impl IntoView {
    view! {
        <h2 id="step" class="guest-expected">
            <span>"You are expected as "</span>
            <RoleBadge role=role />
        </h2>
    }
}

/// What the page does by itself, for readers whose browser runs no scripts.
#[component]
fn WithoutScript(visit: Visit) -> impl IntoView {
    let is_alive = use_is_alive();
    let is_signed_in = Memo::new(move |_| visit.signed_in_as.with(Option::is_some));
    view! {
        <div class="cluster" hidden=move || is_alive.get()>
            <Show when=move || is_signed_in.get()>
                <form action=ConfirmSignIn::url() method="post">
                    <input type="hidden" name="invitation" value=visit.invitation.to_string() />
                    <button class="button">"Confirm with your sign-in"</button>
                </form>
            </Show>
            <a class="button" href=routes::join(visit.invitation) rel="external">"Look again"</a>
        </div>
    }
}

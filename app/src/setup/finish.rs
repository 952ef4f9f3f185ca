//! A setup that was interrupted: administrators are asked to go on until it is over, or they want to hear no more of it.

use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::DismissSetup;
use crate::account::use_myself;
use crate::identity::{take_face, use_face};
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName};

/// Nothing, for all others and for a site that is set up.
#[component]
pub fn FinishSetup() -> impl IntoView {
    let me = use_myself().me;
    let face = use_face();
    let step = Memo::new(move |_| face.unfinished());
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                let is_administrator =
                    me.await.ok().flatten().is_some_and(|me| me.application_role.is_administrator());
                move || {
                    let step = step.get().filter(|_| is_administrator);
                    step.map(|step| view! { <Offer href=routes::setup_step(step) /> })
                }
            })}
        </Transition>
    }
}

#[component]
fn Offer(href: String) -> impl IntoView {
    let dismiss = ServerAction::<DismissSetup>::new();
    take_face(move || dismiss.value().get());
    let problem = Signal::derive(move || dismiss.value().get().and_then(Result::err));
    view! {
        <aside class="setup-offer" aria-label=t!("Setup")>
            <Icon name=IconName::Info />
            <p>{t!("Setting up this site is not finished.")}</p>
            <div class="cluster">
                <a class="button" href=href>{t!("Finish setting up")}</a>
                <ActionForm action=dismiss>
                    <button class="button" data-kind="quiet" type="submit">{t!("Dismiss [setup]")}</button>
                </ActionForm>
            </div>
            <ErrorNotice error=problem />
        </aside>
    }
}

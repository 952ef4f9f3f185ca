//! What is offered when the address is invited already.

use domain::language::Say;
use leptos::prelude::*;

use super::attempt::Attempt;
use crate::browser::focus::focus_id;
use crate::invitation::api::{IfInvited, InvitationReady};
use crate::t;
use crate::ui::{Icon, IconName};

const SHOW: &str = "show-existing-link";

/// The invitation that is there, and the two ways on: its link as it is, or the change that was meant.
#[component]
pub fn AlreadyInvited(attempt: Attempt, on_ready: Callback<InvitationReady>) -> impl IntoView {
    let there = Memo::new(move |_| attempt.already_invited());
    Effect::new(move |_| {
        if there.with(Option::is_some) {
            focus_id(SHOW);
        }
    });
    view! {
        <div role="alert" class="alert-region">
            {move || there.get().map(|there| view! { <Offer there=there attempt=attempt on_ready=on_ready /> })}
        </div>
    }
}

#[component]
fn Offer(there: InvitationReady, attempt: Attempt, on_ready: Callback<InvitationReady>) -> impl IntoView {
    let sentence =
        t!("{name} is already invited as {role}.", name = there.name.to_string(), role = there.role.say());
    let change = {
        let there = there.clone();
        move || attempt.fields.read().change_to(&there)
    };
    view! {
        <div class="notice already-invited" data-kind="info">
            <Icon name=IconName::Info />
            <div class="stack">
                <p>{sentence}</p>
                <div class="cluster">
                    <button
                        id=SHOW
                        type="button"
                        class="button"
                        on:click=move |_| on_ready.run(there.clone())
                    >
                        {t!("Show the existing link")}
                    </button>
                    {move || {
                        change()
                            .map(|label| {
                                view! {
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| attempt.send(IfInvited::Update)
                                    >
                                        {label}
                                    </button>
                                }
                            })
                    }}
                </div>
            </div>
        </div>
    }
}

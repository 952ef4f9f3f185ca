//! Who may come in, and whether there is Chat & Collaboration.

use domain::room::Audience;
use leptos::prelude::*;

use crate::language::said;
use crate::t;
use crate::ui::{Choice, ChoiceField};

fn hint(audience: Audience) -> &'static str {
    match audience {
        Audience::Invited => t!("Hosts invite them one by one; each gets a link of their own."),
        Audience::Site => {
            t!("They find the room in their list and come in as viewers. You can invite others, too.")
        }
    }
}

#[component]
pub fn AudienceField(audience: RwSignal<Audience>) -> impl IntoView {
    let choice = |value: &Audience| Choice::new(*value, value.word(), said(value), hint(*value));
    let choices = Audience::ALL.iter().map(choice).collect();
    view! {
        <ChoiceField id="audience" name="audience" legend=t!("Who can come in") choices=choices value=audience />
    }
}

#[component]
pub fn CollaborationSwitch(collaboration: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="choice">
            <input
                type="checkbox"
                role="switch"
                id="field-collaboration"
                name="collaboration"
                checked=collaboration.get_untracked()
                aria-describedby="field-collaboration-hint"
                on:change=move |event| collaboration.set(event_target_checked(&event))
            />
            <div>
                <label for="field-collaboration">{t!("Chat & Collaboration")}</label>
                <p class="field-hint" id="field-collaboration-hint">
                    {t!("The panel beside the stage. Inviting people needs it.")}
                </p>
            </div>
        </div>
    }
}

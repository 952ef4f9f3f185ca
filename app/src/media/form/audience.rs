//! Who may come in, and whether there is Chat & Collaboration.

use domain::room::Audience;
use leptos::prelude::*;

use crate::t;
use crate::ui::{Choice, ChoiceField};

#[component]
pub fn AudienceField(audience: RwSignal<Audience>) -> impl IntoView {
    let choice = |audience: Audience, label, hint| Choice::new(audience, audience.word(), label, hint);
    let choices = vec![
        choice(
            Audience::Invited,
            t!("Invited people only"),
            t!("Hosts invite them one by one; each gets a link of their own."),
        ),
        choice(
            Audience::Site,
            t!("Everyone who is signed in"),
            t!("They find the room in their list and come in as viewers. You can invite others, too."),
        ),
    ];
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

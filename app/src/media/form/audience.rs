//! Who may come in, and whether there is Chat & Collaboration.

use domain::room::Audience;
use leptos::prelude::*;

use crate::language::said;
use crate::t;

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
    let choice = move |value: Audience| {
        let id = format!("audience-{}", value.word());
        let hint_id = format!("{id}-hint");
        view! {
            <div class="choice">
                <input
                    type="radio"
                    id=id.clone()
                    name="audience"
                    value=value.word()
                    checked=audience.get_untracked() == value
                    aria-describedby=hint_id.clone()
                    on:change=move |_| audience.set(value)
                />
                <div>
                    <label for=id>{said(&value)}</label>
                    <p class="field-hint" id=hint_id>
                        {hint(value)}
                    </p>
                </div>
            </div>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{t!("Who can come in")}</legend>
            {Audience::ALL.iter().copied().map(choice).collect_view()}
        </fieldset>
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

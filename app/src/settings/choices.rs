//! The controls of the form that are no text fields.

use domain::ApplicationRole;
use domain::language::Say;
use domain::mailed_code::CodePolicy;
use domain::settings::PlusRule;
use leptos::prelude::*;

use crate::language::said;
use crate::t;
use crate::ui::{Choice, ChoiceField};

/// Something that is on or off, with what that means.
#[component]
pub fn Switch(
    /// Its id is `field-` and the name.
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<bool>,
) -> impl IntoView {
    let id = format!("field-{name}");
    let hint_id = format!("{id}-hint");
    view! {
        <div class="choice">
            <input
                type="checkbox"
                role="switch"
                id=id.clone()
                autocomplete="off"
                checked=value.get_untracked()
                prop:checked=value
                aria-describedby=hint_id.clone()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <div>
                <label for=id>{label}</label>
                <p class="field-hint" id=hint_id>
                    {hint}
                </p>
            </div>
        </div>
    }
}

/// The lowest role of the site with which hosts may invite.
#[component]
pub fn AllowedUsers(value: RwSignal<ApplicationRole>) -> impl IntoView {
    let option = move |role: ApplicationRole| {
        view! {
            <option value=role.word() selected=move || value.get() == role>
                {t!("{role} and above", role = role.say())}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for="field-allowed_users">{t!("Hosts who may invite")}</label>
            <p class="field-hint" id="field-allowed_users-hint">
                {t!(
                    "By their role on the site. Whoever is below it still hosts, without Invite users in the menu. Links they have given go on working."
                )}
            </p>
            <select
                id="field-allowed_users"
                autocomplete="off"
                aria-describedby="field-allowed_users-hint"
                on:change=move |event| {
                    if let Ok(role) = event_target_value(&event).parse() {
                        value.set(role);
                    }
                }
            >
                {ApplicationRole::ALL.iter().copied().map(option).collect_view()}
            </select>
        </div>
    }
}

/// Who is asked for a code from a mail, besides naming the address.
#[component]
pub fn MailedCode(value: RwSignal<CodePolicy>) -> impl IntoView {
    let choice = |policy: &CodePolicy| Choice::new(*policy, policy.word(), said(policy), hint(*policy));
    let choices = CodePolicy::ALL.iter().map(choice).collect();
    view! {
        <ChoiceField id="mailed-code" name="mailed_code" legend=t!("Code by mail") choices=choices value=value />
    }
}

fn hint(policy: CodePolicy) -> &'static str {
    match policy {
        CodePolicy::Nobody => t!("Usual. Guests name the invited address, and are in."),
        CodePolicy::ModeratorsAndSpeakers => t!(
            "They also enter a code of six digits that is mailed to the invited address. Viewers need none. Links that are out ask for it the next time somebody comes in."
        ),
        CodePolicy::Everyone => t!(
            "Nobody who is invited comes in without the code from the mail. Whoever comes by a guest link is asked for none; guest links can be switched off below."
        ),
    }
}

/// What is done about addresses with a tag.
#[component]
pub fn PlusAddresses(value: RwSignal<PlusRule>) -> impl IntoView {
    let choice = |rule: &PlusRule| Choice::new(*rule, rule.word(), said(rule), plus_hint(*rule));
    view! {
        <ChoiceField
            id="plus"
            name="plus_addresses"
            legend=t!("Addresses with a tag, as in name+tag@example.org")
            choices=PlusRule::ALL.iter().map(choice).collect()
            value=value
        />
    }
}

fn plus_hint(rule: PlusRule) -> &'static str {
    match rule {
        PlusRule::Allowed => t!(
            "name+tag is somebody else than name, and both can be invited. Usual, because most providers tell them apart."
        ),
        PlusRule::SamePerson => t!(
            "Whoever is invited at one of them is invited already at the other, and may name or sign in with either. For providers that deliver both to one mailbox."
        ),
        PlusRule::Refused => {
            t!("They can neither be invited nor come in. Links that are out to such addresses let nobody in.")
        }
    }
}

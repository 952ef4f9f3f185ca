//! A labelled text input with its hint and its error.

use domain::Language;
use leptos::html::Input;
use leptos::prelude::*;

use super::follow::follow;
use super::{Icon, IconName};

/// A text input. What people type before the page is alive is kept; `value` follows the input and leads it.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    /// The input's name; its id is `field-` and the name.
    #[prop(into)]
    name: String,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = "off")] autocomplete: &'static str,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] list: Option<&'static str>,
    /// Which keys a phone shows.
    #[prop(optional)]
    input_mode: Option<&'static str>,
    #[prop(optional)] max_length: Option<u32>,
    /// What is typed is in this language, not in that of the page.
    #[prop(optional)]
    language: Option<Language>,
    #[prop(optional)] node_ref: NodeRef<Input>,
) -> impl IntoView {
    let id = format!("field-{name}");
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    follow(node_ref, value);
    // Names run as they are written; addresses, numbers and passwords from left to right everywhere.
    let usual = if kind == "text" && input_mode.is_none() { "auto" } else { "ltr" };
    let direction = language.map_or(usual, |language| language.direction().word());
    let described_by = {
        let (hint_id, error_id, has_hint) = (hint_id.clone(), error_id.clone(), hint.is_some());
        move || described_by(has_hint.then_some(&hint_id), error.with(Option::is_some).then_some(&error_id))
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <input
                id=id
                name=name
                type=kind
                value=value.get_untracked()
                autocomplete=autocomplete
                lang=language.map(Language::word)
                dir=direction
                required=required
                autofocus=autofocus
                list=list
                inputmode=input_mode
                maxlength=max_length.map(|length| length.to_string())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described_by
                node_ref=node_ref
                on:input=move |event| value.set(event_target_value(&event))
            />
            <FieldErrorText id=error_id error=error />
        </div>
    }
}

/// The error of a field, under it. Its input names `id` in `aria-describedby`.
#[component]
pub fn FieldErrorText(
    #[prop(into)] id: String,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <p class="field-error" id=id hidden=move || error.with(Option::is_none)>
            <Icon name=IconName::Alert />
            <span>{move || error.get()}</span>
        </p>
    }
}

fn described_by(hint: Option<&String>, error: Option<&String>) -> Option<String> {
    let ids: Vec<&str> = [hint, error].into_iter().flatten().map(String::as_str).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

//! A labelled input of several lines with its hint and its error.

use domain::Language;
use leptos::html::Textarea;
use leptos::prelude::*;

use super::follow::follow;
use super::{FieldErrorText, raw_text};

/// Like [`super::TextField`], for several lines.
#[component]
pub fn TextArea(
    #[prop(into)] label: String,
    /// The input's name; its id is `field-` and the name.
    #[prop(into)]
    name: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into)] hint: String,
    #[prop(default = 4)] rows: u32,
    /// What is typed is in this language, not in that of the page.
    #[prop(optional)]
    language: Option<Language>,
) -> impl IntoView {
    let id = format!("field-{name}");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let input = NodeRef::<Textarea>::new();
    follow(input, value);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="field-hint" id=hint_id.clone()>
                {hint}
            </p>
            <textarea
                id=id
                name=name
                rows=rows.to_string()
                lang=language.map(Language::word)
                dir=language.map_or("auto", |language| language.direction().word())
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{hint_id} {error_id}")
                node_ref=input
                on:input=move |event| value.set(event_target_value(&event))
            >
                {raw_text(&value.read_untracked())}
            </textarea>
            <FieldErrorText id=error_id error=error />
        </div>
    }
}

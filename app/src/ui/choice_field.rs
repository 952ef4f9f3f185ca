//! One of a few things to choose from, each with what it means.

use leptos::prelude::*;

/// One of what can be chosen.
pub struct Choice<T> {
    value: T,
    word: &'static str,
    label: String,
    hint: &'static str,
}

impl<T> Choice<T> {
    /// `word` is what a form sends for `value`.
    pub fn new(value: T, word: &'static str, label: impl Into<String>, hint: &'static str) -> Self {
        Self { value, word, label: label.into(), hint }
    }
}

/// Radio buttons under a legend.
#[component]
pub fn ChoiceField<T: Copy + PartialEq + Send + Sync + 'static>(
    /// The ids of the buttons are made from it.
    id: &'static str,
    name: &'static str,
    legend: &'static str,
    choices: Vec<Choice<T>>,
    value: RwSignal<T>,
) -> impl IntoView {
    let button = move |choice: Choice<T>| {
        let Choice { value: own, word, label, hint } = choice;
        let id = format!("{id}-{word}");
        let hint_id = format!("{id}-hint");
        view! {
            <div class="choice">
                <input
                    type="radio"
                    id=id.clone()
                    name=name
                    value=word
                    autocomplete="off"
                    checked=value.get_untracked() == own
                    prop:checked=move || value.get() == own
                    aria-describedby=hint_id.clone()
                    on:change=move |_| value.set(own)
                />
                <div>
                    <label for=id>{label}</label>
                    <p class="field-hint" id=hint_id>
                        {hint}
                    </p>
                </div>
            </div>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            {choices.into_iter().map(button).collect_view()}
        </fieldset>
    }
}

//! An input that suggests while one types (ARIA APG: editable combobox, list autocomplete, manual selection).
//! What is typed stays what it is until a suggestion is chosen; nothing is ever chosen for the reader.

mod state;
mod suggesting;

use leptos::prelude::*;

use super::FieldErrorText;
use crate::browser;
use state::ComboboxState;
use suggesting::Suggesting;
pub use suggesting::{Found, Source};

/// The label, the input, its list, its hint and its error.
#[component]
pub fn Combobox<T: Clone + PartialEq + Send + Sync + 'static>(
    /// The input's id; the ids of its parts are made from it.
    id: &'static str,
    name: &'static str,
    label: &'static str,
    /// What the list is called.
    list_label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    source: Source<T>,
    /// The keyboard that phones show.
    #[prop(default = "text")]
    inputmode: &'static str,
    /// Gets the focus when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let list = Suggesting::new(source, value);
    let state = list.state;
    let list_id = format!("{id}-list");
    let is_open = Memo::new(move |_| state.with(ComboboxState::is_open));
    // Moving through the list draws nothing anew.
    let items = Memo::new(move |_| state.with(|state| state.items().to_vec()));
    let trouble = Memo::new(move |_| state.with(|state| state.trouble().map(str::to_owned)));
    let active_id = move || state.with(ComboboxState::active).map(|index| option_id(id, index));
    Effect::new(move |_| {
        if let Some(option) = active_id() {
            browser::scroll::reveal(&option);
        }
    });

    view! {
        <div class="field combobox">
            <label for=id>{label}</label>
            <p id=format!("{id}-hint") class="field-hint">{hint}</p>
            <div class="combobox-box">
                <input
                    id=id
                    name=name
                    type="text"
                    role="combobox"
                    inputmode=inputmode
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus=autofocus
                    required=required
                    aria-autocomplete="list"
                    aria-haspopup="listbox"
                    aria-controls=list_id.clone()
                    aria-expanded=move || is_open.get().to_string()
                    aria-activedescendant=active_id
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=format!("{id}-hint {id}-error")
                    prop:value=value
                    on:input=move |event| list.type_text(event_target_value(&event))
                    on:keydown=move |event| list.press(&event)
                    on:blur=move |_| list.dismiss()
                />
                <ul id=list_id role="listbox" aria-label=list_label class="combobox-list" hidden=move || !is_open.get()>
                    {move || items.with(|items| options(id, items, list))}
                </ul>
                <p class="combobox-trouble" hidden=move || trouble.with(Option::is_none)>{trouble}</p>
            </div>
            <FieldErrorText id=format!("{id}-error") error=error />
            <p role="status" class="visually-hidden">{list.status}</p>
        </div>
    }
}

fn option_id(id: &str, index: usize) -> String {
    format!("{id}-option-{index}")
}

/// The options. A press of the mouse must not take the focus from the input, whose blur would close the list.
fn options<T: Clone + PartialEq + Send + Sync + 'static>(
    id: &'static str,
    items: &[T],
    list: Suggesting<T>,
) -> Vec<AnyView> {
    let option = |(index, item): (usize, &T)| {
        let is_active = move || list.state.with(ComboboxState::active) == Some(index);
        view! {
            <li
                id=option_id(id, index)
                role="option"
                class="combobox-option"
                aria-selected=move || is_active().to_string()
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| list.choose(index)
            >
                {(list.source.draw)(item)}
            </li>
        }
        .into_any()
    };
    items.iter().enumerate().map(option).collect()
}

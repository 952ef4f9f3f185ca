//! A text to take along: a read-only input and the button that copies it. The text is in the page before the
//! click, since Safari refuses a copy that waits for an answer first.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::browser;
use crate::t;
use crate::ui::copy_button::{CopyState, CopyStateButton};

/// The input with its label, the button beside it, and what became of the copy.
#[component]
pub fn CopyField(
    id: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    /// What the button says, as in "Copy link".
    button: &'static str,
    /// What is said after a success, as in "Link copied".
    done: &'static str,
    /// What to do with it then, as in "Paste it into your message."
    next: &'static str,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let state = RwSignal::new(CopyState::default());
    let copy = move || {
        if let Some(input) = input.get_untracked() {
            browser::clipboard::copy(&input, move |is_copied| CopyState::settle(state, is_copied));
        }
    };
    let copy_on_enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            copy();
        }
    };
    // It is selected as soon as it appears.
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            browser::clipboard::select_all(&input);
        }
    });

    view! {
        <div class="field copy-field">
            <label for=id>{label}</label>
            <div class="copy-field-row">
                <input
                    node_ref=input
                    id=id
                    type="text"
                    readonly
                    spellcheck="false"
                    autofocus
                    value=value
                    on:focus=move |_| {
                        if let Some(input) = input.get_untracked() {
                            input.select();
                        }
                    }
                    on:keydown=copy_on_enter
                />
                <CopyStateButton
                    state=state
                    label=button
                    done=done
                    kind="primary"
                    on_press=Callback::new(move |()| copy())
                />
            </div>
            <p role="status" class="copy-field-state" data-state=move || matches!(state.get(), CopyState::Failed).then_some("failed")>
                {move || sentence(state.get(), done, next)}
            </p>
        </div>
    }
}

fn sentence(state: CopyState, done: &str, next: &str) -> String {
    match state {
        CopyState::Offered => String::new(),
        CopyState::Copied => format!("{done}. {next}"),
        CopyState::Failed => {
            t!("The browser did not let it be copied. Press Ctrl+C (or ⌘C) to copy.").to_owned()
        }
    }
}

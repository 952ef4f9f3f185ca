//! The button that copies a text. It says what happened, on itself and to assistive technology.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser;
use crate::ui::{Icon, IconName};

/// How long the button tells of a success before it offers the copy again.
const TOLD_FOR: Duration = Duration::from_secs(4);

/// What became of the copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyState {
    #[default]
    Offered,
    Copied,
    Failed,
}

impl CopyState {
    fn word(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Copied => "copied",
            Self::Failed => "failed",
        }
    }

    /// Writes down how it went; a success is forgotten after a while, a failure stays.
    pub fn settle(state: RwSignal<Self>, is_copied: bool) {
        state.try_set(if is_copied { Self::Copied } else { Self::Failed });
        if is_copied {
            set_timeout(
                move || {
                    state.try_maybe_update(|state| {
                        let was_copied = *state == Self::Copied;
                        if was_copied {
                            *state = Self::Offered;
                        }
                        (was_copied, ())
                    });
                },
                TOLD_FOR,
            );
        }
    }
}

/// The button as it looks in each state.
#[component]
pub fn CopyStateButton(
    state: RwSignal<CopyState>,
    label: &'static str,
    /// What is said after a success, as in "Link copied".
    done: &'static str,
    kind: &'static str,
    /// Who or what the text belongs to, where several such buttons stand on one page.
    #[prop(optional, into)]
    of: String,
    on_press: Callback<()>,
) -> impl IntoView {
    let is_copied = move || state.get() == CopyState::Copied;
    let icon = move || {
        let name = if is_copied() { IconName::Check } else { IconName::Copy };
        view! { <Icon name=name /> }
    };

    view! {
        <button
            type="button"
            class="button copy-button"
            data-kind=kind
            data-state=move || state.get().word()
            on:click=move |_| on_press.run(())
        >
            {icon}
            <span>{move || if is_copied() { done } else { label }}</span>
            {(!of.is_empty()).then(|| view! { <span class="visually-hidden">{format!(" {of}")}</span> })}
        </button>
    }
}

/// Copies `text`, which no input on the page shows. When the browser refuses, `on_refused` must show it.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    label: &'static str,
    done: &'static str,
    /// Who or what the text belongs to, where several such buttons stand on one page.
    #[prop(optional, into)]
    of: String,
    on_refused: Callback<()>,
) -> impl IntoView {
    let state = RwSignal::new(CopyState::default());
    let said = move || if state.get() == CopyState::Copied { done } else { "" };
    let copy = move |()| {
        browser::clipboard::copy_text(&text.get_untracked(), move |is_copied| {
            if is_copied {
                CopyState::settle(state, true);
            } else {
                on_refused.run(());
            }
        });
    };

    view! {
        <CopyStateButton state=state label=label done=done kind="quiet" of=of on_press=Callback::new(copy) />
        <span role="status" class="visually-hidden">{said}</span>
    }
}

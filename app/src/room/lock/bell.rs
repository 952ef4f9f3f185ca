//! A short sound when somebody knocks, which can be switched off.

use leptos::prelude::*;

use crate::browser::sound::ring;
use crate::ui::{Icon, IconName};

#[derive(Clone, Copy)]
pub struct Bell {
    is_on: RwSignal<bool>,
}

impl Bell {
    pub fn new() -> Self {
        Self { is_on: RwSignal::new(true) }
    }

    pub fn ring(self) {
        if self.is_on.get_untracked() {
            ring();
        }
    }
}

#[component]
pub fn BellSwitch(bell: Bell) -> impl IntoView {
    let is_on = bell.is_on;
    view! {
        <button
            class="button"
            data-kind="quiet"
            type="button"
            aria-pressed=move || is_on.get().to_string()
            on:click=move |_| is_on.update(|is_on| *is_on = !*is_on)
        >
            {move || {
                let name = if is_on.get() { IconName::Bell } else { IconName::BellOff };
                view! { <Icon name=name /> }
            }}
            "Sound when somebody waits"
        </button>
    }
}

//! A short sound when somebody knocks. Whoever switches it off has it switched off from then on.

use leptos::prelude::*;

use crate::browser::kept_choice::{find, keep};
use crate::browser::sound::ring;
use crate::t;
use crate::ui::{Icon, IconName};

/// The name under which the choice is kept, and its values.
const KEPT: &str = "bell";
const ON: &str = "on";
const OFF: &str = "off";

#[derive(Clone, Copy)]
pub struct Bell {
    is_on: RwSignal<bool>,
}

impl Bell {
    pub fn new() -> Self {
        let is_on = RwSignal::new(true);
        Effect::new(move || {
            if find(KEPT).as_deref() == Some(OFF) {
                is_on.set(false);
            }
        });
        Self { is_on }
    }

    fn switch(self) {
        self.is_on.update(|is_on| *is_on = !*is_on);
        keep(KEPT, if self.is_on.get_untracked() { ON } else { OFF });
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
            on:click=move |_| bell.switch()
        >
            {move || {
                let name = if is_on.get() { IconName::Bell } else { IconName::BellOff };
                view! { <Icon name=name /> }
            }}
            {t!("Sound when somebody waits")}
        </button>
    }
}

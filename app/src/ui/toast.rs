//! Short messages at the edge of the page, and the two live regions through which everything is said aloud.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::t;

const STAYS_FOR: Duration = Duration::from_secs(6);
/// Long enough to find the button by keyboard or by ear.
const UNDO_STAYS_FOR: Duration = Duration::from_secs(20);

/// What can be said, from anywhere on a page.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    polite: RwSignal<String>,
    assertive: RwSignal<String>,
    /// While a pointer or the focus is on a toast, none goes away.
    is_held: RwSignal<bool>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    action: Option<(String, Act)>,
}

/// What a toast's button does. No callback of the framework: a toast outlives the part of the page that says it.
type Act = Arc<dyn Fn() + Send + Sync>;

impl Toasts {
    /// Shows a message for a while and says it.
    pub fn say(&self, text: impl Into<String>) {
        self.show(text.into(), None, STAYS_FOR);
    }

    /// Shows a message with a button that takes back what it tells.
    pub fn say_with_undo(
        &self,
        text: impl Into<String>,
        label: impl Into<String>,
        undo: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(text.into(), Some((label.into(), Arc::new(undo))), UNDO_STAYS_FOR);
    }

    /// Says a message when the reader is idle; shows nothing.
    pub fn announce(&self, text: &str) {
        speak(self.polite, text);
    }

    /// Says a message at once; shows nothing.
    pub fn announce_now(&self, text: &str) {
        speak(self.assertive, text);
    }

    /// Takes away what is shown: it tells of a place where the reader is no longer.
    pub fn clear(&self) {
        self.is_held.try_set(false);
        self.shown.try_update(Vec::clear);
    }

    fn show(self, text: String, action: Option<(String, Act)>, stays_for: Duration) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.announce(&text);
        self.shown.update(|shown| shown.push(Toast { id, text, action }));
        self.dismiss_after(id, stays_for);
    }

    fn dismiss_after(self, id: u32, wait: Duration) {
        set_timeout(
            move || {
                if self.is_held.try_get_untracked() == Some(true) {
                    self.dismiss_after(id, STAYS_FOR);
                } else {
                    self.dismiss(id);
                }
            },
            wait,
        );
    }

    fn dismiss(self, id: u32) {
        self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// The same words twice in a row are two messages: a trailing space makes the region change.
fn speak(region: RwSignal<String>, text: &str) {
    region.update(|said| {
        *said = if said.as_str() == text { format!("{text}\u{a0}") } else { text.to_owned() };
    });
}

/// Makes toasts available below; [`Toaster`] shows them.
pub fn provide_toasts() {
    provide_context(Toasts {
        shown: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        polite: RwSignal::new(String::new()),
        assertive: RwSignal::new(String::new()),
        is_held: RwSignal::new(false),
    });
}

pub fn use_toast() -> Toasts {
    expect_context()
}

/// The place of the toasts, and the live regions. Once for each page.
#[component]
pub fn Toaster() -> impl IntoView {
    let toasts = use_toast();
    let hold = move |held: bool| toasts.is_held.set(held);
    view! {
        <div class="visually-hidden" role="status">{move || toasts.polite.get()}</div>
        <div class="visually-hidden" role="alert">{move || toasts.assertive.get()}</div>
        <div
            class="toasts"
            on:pointerenter=move |_| hold(true)
            on:pointerleave=move |_| hold(false)
            on:focusin=move |_| hold(true)
            on:focusout=move |_| hold(false)
        >
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <ToastView toast />
            </For>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let toasts = use_toast();
    let id = toast.id;
    // What was held by the focus or the pointer on this toast is let go with it.
    let close = move || {
        toasts.is_held.set(false);
        toasts.dismiss(id);
    };
    view! {
        <div class="toast">
            <p>{toast.text}</p>
            {toast
                .action
                .map(|(label, action)| {
                    view! {
                        <button
                            class="button"
                            type="button"
                            on:click=move |_| {
                                close();
                                action();
                            }
                        >
                            <Icon name=IconName::Undo />
                            {label}
                        </button>
                    }
                })}
            <button class="icon-button" type="button" aria-label=t!("Close message") on:click=move |_| close()>
                <Icon name=IconName::Close />
            </button>
        </div>
    }
}

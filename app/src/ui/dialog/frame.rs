//! The `<dialog>` element, its title and the three ways out of it.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use crate::browser;
use crate::t;
use crate::ui::{Icon, IconName};

/// A window that tells `on_dismiss` when the reader wants it gone, and goes when `open` says so.
#[component]
pub fn DialogFrame(
    #[prop(into)] id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    return_focus: MaybeProp<String>,
    on_dismiss: Callback<()>,
    #[prop(default = "dialog")] role: &'static str,
    /// The id of a text that belongs to the title.
    #[prop(optional, into)]
    described_by: Option<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let title_id = StoredValue::new(format!("{id}-title"));
    let pressed_backdrop = StoredValue::new(false);
    let dismiss = move |event: &Event| {
        event.prevent_default();
        event.stop_propagation();
        on_dismiss.run(());
    };
    let on_key = move |event: KeyboardEvent| {
        if browser::dialog::asks_to_close(&event) {
            dismiss(&event);
        }
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        if browser::dialog::is_on_backdrop(&event) && pressed_backdrop.get_value() {
            dismiss(&event);
        }
    };

    view! {
        <dialog
            node_ref=element
            id=id
            class="dialog"
            role=role
            aria-labelledby=title_id.get_value()
            aria-describedby=described_by
            on:keydown=on_key
            on:cancel=move |event: Event| dismiss(&event)
            on:close=move |_| {
                if !element.get_untracked().is_some_and(|element| element.open()) {
                    open.set(false);
                }
            }
            on:pointerdown=move |event| pressed_backdrop.set_value(browser::dialog::is_on_backdrop(&event))
            on:click=on_click
        >
            <Show when=move || open.get()>
                <Opened element=element return_focus=return_focus />
                <div class="dialog-panel">
                    <header class="dialog-header">
                        <h2 id=title_id.get_value() class="dialog-title">{title}</h2>
                        <button
                            type="button"
                            class="icon-button"
                            aria-label=t!("Close")
                            on:click=move |_| on_dismiss.run(())
                        >
                            <Icon name=IconName::Close />
                        </button>
                    </header>
                    <div class="dialog-body">{children()}</div>
                </div>
            </Show>
        </dialog>
    }
}

/// Draws nothing: opens the element when the content is there, closes it and gives the focus back when the
/// content goes.
#[component]
fn Opened(element: NodeRef<html::Dialog>, return_focus: MaybeProp<String>) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            browser::dialog::show_modal(&element);
        }
    });
    on_cleanup(move || {
        if let Some(element) = element.try_get_untracked().flatten() {
            browser::dialog::close(&element);
        }
        if let Some(id) = return_focus.try_get_untracked().flatten() {
            browser::focus::focus_id(&id);
        }
    });
}

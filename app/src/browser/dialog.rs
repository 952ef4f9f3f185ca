//! Opening and closing native `<dialog>` elements. Called from effects and event handlers only, which the
//! server never runs.

use leptos::ev::{Event, KeyboardEvent};
use web_sys::HtmlDialogElement;
use web_sys::wasm_bindgen::JsCast;

/// Opens it in the top layer; all else becomes inert, and the element with `autofocus` gets the focus.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // Refused only for an element outside the page, which then cannot be seen either.
        let _ = dialog.show_modal();
    }
}

/// Closes it; the browser gives the focus back to where it was before.
pub fn close(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// Whether the event happened on the backdrop: a dialog without padding is its own target only there.
pub fn is_on_backdrop(event: &Event) -> bool {
    event.target().is_some_and(|target| {
        target.is_instance_of::<HtmlDialogElement>() && event.current_target() == Some(target)
    })
}

/// Whether this key press asks to close, and nothing inside has used it up.
pub fn asks_to_close(event: &KeyboardEvent) -> bool {
    event.key() == "Escape" && !event.is_composing() && !event.default_prevented()
}

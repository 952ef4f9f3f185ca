//! Leaving a page on which something is typed that is not saved.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MouseEvent};

/// While `is_unsaved`, the browser asks before it closes or reloads the page, and `ask` gets the address of a link that
/// leads elsewhere within the site, which is not followed. On the server: nothing.
pub fn guard_leaving(is_unsaved: Signal<bool>, ask: impl Fn(String) + Clone + 'static) {
    Effect::new(move |_| {
        // Only meanwhile: a page that listens is not kept for the back button by some browsers.
        if is_unsaved.get() {
            let closed = window_event_listener(ev::beforeunload, |event| event.prevent_default());
            on_cleanup(move || closed.remove());
            hold_links(ask.clone());
        }
    });
}

/// On the document, which hears of a click before the router does on the window.
fn hold_links(ask: impl Fn(String) + 'static) {
    let clicked = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(address) = followed(&event) {
            event.prevent_default();
            ask(address);
        }
    });
    // Refused only by what is no event target.
    _ = document().add_event_listener_with_callback("click", clicked.as_ref().unchecked_ref());
    let clicked = StoredValue::new_local(clicked);
    on_cleanup(move || {
        clicked.with_value(|clicked| {
            _ = document().remove_event_listener_with_callback("click", clicked.as_ref().unchecked_ref());
        });
    });
}

/// The address within the site that this window is about to show because of a click.
fn followed(event: &MouseEvent) -> Option<String> {
    let is_plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let is_elsewhere = ["target", "download"].iter().any(|name| link.has_attribute(name));
    let address = link.get_attribute("href")?;
    let is_of_site = address.starts_with('/') && !address.starts_with("//");
    (is_plain && !is_elsewhere && is_of_site).then_some(address)
}

//! Leaving a page on which something is typed that is not saved.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MouseEvent};

/// While `is_unsaved`, the browser asks before it closes or reloads the page, and `ask` gets the address of a link that
/// leads elsewhere within the site, which is not followed: to another path or, `by_query`, to another query as well. On
/// the server: nothing.
pub fn guard_leaving(is_unsaved: Signal<bool>, by_query: bool, ask: impl Fn(String) + Clone + 'static) {
    Effect::new(move |_| {
        // Only meanwhile: a page that listens is not kept for the back button by some browsers.
        if is_unsaved.get() {
            hold_page();
            hold_links(by_query, ask.clone());
        }
    });
}

/// A form with `data-download` is answered by a file, and the page stays; the browser does not know that yet when it
/// asks.
fn hold_page() {
    let is_download = StoredValue::new(false);
    let sent = window_event_listener(ev::submit, move |event| {
        let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        is_download.set_value(form.is_some_and(|form| form.has_attribute("data-download")));
    });
    let closed = window_event_listener(ev::beforeunload, move |event| {
        if !is_download.get_value() {
            event.prevent_default();
        }
        is_download.set_value(false);
    });
    on_cleanup(move || {
        sent.remove();
        closed.remove();
    });
}

/// On the document, which hears of a click before the router does on the window.
fn hold_links(by_query: bool, ask: impl Fn(String) + 'static) {
    let clicked = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(address) = followed(&event).filter(|address| by_query || !is_of_this_page(address)) {
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

/// Whether an address has the path of this page, as that of a list filtered otherwise: what is typed beside it stays.
fn is_of_this_page(address: &str) -> bool {
    let path = address.split(['?', '#']).next();
    window().location().pathname().ok().as_deref() == path
}

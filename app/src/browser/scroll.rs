//! Scrolling one box without moving the page. Called from effects only, which the server never runs.

use leptos::prelude::document;
use web_sys::HtmlElement;
use web_sys::wasm_bindgen::JsCast;

/// Scrolls the parent of the element with this id so far that all of the element is in sight.
pub fn reveal(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(element) = element else { return };
    let Some(parent) = element.parent_element() else { return };
    let (top, bottom) = (element.offset_top(), element.offset_top() + element.offset_height());
    if top < parent.scroll_top() {
        parent.set_scroll_top(top);
    } else if bottom > parent.scroll_top() + parent.client_height() {
        parent.set_scroll_top(bottom - parent.client_height());
    }
}

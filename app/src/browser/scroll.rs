//! Scrolling. Called from effects and by people only, which the server never runs.

use leptos::prelude::document;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Scrolls whatever scrolls around an element just so far that all of it is in sight.
pub fn into_sight(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

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

/// A box counts as scrolled to its end when less than this many pixels are missing.
const NEARLY: i32 = 48;

/// Whether the end of what it holds is in sight.
pub fn is_at_end(scrolled: &Element) -> bool {
    scrolled.scroll_height() - scrolled.scroll_top() - scrolled.client_height() < NEARLY
}

/// Whether the beginning is nearly in sight.
pub fn is_near_start(scrolled: &Element) -> bool {
    scrolled.scroll_top() < 2 * NEARLY
}

/// Brings the end into sight.
pub fn to_end(scrolled: &Element) {
    scrolled.set_scroll_top(scrolled.scroll_height());
}

/// How much lies below what is in sight: to be kept by [`keep_below`] when something is put in above it.
pub fn below(scrolled: &Element) -> i32 {
    scrolled.scroll_height() - scrolled.scroll_top()
}

/// Shows what was in sight when [`below`] was asked.
pub fn keep_below(scrolled: &Element, below: i32) {
    scrolled.set_scroll_top(scrolled.scroll_height() - below);
}

//! Moving the keyboard's focus. On the server nothing is focused: these functions do nothing there, because no
//! element is mounted.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// Which of several items to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    First,
    Last,
    /// After the focused one, going round.
    Next,
    /// Before the focused one, going round.
    Previous,
    /// The next one whose text begins so.
    StartingWith(String),
}

/// Focuses the page's main part, without scrolling back to its top when it is already in view.
pub fn focus_main() {
    if cfg!(feature = "ssr") {
        return;
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
    focus_id("main");
}

/// Focuses the element with this id, if there is one.
pub fn focus_id(id: &str) {
    if cfg!(feature = "ssr") {
        return;
    }
    if let Some(element) = document().get_element_by_id(id).and_then(|found| found.dyn_into().ok()) {
        take_focus(&element);
    }
}

/// Focuses the first element inside `container` that matches `selector`.
pub fn focus_first(container: &Element, selector: &str) {
    if let Some(element) = items(container, selector).first() {
        take_focus(element);
    }
}

/// Focuses one of the elements inside `container` that match `selector`.
pub fn focus_item(container: &Element, selector: &str, goal: &Goal) {
    let items = items(container, selector);
    let Some(last) = items.len().checked_sub(1) else { return };
    let focused = document().active_element();
    let at = items.iter().position(|item| Some(item.unchecked_ref::<Element>()) == focused.as_ref());
    let wanted = match goal {
        Goal::First => Some(0),
        Goal::Last => Some(last),
        Goal::Next => Some(at.map_or(0, |at| if at == last { 0 } else { at + 1 })),
        Goal::Previous => Some(at.map_or(last, |at| at.checked_sub(1).unwrap_or(last))),
        Goal::StartingWith(prefix) => {
            let begins = |index: &usize| {
                let text = items[*index].text_content().unwrap_or_default();
                text.trim().to_lowercase().starts_with(&prefix.to_lowercase())
            };
            let after = at.map_or(0, |at| at + 1);
            (after..items.len()).chain(0..after).find(begins)
        }
    };
    if let Some(item) = wanted.and_then(|index| items.get(index)) {
        take_focus(item);
    }
}

/// Whether `target`, as an event tells it, lies inside `container`.
pub fn is_inside(container: &Node, target: Option<&web_sys::EventTarget>) -> bool {
    container.contains(target.and_then(|target| target.dyn_ref::<Node>()))
}

fn items(container: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = container.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

fn take_focus(element: &HtmlElement) {
    if element.focus().is_err() {
        leptos::logging::warn!("an element could not be focused");
    }
}

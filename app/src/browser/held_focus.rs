//! The focus while a list changes its order: an element that is moved loses it.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::focus::focus_id;

/// Changes the page, and gives the focus back to the element that had it; to the element with the id `instead` when
/// that one is gone. On the server: changes only.
pub fn hold_during(instead: &'static str, change: impl FnOnce()) {
    hold_or_move(vec![instead.to_owned()], change);
}

/// As [`hold_during`], with more than one place for the focus: the first that there is.
pub fn hold_or_move(instead: Vec<String>, change: impl FnOnce()) {
    if cfg!(feature = "ssr") {
        return change();
    }
    let focused = document().active_element().and_then(|focused| focused.dyn_into::<HtmlElement>().ok());
    change();
    let Some(focused) = focused.filter(|focused| focused.tag_name() != "BODY") else { return };
    request_animation_frame(move || {
        let now = document().active_element();
        if now.is_some_and(|now| now.tag_name() != "BODY") {
            return;
        }
        if focused.is_connected() {
            _ = focused.focus();
        } else {
            let is_there = |id: &&String| document().get_element_by_id(id).is_some();
            if let Some(id) = instead.iter().find(is_there) {
                focus_id(id);
            }
        }
    });
}

//! The focus after the element that had it is gone.

use leptos::prelude::{document, request_animation_frame};

use super::focus::focus_id;

/// Gives the focus to the element with this id, if nothing has it once the page is drawn anew. On the server
/// never called: only event handlers do.
pub fn regain(id: String) {
    request_animation_frame(move || {
        let focused = document().active_element();
        if focused.is_none_or(|focused| focused.tag_name() == "BODY") {
            focus_id(&id);
        }
    });
}

/// As [`regain`], for what stands after that under the id of the element that has the focus now. On the server: nothing.
pub fn regain_in_place() {
    if cfg!(feature = "ssr") {
        return;
    }
    let focused = document().active_element().map(|focused| focused.id());
    if let Some(id) = focused.filter(|id| !id.is_empty()) {
        regain(id);
    }
}

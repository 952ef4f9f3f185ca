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

//! Whether somebody reads a list, so that nothing may be put in above what they read.

use leptos::prelude::document;

/// Whether the list with this id is scrolled out at its top, has the focus in it, or has something opened in it.
pub fn is_reading(id: &str) -> bool {
    if cfg!(feature = "ssr") {
        return false;
    }
    let Some(list) = document().get_element_by_id(id) else { return false };
    let is_scrolled = list.get_bounding_client_rect().top() < 0.0;
    let has_focus = document().active_element().is_some_and(|focused| list.contains(Some(&focused)));
    let has_opened = list.query_selector("details[open]").ok().flatten().is_some();
    is_scrolled || has_focus || has_opened
}

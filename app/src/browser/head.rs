//! What the server tells the browser in the head of the document.

use leptos::prelude::document;

/// The content of the `<meta>` with this name. Called in the browser only.
pub fn told(name: &str) -> Option<String> {
    let line = document().query_selector(&format!("meta[name={name}]")).ok()??;
    line.get_attribute("content")
}

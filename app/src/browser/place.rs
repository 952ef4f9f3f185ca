//! Where this page is, as the browser sees it.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Scheme, host and port, as in `https://greenroom.example.org`. On the server: nothing.
pub fn origin() -> Option<String> {
    if cfg!(feature = "ssr") { None } else { window().location().origin().ok() }
}

/// Whether browsers keep secure cookies of this page. On the server: taken for granted.
pub fn is_secure() -> bool {
    cfg!(feature = "ssr") || window().is_secure_context()
}

/// Takes the value of `name` out of the part of the URL that is never sent, so that no history keeps it. On the server:
/// nothing.
pub fn take_from_fragment(name: &str) -> Option<String> {
    if cfg!(feature = "ssr") {
        return None;
    }
    let location = window().location();
    let value = location.hash().ok()?.strip_prefix('#')?.strip_prefix(name)?.strip_prefix('=')?.to_owned();
    let path = location.pathname().ok()?;
    // Refused only where the browser keeps no history at all.
    _ = window().history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    Some(value)
}

//! Choices that stay on this device, as how a list is sorted. Nothing depends on them: a browser that keeps nothing is
//! answered with the usual.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// What was chosen under this name before. On the server: nothing.
pub fn find(name: &str) -> Option<String> {
    Reflect::get(&storage()?, &key(name)).ok()?.as_string()
}

/// Keeps what has been chosen. On the server: does nothing.
pub fn keep(name: &str, chosen: &str) {
    if let Some(storage) = storage() {
        // Refused when the browser is told to keep nothing.
        _ = Reflect::set(&storage, &key(name), &chosen.into());
    }
}

fn storage() -> Option<JsValue> {
    if cfg!(feature = "ssr") {
        return None;
    }
    Reflect::get(&window(), &"localStorage".into()).ok().filter(JsValue::is_object)
}

fn key(name: &str) -> JsValue {
    format!("greenroom-{name}").into()
}

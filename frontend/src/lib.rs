//! The browser's entry: attaches the application to the page the server has drawn.

use leptos::{mount::hydrate_from_async, tachys::dom::body};
use wasm_bindgen::prelude::wasm_bindgen;

/// Done when the page can be used: the part it needs has come, and the page listens.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_from_async(body(), app::App).await.forget();
}

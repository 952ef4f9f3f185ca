//! The browser's entry: attaches the application to the page the server has drawn.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate(locale: &str, sentences: &str) {
    console_error_panic_hook::set_once();
    app::language::speak(locale, sentences);
    leptos::mount::hydrate_body(app::App);
}

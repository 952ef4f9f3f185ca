//! What an input holds, whether it has one line or many. Only mounted elements have it, so nothing of this runs on the
//! server.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// An element people type into.
pub trait TypedText: JsCast + Clone {
    fn typed(&self) -> String;
    fn show(&self, text: &str);
}

impl TypedText for HtmlInputElement {
    fn typed(&self) -> String {
        self.value()
    }

    fn show(&self, text: &str) {
        self.set_value(text);
    }
}

impl TypedText for HtmlTextAreaElement {
    fn typed(&self) -> String {
        self.value()
    }

    fn show(&self, text: &str) {
        self.set_value(text);
    }
}

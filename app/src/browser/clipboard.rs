//! Copying and sharing text. Called from event handlers only, which the server never runs; [`can_share`] is
//! for effects.

use leptos::prelude::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDocument, HtmlElement, HtmlInputElement};

/// Copies what `input` holds and tells `then` whether it is truly on the clipboard. The copy begins before this
/// returns: Safari refuses one that begins later than the click. After a failure the text is left selected.
pub fn copy(input: &HtmlInputElement, then: impl FnOnce(bool) + 'static) {
    let clipboard = window().navigator().clipboard();
    if clipboard.is_undefined() {
        // The page is not in a secure context.
        return then(copy_selected(input));
    }
    let writing = JsFuture::from(clipboard.write_text(&input.value()));
    let input = input.clone();
    spawn_local(async move { then(writing.await.is_ok() || copy_selected(&input)) });
}

/// Copies a text that no input on the page holds, as [`copy`] does.
pub fn copy_text(text: &str, then: impl FnOnce(bool) + 'static) {
    let Some(input) = temporary_input(text) else { return then(false) };
    copy(&input.clone(), move |is_copied| {
        input.remove();
        then(is_copied);
    });
}

fn temporary_input(text: &str) -> Option<HtmlInputElement> {
    let input = document().create_element("input").ok()?.dyn_into::<HtmlInputElement>().ok()?;
    input.set_class_name("visually-hidden");
    input.set_read_only(true);
    input.set_value(text);
    // Beside the focused element, because all else is inert while a dialog is open.
    let parent = document().active_element().and_then(|focused| focused.parent_element());
    parent.or_else(|| document().body().map(Into::into))?.append_child(&input).ok()?;
    Some(input)
}

/// Gives the input the focus and selects all it holds.
pub fn select_all(input: &HtmlInputElement) {
    let _ = input.focus();
    input.select();
}

fn copy_selected(input: &HtmlInputElement) -> bool {
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    select_all(input);
    let copied = document()
        .dyn_into::<HtmlDocument>()
        .is_ok_and(|document| document.exec_command("copy").unwrap_or(false));
    if let (true, Some(focused)) = (copied, focused) {
        let _ = focused.focus();
    }
    copied
}

/// Whether this browser can hand text to other applications.
pub fn can_share() -> bool {
    js_sys::Reflect::has(&window().navigator(), &JsValue::from_str("share")).unwrap_or(false)
}

/// Opens the system's sheet for sharing. Closing it without a choice is no failure.
pub fn share(title: &str, text: &str, url: &str) {
    let data = web_sys::ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    let sharing = JsFuture::from(window().navigator().share_with_data(&data));
    spawn_local(async move {
        let _ = sharing.await;
    });
}

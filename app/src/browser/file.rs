//! Files that somebody chooses to be read. Called from event handlers only, which the server never runs.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlInputElement};

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It has more octets than are wanted.
    TooLarge,
    /// It is gone, or the browser may not read it.
    Unreadable,
}

/// What the file just chosen in the input of this event is called.
pub fn chosen_name(event: &Event) -> Option<String> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    Some(input.files()?.get(0)?.name())
}

/// What the file just chosen in the input of this event holds; `None` when none was chosen. The input forgets it, so that
/// the same file can be chosen again.
pub fn take_chosen(
    event: &Event,
    most: u32,
) -> Option<impl Future<Output = Result<Vec<u8>, FileProblem>> + use<>> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    let is_too_large = file.size() > f64::from(most);
    let reading = (!is_too_large).then(|| JsFuture::from(file.array_buffer()));
    input.set_value("");
    Some(async move {
        let octets = reading.ok_or(FileProblem::TooLarge)?.await.map_err(|_| FileProblem::Unreadable)?;
        Ok(Uint8Array::new(&octets).to_vec())
    })
}

/// Octets as text, for where only text can be sent.
pub fn base64(octets: &[u8]) -> String {
    let letters: String = octets.iter().copied().map(char::from).collect();
    // Refused only for letters beyond the first 256.
    leptos::prelude::window().btoa(&letters).unwrap_or_default()
}

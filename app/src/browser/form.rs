//! Sending forms as if their button had been pressed.

use web_sys::HtmlButtonElement;

/// Sends the form of a button to where the button leads, unless it is not on the page any more.
pub fn submit_with(button: &HtmlButtonElement) {
    if let Some(form) = button.form().filter(|form| form.is_connected()) {
        // Refused only for a button that is not the form's own.
        _ = form.request_submit_with_submitter(Some(button));
    }
}

//! Sending forms as if their button had been pressed.

use web_sys::HtmlButtonElement;

/// Sends the form of a button to where the button leads.
pub fn submit_with(button: &HtmlButtonElement) {
    if let Some(form) = button.form() {
        // Refused only for a button that is not the form's own.
        _ = form.request_submit_with_submitter(Some(button));
    }
}

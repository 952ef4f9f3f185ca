//! What programs say of themselves.

use leptos::prelude::*;

/// What another server or a driver has answered, in English whatever the page speaks: whoever mends it searches for
/// exactly that.
#[component]
pub fn TechnicalText(text: String) -> impl IntoView {
    view! {
        <span lang="en" dir="ltr" translate="no">
            {text}
        </span>
    }
}

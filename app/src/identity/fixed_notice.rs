//! What cannot be changed on a page.

use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// How it is, and where it is changed.
#[component]
pub fn FixedNotice(
    /// Where it is set and changed.
    origin: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="notice">
            <Icon name=IconName::Lock />
            <div class="stack" data-gap="small">
                <p><strong>{children()}</strong></p>
                <p>{origin}</p>
            </div>
        </div>
    }
}

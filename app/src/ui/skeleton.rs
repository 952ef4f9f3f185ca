//! The shape of what is still on its way.

use leptos::prelude::*;

use crate::t;

/// Lines of text to come. Shown only after a moment, so that quick answers do not flash.
#[component]
pub fn SkeletonLines(#[prop(default = 3)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{t!("Loading…")}</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}

//! The sign of the site: its own logo, or Greenroom's door that stands open, with light behind it.

use leptos::prelude::*;

use crate::identity::use_face;

/// The sign alone; the site's name stands beside it or in the link around it.
#[component]
pub fn Mark() -> impl IntoView {
    let face = use_face();
    let logo = Memo::new(move |_| face.logo());
    move || match logo.get() {
        Some(logo) => view! { <img class="mark site-logo" src=logo alt="" /> }.into_any(),
        None => view! { <OwnMark /> }.into_any(),
    }
}

#[component]
fn OwnMark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect class="mark-room" width="32" height="32" rx="8" />
            <path class="mark-light" d="M10 25V8.5A1.5 1.5 0 0 1 11.5 7h9A1.5 1.5 0 0 1 22 8.5V25z" />
            <path class="mark-door" d="M10 8.2 17.6 10.6A1.2 1.2 0 0 1 18.4 11.7V26.6A.6.6 0 0 1 17.6 27.2L10 25z" />
            <circle class="mark-handle" cx="16.1" cy="18.6" r="1" />
        </svg>
    }
}

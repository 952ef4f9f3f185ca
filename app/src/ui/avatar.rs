//! A person's letters where a picture would be.

use leptos::prelude::*;

/// Letters on one of six quiet colours, always the same for the same `name`. The name itself must stand beside
/// it: assistive technology skips the letters.
#[component]
pub fn Avatar(#[prop(into)] initials: String, #[prop(into)] name: String) -> impl IntoView {
    let hue = name.bytes().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte)) % 6;
    view! { <span class="avatar" data-hue=hue.to_string() data-initials=initials aria-hidden="true"></span> }
}

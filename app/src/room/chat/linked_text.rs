//! What somebody wrote, with its links.

use domain::links::{Part, parts};
use leptos::prelude::*;

/// Text as it was typed; addresses of the web can be followed, and learn nothing of the room.
#[component]
pub fn LinkedText(#[prop(into)] text: String) -> impl IntoView {
    parts(&text)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => text.to_owned().into_any(),
            Part::Link(address) => view! {
                <a href=address.to_owned() dir="ltr" target="_blank" rel="noopener noreferrer nofollow ugc">
                    {address.to_owned()}
                </a>
            }
            .into_any(),
        })
        .collect_view()
}

//! Says quietly when a page may be behind.

use leptos::prelude::*;

use super::stream::{Stream, StreamStatus};
use crate::t;

/// "Reconnecting…" while the stream is lost; nothing otherwise. The region is always there, so that readers
/// of the screen hear what comes into it.
#[component]
pub fn StreamStatusLine(stream: Stream) -> impl IntoView {
    let is_lost = Memo::new(move |_| stream.status().get() == StreamStatus::Reconnecting);
    view! {
        <p class="stream-status" role="status">
            {move || is_lost.get().then_some(t!("Reconnecting…"))}
        </p>
    }
}

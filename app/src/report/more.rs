//! Long lists are drawn in parts.

use leptos::prelude::*;

use crate::browser::page_life::use_is_alive;
use crate::t;

/// Tells how much of a list is shown and brings more of it. Readers without scripts are led to the file, which holds
/// everything.
#[component]
pub fn More(
    #[prop(into)] shown: Signal<usize>,
    #[prop(into)] all: Signal<usize>,
    /// Says how many of how many are shown.
    told: fn(usize, usize) -> String,
    file: String,
    on_more: Callback<()>,
    #[prop(optional, into)] is_pending: Signal<bool>,
) -> impl IntoView {
    let is_alive = use_is_alive();
    let is_part = Memo::new(move |_| shown.get() < all.get());
    view! {
        <div class="report-more" hidden=move || !is_part.get()>
            <p role="status">{move || is_part.get().then(|| told(shown.get(), all.get()))}</p>
            <button
                class="button"
                type="button"
                hidden=move || !is_alive.get()
                disabled=is_pending
                on:click=move |_| on_more.run(())
            >
                {move || if is_pending.get() { t!("Loading…") } else { t!("Show more") }}
            </button>
            <p hidden=move || is_alive.get()>
                <a href=file rel="external" download="">{t!("The file holds all of them.")}</a>
            </p>
        </div>
    }
}

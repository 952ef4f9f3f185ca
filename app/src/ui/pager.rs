//! The ways to the pages before and after this one. Links, so that they work before the page is alive.

use leptos::prelude::*;

use crate::t;

/// `address` is where another page is.
#[component]
pub fn Pager(
    /// Which is shown, from 1.
    #[prop(into)]
    page: Signal<u32>,
    /// How many there are.
    #[prop(into)]
    last: Signal<u32>,
    address: Callback<u32, String>,
) -> impl IntoView {
    view! {
        <nav class="pager" aria-label=t!("Pages") hidden=move || last.get() == 1 && page.get() == 1>
            {move || {
                (page.get() > 1)
                    .then(|| view! { <a class="button" rel="prev" href=address.run((page.get() - 1).min(last.get()))>{t!("Previous")}</a> })
            }}
            <span class="pager-place">
                {move || t!("Page {page} of {pages}", page = page.get(), pages = last.get())}
            </span>
            {move || {
                (page.get() < last.get())
                    .then(|| view! { <a class="button" rel="next" href=address.run(page.get() + 1)>{t!("Next")}</a> })
            }}
        </nav>
    }
}

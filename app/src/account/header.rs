//! The header of the site's pages.

use leptos::prelude::*;

#[component]
pub fn SiteHeader() -> impl IntoView {
    view! { <header class="site-header"></header> }
}

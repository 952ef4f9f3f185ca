//! The page's title, as windows, tabs and screen readers name it.

use leptos::prelude::*;
use leptos_meta::Title;

/// Follows `text` in the browser. The server draws the head when the page's signals are gone already, so it takes
/// the text at once.
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    #[cfg(feature = "ssr")]
    let text = text.get_untracked();
    #[cfg(not(feature = "ssr"))]
    let text = move || text.get();
    view! { <Title text=text /> }
}

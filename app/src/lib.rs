//! Pages.
use leptos::prelude::*;
#[component]
pub fn App() -> impl IntoView { view! { <p>"Hello"</p> } }

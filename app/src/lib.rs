//! The pages of Greenroom and the typed server functions they share with the server. Compiled twice: for the
//! browser with the feature `hydrate`, for the server with `ssr`.

pub mod account;
#[cfg(feature = "ssr")]
pub mod backend;
pub mod error;
pub mod invitation;
pub mod join;
pub mod media;
pub mod room;
pub mod routes;

use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    view! { <p>"Hello"</p> }
}

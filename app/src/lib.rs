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

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

#[derive(Clone, Debug)]
pub struct Assets {
    pub js: String,
    pub wasm: String,
    pub css: String,
}

pub fn shell(assets: Assets) -> impl IntoView {
    let nonce = use_nonce();
    let start = format!("import init from {:?};", assets.js);
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <link rel="stylesheet" href=assets.css />
                <link rel="preload" href=assets.wasm r#as="fetch" nonce=nonce.clone() />
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title text="Greenroom" />
        <Router>
            <Routes fallback=|| view! { <p>"Nothing here"</p> }>
                <Route path=path!("/") view=Greeting ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view=Greeting ssr=SsrMode::Async />
                <Route path=path!("/rooms") view=Greeting ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room") view=Greeting ssr=SsrMode::Async />
                <Route path=path!("/join/:invitation") view=Greeting ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}

#[component]
fn Greeting() -> impl IntoView {
    let me = Resource::new(|| (), |()| crate::account::api::find_me());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let name = me.await.ok().flatten().map(|me| me.name.to_string());
                view! { <p>{format!("Hello {}. ", name.unwrap_or_default()).repeat(20)}</p> }
            })}
        </Suspense>
    }
}

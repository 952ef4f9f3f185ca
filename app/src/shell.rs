//! The document around the application, as the server sends it.

use std::collections::BTreeMap;

use leptos::nonce::{Nonce, use_nonce};
use leptos::prelude::*;
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;
use serde::Deserialize;

use crate::App;

/// The URLs of what the browser loads, named by their content by the build.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Assets {
    pub js: String,
    /// The part of the browser half that comes first.
    pub wasm: String,
    pub css: String,
    /// The script that loads the other parts.
    pub parts_js: String,
    /// The files of each other part.
    pub parts: BTreeMap<String, Vec<String>>,
}

impl Assets {
    /// The files of the part that the page at this path needs besides the first.
    fn beside_the_first(&self, path: &str) -> Vec<String> {
        part_besides_the_first(path).and_then(|part| self.parts.get(part)).cloned().unwrap_or_default()
    }
}

/// Named as in `parts`.
fn part_besides_the_first(path: &str) -> Option<&'static str> {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["", "join", ..] => None,
        ["", "rooms", _, "live"] => Some("live_room"),
        _ => Some("site"),
    }
}

/// A whole page.
pub fn shell(assets: Assets) -> impl IntoView {
    let nonce = use_nonce();
    let url = use_context::<RequestUrl>().and_then(|url| url.parse().ok());
    let others = url.map(|url| assets.beside_the_first(url.path())).unwrap_or_default();
    let modules = [vec![assets.wasm.clone()], others].concat();
    let Assets { js, wasm, css, parts_js, .. } = assets;
    let start = format!(
        "import init, {{ hydrate }} from {js:?};\nawait init({{ module_or_path: {wasm:?} }});\n\
         await hydrate();\ndispatchEvent(new Event(\"usable\"));"
    );
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f8f6f1" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#191815" />
                <link rel="stylesheet" href=css />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/touch-icon.png" />
                <link rel="modulepreload" href=js nonce=nonce.clone() />
                <link rel="modulepreload" href=parts_js nonce=nonce.clone() />
                {modules.into_iter().map(|module| view! { <ModuleComing module nonce=nonce.clone() /> }).collect_view()}
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Has the browser load a part of the browser half beside the scripts, which would ask for it later.
#[component]
fn ModuleComing(module: String, nonce: Option<Nonce>) -> impl IntoView {
    view! { <link rel="preload" href=module r#as="fetch" r#type="application/wasm" crossorigin="" nonce=nonce /> }
}

#[cfg(test)]
mod tests {
    use domain::{InvitationId, RoomId};

    use super::*;
    use crate::routes;

    #[test]
    fn a_guests_page_needs_the_first_part_only() {
        let (room, invitation) = (RoomId::from_bits(1), InvitationId::from_bits(2));
        for (path, part) in [
            (routes::join(invitation), None),
            (routes::unknown_link(), None),
            (routes::live_room(room, None), Some("live_room")),
            (routes::room(room), Some("site")),
            (routes::home(), Some("site")),
            (routes::sign_in(None), Some("site")),
        ] {
            assert_eq!(part_besides_the_first(&path), part, "{path}");
        }
    }
}

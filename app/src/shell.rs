//! The document around the application, as the server sends it.

use std::collections::BTreeMap;

use domain::language::Locale;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;
use crate::identity::face;
use crate::language::locale;

/// The URLs of what the browser loads, named by their content by the build.
#[derive(Clone, Debug)]
pub struct Assets {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// The sentences of each language by its word; English needs none.
    pub sentences: BTreeMap<String, String>,
}

/// A whole page.
pub fn shell(assets: Assets) -> impl IntoView {
    let nonce = use_nonce();
    let Assets { js, wasm, css, mut sentences } = assets;
    let locale = locale();
    let language = locale.language();
    let sentences = sentences.remove(language.word());
    let start = start(&js, &wasm, locale, sentences.as_deref());
    let site = serde_json::to_string(&face::known()).unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang=language.word() dir=language.direction().word()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f8f6f1" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#191815" />
                <meta name=face::NAME content=site />
                <link rel="stylesheet" href=css />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/touch-icon.png" />
                <link rel="modulepreload" href=js nonce=nonce.clone() />
                <link
                    rel="preload"
                    href=wasm
                    r#as="fetch"
                    r#type="application/wasm"
                    crossorigin=""
                    nonce=nonce.clone()
                />
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The script that begins everything. The sentences come while the program is made ready.
fn start(js: &str, wasm: &str, locale: Locale, sentences: Option<&str>) -> String {
    let tag = locale.tag();
    let sentences = sentences.map_or_else(
        || "\"\"".to_owned(),
        |url| format!("fetch({url:?}).then((answer) => (answer.ok ? answer.text() : \"\"), () => \"\")"),
    );
    format!(
        "import init, {{ hydrate }} from {js:?};\nconst sentences = {sentences};\n\
         await init({{ module_or_path: {wasm:?} }});\nhydrate({tag:?}, await sentences);"
    )
}

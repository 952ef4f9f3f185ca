//! The files that browsers load: the built browser half, the style sheet, icons.

mod encoding;
mod kind;
mod public_files;

use std::collections::BTreeMap;

use app::Assets;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

pub use public_files::{NoSite, PublicFiles};

use encoding::Encoding;
use public_files::File;

/// Where the files are that carry a hash of their content in their name.
pub const HASHED: &str = "/pkg/";

pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
const AN_HOUR: &str = "public, max-age=3600";

impl PublicFiles {
    /// The file at this path of a URL in the smallest form that the browser takes; `None` when there is none.
    pub async fn answer(&self, method: &Method, path: &str, request: &HeaderMap) -> Option<Response> {
        if method != Method::GET && method != Method::HEAD {
            return None;
        }
        let name = path.strip_prefix('/').filter(|name| is_public(name))?;
        let plain = self.find(name).await?;
        let (encoding, file) = self.smallest(name, plain, request).await;
        let mut response = if has_already(request, &file.tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            Body::from(file.bytes).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind::of(name)));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let caching = if path.starts_with(HASHED) { FOR_EVER } else { AN_HOUR };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::ETAG, file.tag);
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        Some(response)
    }

    /// The URLs of what a page loads.
    ///
    /// # Errors
    /// When the browser half has not been built.
    pub async fn assets(&self) -> Result<Assets, NoSite> {
        #[derive(serde::Deserialize)]
        struct Index {
            js: String,
            wasm: String,
            css: String,
            #[serde(default)]
            sentences: BTreeMap<String, String>,
        }
        let file = self.find("assets.json").await.ok_or(NoSite)?;
        let Index { js, wasm, css, sentences } = serde_json::from_slice(&file.bytes).map_err(|_| NoSite)?;
        Ok(Assets { js, wasm, css, sentences })
    }

    /// Whoever refuses the plain form as well, and every other, gets it nevertheless.
    async fn smallest(&self, name: &str, plain: File, request: &HeaderMap) -> (Encoding, File) {
        for encoding in encoding::accepted(request) {
            match encoding.ending() {
                None => break,
                Some(ending) => {
                    if let Some(file) = self.find(&format!("{name}.{ending}")).await {
                        return (encoding, file);
                    }
                }
            }
        }
        (Encoding::Plain, plain)
    }
}

/// Paths without tricks. The compressed siblings and the index are no files of their own.
fn is_public(name: &str) -> bool {
    let has_tricks =
        name.split('/').any(|part| part.is_empty() || part.starts_with('.') || part.contains('\\'));
    let is_ours = name == "assets.json"
        || std::path::Path::new(name).extension().is_some_and(|ending| ending == "br" || ending == "gz");
    !has_tricks && !is_ours
}

fn has_already(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|known| known.to_str().ok());
    known
        .flat_map(|list| list.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == "*" || known.as_bytes() == tag.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_with_tricks_are_no_files() {
        for name in ["favicon.svg", "pkg/greenroom.0123.js", ".well-known-not"] {
            assert_eq!(is_public(name), !name.starts_with('.'), "{name}");
        }
        for name in
            ["../secret", "pkg/../../key", "a//b", "", "a\\..\\b", "assets.json", "pkg/a.js.br", ".env"]
        {
            assert!(!is_public(name), "{name:?}");
        }
    }
}

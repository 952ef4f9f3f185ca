//! What every answer tells the browser to refuse.

mod policy;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use leptos::nonce::Nonce;
use std::sync::Arc;

use crate::site::Site;

const PERMISSIONS: &str = "camera=(), clipboard-write=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Said of an answer that our own pages show in a frame: a mail, in which nothing may run.
#[derive(Clone, Copy)]
pub struct Framed;

/// Middleware: makes the nonce that the page's own scripts carry, and sets the headers. What a handler has said about
/// caching stays.
pub async fn protect(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let names_somebody = names_somebody(request.uri().path());
    let mut response = next.run(request).await;
    let is_page = is_html(response.headers());
    let is_framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    if site.identity.now().address.is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if names_somebody {
        set(HeaderName::from_static("x-robots-tag"), "noindex");
    }
    let policy = match (is_framed, is_page) {
        (true, _) => policy::of_framed(),
        (false, true) => policy::of_page(&nonce),
        (false, false) => policy::of_others(),
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn names_somebody(path: &str) -> bool {
    ["/i/", "/join/", "/g/", "/enter/", "/password/"].iter().any(|beginning| path.starts_with(beginning))
}

fn is_html(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

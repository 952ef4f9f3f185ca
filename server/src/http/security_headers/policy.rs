//! The content security policies.

use http::HeaderValue;
use leptos::nonce::Nonce;

/// A page runs the scripts that carry its nonce, and what those load; everything else comes from here or not at all.
pub fn of_page(nonce: &Nonce) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; frame-src 'self'; object-src 'none'; manifest-src 'self'"
    );
    HeaderValue::try_from(policy).unwrap_or_else(|_| of_others())
}

/// A mail in a frame has its own inline styles and pictures, and nothing else: no script, no form, no request.
pub fn of_framed() -> HeaderValue {
    HeaderValue::from_static(
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    )
}

/// Data, files and refusals are nothing to run or to frame.
pub fn of_others() -> HeaderValue {
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")
}

//! No other site can make a browser write here, nor listen.

use app::error::AppError;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{Method, StatusCode};
use std::sync::Arc;
use tower::{Layer, ServiceExt};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::told::tell;
use crate::site::Site;

type Refuse = fn(ProtectionError) -> Response;

/// Middleware: refuses what a page of another origin sends. The public address is trusted by name, since a proxy may rewrite
/// the host; it is the one of this moment, which an administrator can change.
pub async fn refuse_foreign(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    if [Method::GET, Method::HEAD].contains(request.method()) {
        return next.run(request).await;
    }
    match layer(site.identity.now().address.as_str()).layer(next).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn layer(address: &str) -> CsrfLayer<Refuse> {
    let refuse: Refuse = |_| tell(StatusCode::FORBIDDEN, AppError::ForeignOrigin);
    // An address is an origin, so this is never refused; without it, only the request's own host would be trusted.
    let layer = CsrfLayer::new().add_trusted_origin(address).unwrap_or_default();
    layer.with_rejection_response(refuse)
}

/// Middleware for event streams, which are reads and so pass the layer: only our own pages may listen.
pub async fn only_own_pages(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").map(http::HeaderValue::as_bytes);
    match site {
        None | Some(b"same-origin" | b"none") => next.run(request).await,
        Some(_) => tell(StatusCode::FORBIDDEN, AppError::NotFound),
    }
}

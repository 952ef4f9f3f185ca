//! No other site can make a browser write here, nor listen.

use app::error::AppError;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

use super::told::tell;

type Refuse = fn(ProtectionError) -> Response;

/// Refuses what a page of another origin sends. The public URL is trusted by name, since a proxy may rewrite the
/// host.
///
/// # Errors
/// When the public URL is not just a scheme, a host and perhaps a port.
pub fn layer(public_url: &str) -> Result<CsrfLayer<Refuse>, ConfigError> {
    let refuse: Refuse = |_| tell(StatusCode::FORBIDDEN, AppError::ForeignOrigin);
    Ok(CsrfLayer::new().add_trusted_origin(public_url)?.with_rejection_response(refuse))
}

/// Middleware for event streams, which are reads and so pass the layer: only our own pages may listen.
pub async fn only_own_pages(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").map(http::HeaderValue::as_bytes);
    match site {
        None | Some(b"same-origin" | b"none") => next.run(request).await,
        Some(_) => tell(StatusCode::FORBIDDEN, AppError::NotFound),
    }
}

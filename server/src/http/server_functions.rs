//! What the framework's server functions leave to us.

use app::error::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri, header};
use std::sync::Arc;

pub const PREFIX: &str = "/api/";

/// An error is one sentence and few values.
const MOST_BYTES: usize = 64 * 1024;

/// Middleware around all server functions.
pub async fn adjust(State(public_url): State<Arc<str>>, mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(PREFIX) {
        return next.run(request).await;
    }
    drop_foreign_referer(request.headers_mut(), &public_url);
    let response = next.run(request).await;
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR {
        with_own_status(response).await
    } else {
        response
    }
}

/// A form without script is led back to the page it came from, which must be one of ours.
fn drop_foreign_referer(headers: &mut HeaderMap, public_url: &str) {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_own =
        headers.get(header::REFERER).and_then(|referer| referer.to_str().ok()).is_some_and(|referer| {
            let authority =
                referer.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
            let public =
                public_url.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
            authority.is_some() && (authority == public || authority.as_deref() == host)
        });
    if !is_own {
        headers.remove(header::REFERER);
    }
}

/// The framework answers 500 to arguments that it cannot read; the error in the body knows better.
async fn with_own_status(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let status = serde_json::from_slice(&bytes).ok().map(|error: AppError| error.status());
    if let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()) {
        parts.status = status;
    }
    Response::from_parts(parts, Body::from(bytes))
}

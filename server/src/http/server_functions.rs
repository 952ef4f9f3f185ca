//! What the framework's server functions leave to us.

use app::error::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, Method, StatusCode, Uri, header};
use std::sync::Arc;

use super::told::tell;
use crate::site::Site;

pub const PREFIX: &str = "/api/";

/// How arguments may be written. Others, `text/plain` first of all, a page of another site could have a browser send
/// without being asked.
const FORMATS: [&str; 3] = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

/// An error is one sentence and few values.
const MOST_BYTES: usize = 64 * 1024;

/// Middleware around all server functions.
pub async fn adjust(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with(PREFIX) {
        return next.run(request).await;
    }
    if request.method() == Method::POST && !has_known_format(request.headers()) {
        return tell(StatusCode::UNSUPPORTED_MEDIA_TYPE, AppError::UnknownFormat);
    }
    drop_foreign_referer(request.headers_mut(), &site.public_url());
    let response = next.run(request).await;
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR {
        with_own_status(response).await
    } else {
        response
    }
}

fn has_known_format(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    FORMATS.iter().any(|format| format.eq_ignore_ascii_case(kind))
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

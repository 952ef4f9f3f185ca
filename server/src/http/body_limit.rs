//! No request is read beyond what the application can use, nor for longer than an honest one takes.

use std::time::Duration;

use app::error::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, StatusCode, header};

use super::told::tell;

const MOST_BYTES: usize = 64 * 1024;
const LONGEST: Duration = Duration::from_secs(30);

/// Middleware: reads the whole body, or refuses it at the first byte too many.
pub async fn read_body(request: Request, next: Next) -> Response {
    if announced(request.headers()).is_some_and(|length| length > MOST_BYTES) {
        return tell(StatusCode::PAYLOAD_TOO_LARGE, AppError::Malformed);
    }
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(LONGEST, to_bytes(body, MOST_BYTES)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(_)) => tell(StatusCode::PAYLOAD_TOO_LARGE, AppError::Malformed),
        Err(_) => tell(StatusCode::REQUEST_TIMEOUT, AppError::Malformed),
    }
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

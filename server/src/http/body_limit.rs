//! No request is read beyond what the application can use, nor for longer than an honest one takes.

use std::time::Duration;

use app::error::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::told::tell;

const MOST_BYTES: usize = 64 * 1024;
/// A mail template in each of its parts, written in letters that take many bytes, and the one that it replaces.
const MOST_OF_A_TEMPLATE: usize = 1024 * 1024;
/// Ten thousand people with their names.
const MOST_OF_A_LIST: usize = 2 * 1024 * 1024;
/// A picture in base64, with what is around it.
const MOST_OF_A_LOGO: usize = domain::identity::MOST_LOGO_BYTES / 3 * 4 + 32 * 1024;
const LOGOS: [&str; 2] = [app::routes::LOGO_UPLOAD, "/api/site/save-logo"];
const LONGEST: Duration = Duration::from_secs(30);

/// Middleware: reads the whole body, or refuses it at the first byte too many.
pub async fn read_body(request: Request, next: Next) -> Response {
    let most = most_bytes(request.uri().path());
    if announced(request.headers()).is_some_and(|length| length > most) {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let (parts, body) = request.into_parts();
    match whole(body, most, LONGEST).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(status) => refuse(status),
    }
}

fn refuse(status: StatusCode) -> Response {
    let is_too_large = status == StatusCode::PAYLOAD_TOO_LARGE;
    tell(status, if is_too_large { AppError::TooLarge } else { AppError::Malformed })
}

fn most_bytes(path: &str) -> usize {
    if path.starts_with("/api/mail/") || path == app::routes::MAIL_PREVIEW {
        MOST_OF_A_TEMPLATE
    } else if path.starts_with(app::routes::INVITE_MANY_API)
        || path.starts_with(app::routes::IMPORT_PEOPLE_API)
    {
        MOST_OF_A_LIST
    } else if LOGOS.contains(&path) {
        MOST_OF_A_LOGO
    } else {
        MOST_BYTES
    }
}

async fn whole(body: Body, most: usize, longest: Duration) -> Result<Bytes, StatusCode> {
    match tokio::time::timeout(longest, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use futures::{StreamExt, stream};
    use tower::ServiceExt;

    use super::*;

    const PART: usize = 16 * 1024;

    /// Answers with the status, and how much of a body of so many parts was read.
    async fn send(parts: usize, announced: Option<usize>) -> (StatusCode, usize) {
        let read = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&read);
        let body = stream::iter(0..parts).map(move |_| {
            counted.fetch_add(PART, Ordering::SeqCst);
            Ok::<_, std::io::Error>(Bytes::from_static(&[b'x'; PART]))
        });
        let mut request = Request::post("/").body(Body::from_stream(body)).unwrap();
        if let Some(length) = announced {
            request.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
        let router = Router::new().route("/", post(async |body: Bytes| body.len().to_string()));
        let response = router.layer(from_fn(read_body)).oneshot(request).await.unwrap();
        (response.status(), read.load(Ordering::SeqCst))
    }

    #[tokio::test]
    async fn what_is_announced_too_large_is_not_read_at_all() {
        assert_eq!(send(640, Some(640 * PART)).await, (StatusCode::PAYLOAD_TOO_LARGE, 0));
    }

    #[tokio::test]
    async fn what_turns_out_too_large_is_read_no_further() {
        for announced in [None, Some(100)] {
            assert_eq!(send(640, announced).await, (StatusCode::PAYLOAD_TOO_LARGE, MOST_BYTES + PART));
        }
    }

    #[tokio::test]
    async fn what_fits_is_read() {
        assert_eq!(send(4, None).await, (StatusCode::OK, MOST_BYTES));
    }

    #[tokio::test]
    async fn who_never_ends_is_not_waited_for() {
        let never = stream::pending::<Result<Bytes, std::io::Error>>();
        let read = whole(Body::from_stream(never), MOST_BYTES, Duration::from_millis(1)).await;
        assert_eq!(read, Err(StatusCode::REQUEST_TIMEOUT));
    }
}

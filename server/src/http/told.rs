//! Answers that are made between the socket and the application: refused, too large, unknown, broken.
//!
//! Who refuses only notes the error; here it becomes a body, as JSON for our own scripts, which read every answer as
//! an [`AppError`], and as its sentence for people.

use app::backend::accepts_html;
use app::error::AppError;
use app::language::{of_request, said_in};
use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

#[derive(Clone)]
struct Told(AppError);

/// An answer with this status, and this error as its body.
pub fn tell<B: Default>(status: StatusCode, error: AppError) -> http::Response<B> {
    let mut response = http::Response::new(B::default());
    *response.status_mut() = status;
    response.extensions_mut().insert(Told(error));
    response
}

/// An answer with the status that is this error's own, and this error as its body.
pub fn tell_error(error: AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    tell(status, error)
}

/// Middleware: gives the answers made by [`tell`] and [`tell_error`] their bodies.
pub async fn write_down(request: Request, next: Next) -> Response {
    let is_for_people = accepts_html(request.headers());
    let locale = of_request(request.headers());
    let mut response = next.run(request).await;
    let Some(Told(error)) = response.extensions_mut().remove::<Told>() else { return response };
    let (status, marks) = (response.status(), core::mem::take(response.extensions_mut()));
    let mut told = if is_for_people {
        (status, said_in(locale, &error)).into_response()
    } else {
        (status, Json(&error)).into_response()
    };
    *told.extensions_mut() = marks;
    if let AppError::TooMany { retry_after_seconds } = error {
        told.headers_mut().insert(header::RETRY_AFTER, retry_after_seconds.into());
    }
    told
}

/// For [`tower_http::catch_panic::CatchPanicLayer`]: the reader gets a number, the log what it stands for.
pub fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let reference = crate::secrets::reference();
    let cause = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref().copied());
    tracing::error!(reference, cause, "a request panicked");
    tell_error(AppError::Internal { reference })
}

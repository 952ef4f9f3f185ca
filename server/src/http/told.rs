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
use http::StatusCode;

#[derive(Clone)]
struct Told(AppError);

/// An answer with this status, and this error as its body.
pub fn tell<B: Default>(status: StatusCode, error: AppError) -> http::Response<B> {
    let mut response = http::Response::new(B::default());
    *response.status_mut() = status;
    response.extensions_mut().insert(Told(error));
    response
}

/// Middleware: gives the answers made by [`tell`] their bodies.
pub async fn write_down(request: Request, next: Next) -> Response {
    let is_for_people = accepts_html(request.headers());
    let locale = of_request(request.headers());
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Told>() {
        Some(Told(error)) if is_for_people => (response.status(), said_in(locale, &error)).into_response(),
        Some(Told(error)) => (response.status(), Json(error)).into_response(),
        None => response,
    }
}

/// For [`tower_http::catch_panic::CatchPanicLayer`]: the reader gets a number, the log what it stands for.
pub fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let reference = crate::secrets::reference();
    let cause = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref().copied());
    tracing::error!(reference, cause, "a request panicked");
    tell(StatusCode::INTERNAL_SERVER_ERROR, AppError::Internal { reference })
}

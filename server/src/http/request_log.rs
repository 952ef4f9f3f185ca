//! One line for each request. It names the route, never the path or the query: those hold tokens.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::clock::Clock;

/// Middleware: everything that is logged for a request stands in its span.
pub async fn log(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    let span = tracing::info_span!("request", method = %request.method(), route);
    let arrived_at = clock.now();
    let response = next.run(request).instrument(span.clone()).await;
    let took: Duration = clock.now().since(arrived_at);
    let (status, took_ms) = (response.status().as_u16(), took.as_millis());
    span.in_scope(|| tracing::debug!(status, took_ms, "answered"));
    response
}

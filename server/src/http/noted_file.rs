//! Files that are noted in the audit log as they leave.

use axum::handler::Handler;
use axum::routing::{MethodRouter, get};
use http::{StatusCode, header};

/// The route of a file whose handler notes it. `HEAD` is refused: `get` alone would hand it to the handler as well,
/// and the log would tell of a file that nobody has.
pub fn route<H, T, S>(download: H) -> MethodRouter<S>
where
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    get(download).head(async || (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET")]))
}

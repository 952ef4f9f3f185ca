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

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;
    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Log {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    #[tokio::test]
    async fn the_log_names_routes_and_never_tokens() {
        let written = Log::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(written.clone())
            .finish();
        let _guard = tracing::subscriber::set_default(subscriber);
        let clock = Clock::System;
        let router = Router::new()
            .route("/i/{token}", get(async || tracing::error!("inside")))
            .fallback(async || ())
            .layer(from_fn_with_state(clock, log));
        for path in ["/i/secret-one?next=secret-two", "/nowhere/secret-three"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            router.clone().oneshot(request).await.unwrap();
        }
        let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        assert!(log.contains("/i/{token}") && log.contains("inside") && log.contains("status=200"), "{log}");
        assert!(!log.contains("secret"), "{log}");
    }
}

//! A site that nobody can administer leads whoever comes to where that is changed.

use std::sync::Arc;

use app::routes;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{Method, Uri};

use super::service;
use crate::http::server_functions;
use crate::site::Site;

/// Middleware around pages: 303 to the setup of a new site. Guests' pages are theirs, whoever runs the site.
pub async fn lead(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let is_read = request.method() == Method::GET || request.method() == Method::HEAD;
    if is_read && !is_exempt(request.uri()) && is_new(&site).await {
        return Redirect::to(&routes::setup()).into_response();
    }
    next.run(request).await
}

/// Whether nobody can administer the site. Where that cannot be told, pages say what is wrong.
pub async fn is_new(site: &Site) -> bool {
    service::is_new(site).await.unwrap_or(false)
}

fn is_exempt(uri: &Uri) -> bool {
    let path = uri.path();
    // Whoever has come by a guest link is known in a room by a cookie alone.
    let is_guests = ["/i/", "/join/", "/g/", "/enter/"].iter().any(|beginning| path.starts_with(beginning))
        || (path.starts_with("/rooms/") && path.ends_with("/live"));
    is_guests || path == routes::setup() || path.starts_with(server_functions::PREFIX)
}

//! Every route of the site, and the layers around them.

mod pages;

use std::sync::Arc;

use app::Assets;
use app::backend::Backend;
use app::error::AppError;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::assets::{HASHED, PublicFiles};
use crate::audit;
use crate::http::client_address::TrustedProxies;
use crate::http::{caller, csrf, health, request_log, security_headers, told};
use crate::identity::logo;
use crate::invitation::{self, many};
use crate::join::calendar;
use crate::live::stream;
use crate::people;
use crate::privacy;
use crate::report::download;
use crate::site::Site;

/// What the routes are made from.
#[derive(Clone)]
pub struct Edge {
    pub site: Arc<Site>,
    pub backend: Arc<dyn Backend>,
    pub files: PublicFiles,
    pub assets: Assets,
    pub trusted_proxies: TrustedProxies,
}

/// The whole site. To be called inside a runtime: the framework draws the pages once to learn their routes.
pub fn build(edge: &Edge) -> Router {
    let site = || Arc::clone(&edge.site);
    let with_caller = from_fn_with_state(edge.trusted_proxies.clone(), caller::provide);
    let routes = pages::routes(edge).merge(streams(edge)).merge(downloads(edge)).merge(logo::routes(site()));
    let routes = routes.layer(with_caller).merge(files(edge));

    // The last layer is the outermost: what the inner ones refuse has its headers too.
    routes
        .layer(from_fn_with_state(site(), csrf::refuse_foreign))
        .layer(CatchPanicLayer::custom(told::panicked))
        .layer(from_fn(told::write_down))
        .layer(from_fn_with_state(edge.site.clock.clone(), request_log::log))
        .layer(from_fn_with_state(site(), security_headers::protect))
}

/// Event streams: neither compressed nor limited, and inside as few layers as can be, since each is kept for as long
/// as its page.
fn streams(edge: &Edge) -> Router {
    stream::routes(Arc::clone(&edge.site)).layer(from_fn(csrf::only_own_pages))
}

/// What people save instead of reading it here.
fn downloads(edge: &Edge) -> Router {
    let site = || Arc::clone(&edge.site);
    let files = download::routes(site())
        .merge(calendar::routes(site()))
        .merge(invitation::download::routes(site()))
        .merge(many::download::routes(site()))
        .merge(people::download::routes(site()))
        .merge(people::importing::download::routes(site()))
        .merge(audit::download::routes(site()))
        .merge(privacy::download::routes(site()));
    files.layer(CompressionLayer::new())
}

fn files(edge: &Edge) -> Router {
    let files = edge.files.clone();
    let hashed = async move |request: Request| {
        let found = files.answer(request.method(), request.uri().path(), request.headers()).await;
        found.unwrap_or_else(|| told::tell_error(AppError::NotFound))
    };
    Router::new()
        .route(&format!("{HASHED}{{*file}}"), get(hashed))
        .route("/healthz", get(health::check))
        .with_state(edge.site.clone())
}

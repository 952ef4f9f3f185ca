//! What the framework answers: pages and server functions. With them the links that lead to pages, and whatever no
//! route knows.

use std::sync::Arc;

use app::backend::{self, Backend, Caller};
use app::error::AppError;
use app::language::{self, wall_clock::WallClock};
use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::request::Parts;
use http::{Method, StatusCode};
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::LeptosRoutes;
use tower_http::compression::CompressionLayer;

use super::Edge;
use crate::assets::PublicFiles;
use crate::http::{body_limit, open_link, open_password_link, server_functions, told};
use crate::mail::preview;
use crate::room::schedule;
use crate::setup::lead;
use crate::site::Site;

pub fn routes(edge: &Edge) -> Router {
    // The framework's own way to find its files; ours are named by the shell.
    let options = LeptosOptions::builder().output_name("greenroom").build();
    let context = request_context(edge.backend.clone(), Arc::clone(&edge.site));
    let assets = edge.assets.clone();
    let shell = move || app::shell(assets.clone());
    let paths = page_routes(context.clone());
    let draw = leptos_axum::render_app_async_with_context(context.clone(), shell.clone());
    let files = edge.files.clone();
    let known_site = Arc::clone(&edge.site);
    let unknown = move |request: Request| {
        let (files, draw, site) = (files.clone(), draw.clone(), Arc::clone(&known_site));
        async move { unknown(&files, draw, &site, request).await }
    };
    let site = || Arc::clone(&edge.site);
    Router::new()
        .leptos_routes_with_context(&options, paths, context, shell)
        .route_layer(from_fn_with_state(site(), lead::lead))
        .route(open_link::ROUTE, get(open_link::open))
        .route(open_link::GUEST_ROUTE, get(open_link::open_guest_link))
        .route(open_password_link::ROUTE, get(open_password_link::open))
        .fallback(unknown)
        .with_state(options)
        .merge(preview::routes(site()))
        .layer(from_fn_with_state(site(), server_functions::adjust))
        .layer(from_fn(body_limit::read_body))
        .layer(CompressionLayer::new())
}

fn page_routes(context: impl Fn() + Clone + Send + 'static) -> Vec<leptos_axum::AxumRouteListing> {
    let (routes, _) =
        leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context);
    routes
}

/// What pages and server functions find in their context.
fn request_context(backend: Arc<dyn Backend>, site: Arc<Site>) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        let parts = use_context::<Parts>();
        let extensions = parts.as_ref().map(|parts| &parts.extensions);
        let caller = extensions.and_then(|noted| noted.get::<Caller>()).cloned().unwrap_or_default();
        if let Some(Parts { headers, .. }) = &parts {
            provide_context(language::of_request(headers));
            provide_context(WallClock::of_request(headers, site.clock.now(), schedule::wall_time));
        }
        provide_context(backend::Request { backend: backend.clone(), caller });
        // In place of the framework's own: the header must name the one that the page uses.
        if let Some(nonce) = extensions.and_then(|noted| noted.get::<Nonce>()) {
            provide_context(nonce.clone());
        }
    }
}

/// A public file, or the page that says that there is nothing.
async fn unknown<D>(
    files: &PublicFiles,
    draw: impl FnOnce(Request) -> D,
    site: &Site,
    request: Request,
) -> Response
where
    D: Future<Output = Response>,
{
    let (method, path) = (request.method(), request.uri().path());
    if let Some(file) = files.answer(method, path, request.headers()).await {
        return file;
    }
    let is_read = method == Method::GET || method == Method::HEAD;
    if !is_read || path.starts_with(server_functions::PREFIX) {
        return told::tell_error(AppError::NotFound);
    }
    if lead::is_new(site).await {
        return Redirect::to(&app::routes::setup()).into_response();
    }
    let mut response = draw(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

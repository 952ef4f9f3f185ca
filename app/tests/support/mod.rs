//! The pages behind a router, as a browser without JavaScript sees them.
#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses a part")]

pub mod fake;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use app::backend::{Caller, Request};
use app::{App, Assets, shell};
use axum::Router;
use axum::body::Body;
use fake::Fake;
use http::{StatusCode, header};
use http_body_util::BodyExt;
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// What a browser gets.
pub struct Page {
    pub status: StatusCode,
    /// Where it is sent on to.
    pub location: Option<String>,
    pub html: String,
}

impl Page {
    #[track_caller]
    pub fn says(&self, text: &str) {
        assert!(self.html.contains(text), "{text:?} is not in {}", self.html);
    }

    #[track_caller]
    pub fn is_silent_about(&self, text: &str) {
        assert!(!self.html.contains(text), "{text:?} is in {}", self.html);
    }
}

/// The pages are drawn by the tasks of one runtime, which outlives every test.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime can be started"));

/// Made once: while a route list is made, no resource of the whole process loads, and pages drawn meanwhile would
/// wait for ever.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// Opens a page of a site with this backend.
pub fn open(fake: Fake, path: &str) -> Page {
    RUNTIME.block_on(get(fake, path))
}

async fn get(fake: Fake, path: &str) -> Page {
    let request = http::Request::get(path)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .expect("the path is a path");
    let answer = router(fake).oneshot(request).await.expect("the router always answers");
    let status = answer.status();
    let location =
        answer.headers().get(header::LOCATION).and_then(|place| place.to_str().ok()).map(str::to_owned);
    let body = answer.into_body().collect().await.expect("the page is whole").to_bytes();
    let html = String::from_utf8_lossy(&body).replace("<!>", "").replace("<!---->", "");
    Page { status, location, html }
}

pub fn router(fake: Fake) -> Router {
    let request = Request { backend: Arc::new(fake), caller: Caller::default() };
    let assets = Assets {
        js: "/a.js".into(),
        wasm: "/a.wasm".into(),
        css: "/a.css".into(),
        sentences: BTreeMap::new(),
    };
    let options = LeptosOptions::builder().output_name("app").build();
    let context = move || provide_context(request.clone());
    let page = move || shell(assets.clone());
    let not_found = leptos_axum::render_app_async_with_context(context.clone(), page.clone());
    Router::new()
        .leptos_routes_with_context(&options, ROUTES.clone(), context, page)
        .fallback(not_found)
        .with_state(options)
}

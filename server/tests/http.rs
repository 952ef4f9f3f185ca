//! Files, links, server functions and health, through the whole router.

mod support;

use std::sync::Arc;

use app::error::AppError;
use axum::body::Body;
use domain::InvitationId;
use http::{Request, StatusCode};
use server::http::cookies;
use support::{Answer, Device, Engine, FakeBackend, TestApp, on_both_engines, on_sqlite};

async fn start(engine: &Engine) -> (TestApp, Arc<FakeBackend>) {
    let backend = Arc::new(FakeBackend::default());
    let app = TestApp::start(engine, |_| backend.as_backend()).await;
    (app, backend)
}

async fn load(device: &Device, path: &str, header: (&str, &str)) -> Answer {
    device.send(Request::get(path).header(header.0, header.1), Body::empty()).await
}

on_both_engines!(health_tells_whether_the_database_answers, async |engine| {
    let (app, _) = start(engine).await;
    let answer = app.device().get("/healthz").await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "ok\n"));
    app.site.db.close().await;
    assert_eq!(app.device().get("/healthz").await.status, StatusCode::SERVICE_UNAVAILABLE);
});

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_sent_small() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let device = app.device();
        for (accepted, encoding, body) in [
            ("gzip, deflate, br, zstd", "br", "brotli"),
            ("gzip", "gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip", "gzip"),
            ("identity", "", "export {}"),
        ] {
            let answer = load(&device, "/pkg/greenroom.0a.js", ("accept-encoding", accepted)).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(
                (answer.header("content-encoding"), answer.text().as_str()),
                (encoding, body),
                "{accepted}"
            );
            assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
            assert!(answer.header("vary").contains("accept-encoding"), "{:?}", answer.headers);
        }
        let wasm = load(&device, "/pkg/greenroom.0b.wasm", ("accept-encoding", "br")).await;
        assert_eq!((wasm.header("content-type"), wasm.text().as_str()), ("application/wasm", "wasm"));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_the_browser_has_is_not_sent_again() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let device = app.device();
        let first = device.get("/favicon.svg").await;
        assert_eq!((first.status, first.header("content-type")), (StatusCode::OK, "image/svg+xml"));
        assert_eq!(first.header("cache-control"), "public, max-age=3600");
        let again = load(&device, "/favicon.svg", ("if-none-match", first.header("etag"))).await;
        assert_eq!((again.status, again.text().as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(again.header("etag"), first.header("etag"));
        let other = load(&device, "/favicon.svg", ("if-none-match", "\"other\"")).await;
        assert_eq!(other.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn only_public_files_are_files() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        for path in
            ["/pkg/missing.js", "/assets.json", "/pkg/greenroom.0a.js.br", "/pkg/..%2f..%2fassets.json"]
        {
            assert_eq!(app.device().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_take_it() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let device = app.device();
        for (accepted, encoding) in [("br", "br"), ("gzip", "gzip"), ("identity", "")] {
            let page = load(&device, "/sign-in", ("accept-encoding", accepted)).await;
            assert_eq!((page.status, page.header("content-encoding")), (StatusCode::OK, encoding));
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_leads_to_its_page_and_leaves_the_url() {
    on_sqlite(async |engine| {
        let (app, backend) = start(engine).await;
        let invitation = InvitationId::from_bits(0x0123_4567_89ab_cdef);
        let token = app.site.key.link_token(invitation, 1, "nonce");
        let device = app.device();
        let answer = device.get(&app::routes::link(&token)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), app::routes::join(invitation));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("x-robots-tag"), "noindex");
        assert_eq!(device.cookies(), [(format!("{}{invitation}", cookies::LINK_PREFIX), token.clone())]);
        backend.forget();
        device.get(answer.location()).await;
        assert_eq!(backend.last_caller().links, [(invitation, token)]);
    })
    .await;
}

#[tokio::test]
async fn a_link_cut_short_leads_to_the_page_for_unknown_links() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let answer = app.device().get("/i/c2hvcnQ").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/join/unknown"));
        assert_eq!(answer.set_cookies(), Vec::<&str>::new());
    })
    .await;
}

#[tokio::test]
async fn a_browser_never_collects_more_links_than_a_request_can_carry() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let device = app.device();
        for bits in 0..30 {
            let token = app.site.key.link_token(InvitationId::from_bits(bits), 1, "nonce");
            device.get(&app::routes::link(&token)).await;
        }
        let kept: Vec<_> = device.cookies().into_iter().map(|(name, _)| name).collect();
        let expected: Vec<_> = (10..30)
            .map(|bits| format!("{}{}", cookies::LINK_PREFIX, InvitationId::from_bits(bits)))
            .collect();
        assert_eq!(kept, expected);
    })
    .await;
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_the_senders_fault() {
    on_sqlite(async |engine| {
        let (app, backend) = start(engine).await;
        let device = app.device();
        let malformed = Err((StatusCode::BAD_REQUEST, AppError::Malformed));
        assert_eq!(
            device.call::<()>("/api/account/sign-in", [("email", "ann@example.org")]).await,
            malformed
        );
        assert_eq!(device.call::<()>("/api/rooms/delete", [("room", "not an id")]).await, malformed);
        assert_eq!(
            device.call::<()>("/api/invitations/invite", serde_json::json!({"request": 7})).await,
            malformed
        );
        assert_eq!(device.call::<()>("/api/invitations/invite", ()).await, malformed);
        assert_eq!(backend.asked(), Vec::<&str>::new());
    })
    .await;
}

#[tokio::test]
async fn an_unknown_function_is_not_found() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let answer = app.device().call::<()>("/api/rooms/explode", ()).await;
        assert_eq!(answer, Err((StatusCode::NOT_FOUND, AppError::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_form_without_script_is_answered_with_a_page_of_ours() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let device = app.device();
        let fields = [("email", "ann@example.org"), ("password", "secret"), ("next", "/rooms")];
        let signed_in = device.submit("/api/account/sign-in", fields).await;
        assert_eq!((signed_in.status, signed_in.location()), (StatusCode::FOUND, "/rooms"));
        assert_eq!(device.cookies(), [(cookies::SIGN_IN.to_owned(), "secret".to_owned())]);

        let request = |referer: &str| {
            Request::post("/api/rooms/save")
                .header("accept", "text/html")
                .header("content-type", "application/json")
                .header("sec-fetch-site", "same-origin")
                .header("referer", referer.to_owned())
        };
        let from_us = device.send(request("https://greenroom.example.org/rooms/new"), Body::from("{}")).await;
        assert_eq!(from_us.status, StatusCode::FOUND);
        assert!(from_us.location().starts_with("https://greenroom.example.org/rooms/new?__path="));
        let from_elsewhere = device.send(request("https://evil.example/p"), Body::from("{}")).await;
        assert_eq!((from_elsewhere.status, from_elsewhere.location()), (StatusCode::FOUND, "/"));
    })
    .await;
}

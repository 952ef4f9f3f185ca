//! Promises of the edge, each on every route it is made for.

mod support;

use std::sync::Arc;

use app::error::AppError;
use axum::body::Body;
use domain::InvitationId;
use http::{Method, Request, StatusCode};
use leptos::server_fn::axum::server_fn_paths;
use support::{Answer, Engine, FakeBackend, TestApp, on_sqlite};

const PAGES: [&str; 7] = [
    "/sign-in",
    "/rooms",
    "/rooms/unknown",
    "/rooms/unknown/report",
    "/join/unknown",
    "/enter/unknown",
    "/no/such/page",
];

async fn start(engine: &Engine) -> (TestApp, Arc<FakeBackend>) {
    let backend = Arc::new(FakeBackend::default());
    let app = TestApp::start(engine, |_| backend.as_backend()).await;
    backend.forget();
    (app, backend)
}

fn functions() -> Vec<&'static str> {
    let mut functions: Vec<_> = server_fn_paths().map(|(path, _)| path).collect();
    functions.sort_unstable();
    assert!(functions.contains(&"/api/join/confirm-address"), "{functions:?}");
    functions
}

fn assert_protected(answer: &Answer, path: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {path}");
    }
    assert!(answer.header("permissions-policy").contains("clipboard-write=(self)"), "{path}");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; "), "{path} has the policy {policy:?}");
    assert!(policy.contains("frame-ancestors 'none'"), "{path} has the policy {policy:?}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    let is_file = path.starts_with("/pkg/") || path == "/favicon.svg";
    let may_be_kept = is_file && answer.status == StatusCode::OK;
    assert_eq!(answer.header("cache-control") == "no-store", !may_be_kept, "{path}");
}

#[tokio::test]
async fn every_answer_is_protected() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let device = app.device();
        let files = [
            "/healthz",
            "/logo/unknown.png",
            "/pkg/greenroom.0a.js",
            "/pkg/missing.js",
            "/favicon.svg",
            "/i/cut-short",
            "/g/cut-short",
        ];
        let files = files.into_iter().chain(["/rooms/unknown/report/chat.csv"]);
        for path in PAGES.into_iter().chain(files).chain(functions()) {
            assert_protected(&device.get(path).await, path);
            assert_protected(&device.head(path).await, path);
            assert_protected(&device.submit(path, ()).await, path);
            assert_protected(&device.send(Request::post(path), Body::from("{")).await, path);
            assert_protected(&device.send(foreign(path), Body::empty()).await, path);
        }
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_shown_in_the_frame_that_asked() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let answer = app.device().submit(::app::routes::MAIL_PREVIEW, [("html", "<p>Hello</p>")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'self'"), "{policy:?}");
    })
    .await;
}

#[tokio::test]
async fn a_page_runs_the_scripts_of_its_own_nonce_and_no_others() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let mut nonces = std::collections::HashSet::new();
        for path in PAGES {
            let page = app.device().get(path).await;
            let policy = page.header("content-security-policy").to_owned();
            let nonce = policy.split_once("script-src 'nonce-").unwrap().1.split_once('\'').unwrap().0;
            assert!(nonces.insert(nonce.to_owned()), "the nonce of {path} has been used before");
            let html = page.text();
            let scripts: Vec<_> = html.split("<script").skip(1).collect();
            assert!(!scripts.is_empty(), "{path} has no script to protect: {html}");
            for script in scripts {
                let tag = script.split_once('>').unwrap().0;
                assert!(
                    tag.contains(&format!("nonce=\"{nonce}\"")),
                    "{path} has <script{tag}>, but allows {nonce}"
                );
            }
            assert!(!html.contains(" style=\""), "{path} has a style that its policy forbids");
        }
    })
    .await;
}

#[tokio::test]
async fn guests_pages_are_not_for_search_engines() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        for (path, tag) in [
            ("/join/unknown", "noindex"),
            ("/i/cut-short", "noindex"),
            ("/enter/unknown", "noindex"),
            ("/g/cut-short", "noindex"),
            ("/sign-in", ""),
        ] {
            assert_eq!(app.device().get(path).await.header("x-robots-tag"), tag, "{path}");
        }
    })
    .await;
}

fn foreign(path: &str) -> http::request::Builder {
    Request::post(path)
        .header("host", "greenroom.example.org")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
}

#[tokio::test]
async fn another_site_cannot_write() {
    on_sqlite(async |engine| {
        let (app, backend) = start(engine).await;
        let refused = Err((StatusCode::FORBIDDEN, AppError::ForeignOrigin));
        for path in functions() {
            let answer = app.device().send(foreign(path), Body::empty()).await;
            assert_eq!(answer.into_result::<()>(), refused, "{path}");
        }
        let old_browser = Request::post("/api/account/sign-out")
            .header("host", "greenroom.example.org")
            .header("origin", "https://evil.example");
        assert_eq!(app.device().send(old_browser, Body::empty()).await.into_result::<()>(), refused);
        assert_eq!(backend.asked(), Vec::<&str>::new());
    })
    .await;
}

#[tokio::test]
async fn our_pages_can_write_behind_any_proxy() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let public = ("origin", support::PUBLIC_URL);
        let headers: [&[(&str, &str)]; 5] = [
            &[("host", "greenroom.example.org"), public, ("sec-fetch-site", "same-origin")],
            &[("host", "10.0.0.7:3000"), public, ("sec-fetch-site", "same-origin")],
            &[("host", "10.0.0.7:3000"), public],
            &[("host", "greenroom.example.org"), ("origin", "null"), ("sec-fetch-site", "same-origin")],
            &[("host", "greenroom.example.org")],
        ];
        for headers in headers {
            let request = headers.iter().fold(
                Request::post("/api/account/sign-out")
                    .header("content-type", "application/x-www-form-urlencoded"),
                |request, (name, value)| request.header(*name, *value),
            );
            let answer = app.device().send(request, Body::empty()).await;
            assert_eq!(answer.into_result::<()>(), Ok(()), "{headers:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_changed_by_reading() {
    assert_eq!(server_fn_paths().filter(|(_, method)| *method != Method::POST).count(), 0);
    on_sqlite(async |engine| {
        let (app, backend) = start(engine).await;
        for path in functions() {
            assert_eq!(app.device().get(path).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert_eq!(app.device().head(path).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
        let token = app.site.key.link_token(InvitationId::from_bits(7), 1, "nonce");
        for _ in 0..2 {
            let opened = app.device().get(&app::routes::link(&token)).await;
            assert_eq!(app.device().head(&app::routes::link(&token)).await.headers, opened.headers);
        }
        assert_eq!(backend.asked(), Vec::<&str>::new());
    })
    .await;
}

#[tokio::test]
async fn arguments_come_as_json_or_as_a_form() {
    on_sqlite(async |engine| {
        let (app, backend) = start(engine).await;
        for path in functions() {
            for kind in
                [None, Some("text/plain"), Some("text/plain; application/json"), Some("application/cbor")]
            {
                let request = Request::post(path).header("sec-fetch-site", "same-origin");
                let request =
                    kind.into_iter().fold(request, |request, kind| request.header("content-type", kind));
                let answer = app.device().send(request, Body::from("{}")).await;
                let refused = Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, AppError::UnknownFormat));
                assert_eq!(answer.into_result::<()>(), refused, "{path} {kind:?}");
            }
        }
        assert_eq!(backend.asked(), Vec::<&str>::new());
        for kind in ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=UTF-8"]
        {
            let request = Request::post("/api/account/sign-out").header("content-type", kind);
            assert_eq!(app.device().send(request, Body::empty()).await.into_result::<()>(), Ok(()), "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn ten_megabytes_are_refused() {
    on_sqlite(async |engine| {
        let (app, backend) = start(engine).await;
        for path in ["/api/invitations/invite", "/api/join/confirm-address", "/no/such/page"] {
            let request = Request::post(path).header("sec-fetch-site", "same-origin");
            let answer = app.device().send(request, Body::from(vec![b'x'; 10_000_000])).await;
            let refused = Err((StatusCode::PAYLOAD_TOO_LARGE, AppError::TooLarge));
            assert_eq!(answer.into_result::<()>(), refused, "{path}");
        }
        assert_eq!(backend.asked(), Vec::<&str>::new());
    })
    .await;
}

#[tokio::test]
async fn a_panic_is_an_answer_with_a_number() {
    on_sqlite(async |engine| {
        let (app, _) = start(engine).await;
        let invitation = InvitationId::from_bits(7).to_string();
        let answer = app.device().submit("/api/join/move-here", [("invitation", invitation.as_str())]).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_protected(&answer, "/api/join/move-here");
        let told =
            app.device().call::<()>("/api/join/move-here", [("invitation", invitation.as_str())]).await;
        let Err((_, AppError::Internal { reference })) = told else { panic!("told {told:?}") };
        assert!(!reference.is_empty());
    })
    .await;
}

//! A browser on somebody's device: it keeps cookies and says where its requests come from.

use std::sync::Mutex;

use app::error::AppError;
use axum::Router;
use axum::body::Body;
use http::request::Builder;
use http::{Method, Request, Response, StatusCode, header};
use serde::de::DeserializeOwned;
use tower::ServiceExt;

use super::{Answer, Arguments};

pub struct Device {
    router: Router,
    /// Name and value, the oldest first.
    cookies: Mutex<Vec<(String, String)>>,
}

impl Device {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: Mutex::default() }
    }

    /// Opens a page, as from the address bar.
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html").header("sec-fetch-site", "none");
        self.send(request, Body::empty()).await
    }

    /// Calls a server function, as a script of our pages does.
    pub async fn call<T: DeserializeOwned>(
        &self,
        path: &str,
        arguments: impl Into<Arguments>,
    ) -> Result<T, (StatusCode, AppError)> {
        self.post(path, arguments, "application/json").await.into_result()
    }

    /// Sends a form without script, as a page of ours at `from` does.
    pub async fn submit(&self, path: &str, arguments: impl Into<Arguments>) -> Answer {
        self.post(path, arguments, "text/html").await
    }

    async fn post(&self, path: &str, arguments: impl Into<Arguments>, accept: &str) -> Answer {
        let (kind, body) = arguments.into().into_parts();
        let request = Request::post(path)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body)).await
    }

    pub async fn head(&self, path: &str) -> Answer {
        self.send(Request::builder().method(Method::HEAD).uri(path), Body::empty()).await
    }

    /// Any request, read to the end.
    pub async fn send(&self, request: Builder, body: Body) -> Answer {
        Answer::read(self.open(request, body).await).await
    }

    /// Any request; the body of its answer is not read yet, as that of an event stream.
    pub async fn open(&self, request: Builder, body: Body) -> Response<Body> {
        let mut request = request.body(body).unwrap();
        if let Some(cookies) = self.cookie_header() {
            request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        response
    }

    /// The cookies' names and values.
    pub fn cookies(&self) -> Vec<(String, String)> {
        self.cookies.lock().unwrap().clone()
    }

    /// As if a browser had kept this cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().push((name.to_owned(), value.to_owned()));
    }

    /// As if somebody had cleared the browser's data.
    pub fn forget_cookies(&self) {
        self.cookies.lock().unwrap().clear();
    }

    fn cookie_header(&self) -> Option<String> {
        let cookies = self.cookies();
        let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// As browsers do: a `__Host-` name is taken only with all that it promises.
    fn keep(&self, cookie: &str) {
        let mut parts = cookie.split("; ");
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let attributes: Vec<_> = parts.collect();
        if name.starts_with("__Host-") {
            let is_taken = attributes.contains(&"Secure") && attributes.contains(&"Path=/");
            assert!(is_taken && !cookie.contains("Domain"), "no browser takes {cookie}");
        }
        let mut cookies = self.cookies.lock().unwrap();
        if attributes.contains(&"Max-Age=0") {
            cookies.retain(|(kept, _)| kept != name);
        } else if let Some((_, kept)) = cookies.iter_mut().find(|(kept, _)| kept == name) {
            value.clone_into(kept);
        } else {
            cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}

//! A whole answer, as a test looks at it.

use app::error::AppError;
use axum::body::{Body, Bytes};
use http::{HeaderMap, Response, StatusCode, header};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    /// The value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect()
    }

    /// The value of a server function, or its status and error.
    pub fn into_result<T: DeserializeOwned>(self) -> Result<T, (StatusCode, AppError)> {
        let text = self.text();
        if self.status.is_client_error() || self.status.is_server_error() {
            let error = serde_json::from_str(&text)
                .unwrap_or_else(|_| panic!("{} with what is no error of ours: {text}", self.status));
            return Err((self.status, error));
        }
        assert_eq!(self.status, StatusCode::OK, "{text}");
        Ok(serde_json::from_str(&text).unwrap_or_else(|problem| panic!("{problem}: {text}")))
    }
}

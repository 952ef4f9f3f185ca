//! `GET /password/{token}`: somebody opens a link to choose a password.
//!
//! A pure read, as with the links of guests: the token moves from the URL into a cookie, out of histories and logs, and
//! the page behind it tells what it is worth.

use app::backend::SetCookie;
use app::routes;
use axum::extract::Path;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use http::header;

use super::cookies;

pub const ROUTE: &str = "/password/{token}";

pub async fn open(Path(token): Path<String>) -> Response {
    let SetCookie(cookie) = cookies::password_link(&token);
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&routes::new_password())).into_response()
}

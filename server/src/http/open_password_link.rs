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
use crate::secrets;

pub const ROUTE: &str = "/password/{token}";

pub async fn open(Path(token): Path<String>) -> Response {
    // What was never made is not kept: the page says that it does not work.
    let kept = secrets::is_cookie_secret(&token).then(|| cookies::password_link(&token));
    let set = kept.into_iter().map(|SetCookie(cookie)| (header::SET_COOKIE, cookie)).collect::<Vec<_>>();
    (AppendHeaders(set), Redirect::to(&routes::new_password())).into_response()
}

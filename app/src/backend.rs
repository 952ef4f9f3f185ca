//! What the pages ask of the server, and how a server function asks it.
//!
//! The server implements these traits once. A server function is three lines: `call`, the method, its values.

mod account;
mod guest_link;
mod identity;
mod invitation;
mod join;
mod live;
mod mail;
mod people;
mod records;
mod report;
mod room;
mod settings;
mod setup;

use std::future::Future;
use std::sync::Arc;

use domain::{GuestLinkId, InvitationId, Timestamp};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use crate::error::AppError;

pub use account::Accounts;
pub use guest_link::GuestLinks;
pub use identity::Identities;
pub use invitation::{Batches, Invitations};
pub use join::Joining;
pub use live::LiveRooms;
pub use mail::Mails;
pub use people::{Directory, Groups, Imports, People};
pub use records::Records;
pub use report::Reports;
pub use room::Rooms;
pub use settings::Administration;
pub use setup::Setup;

/// Who asks, as far as the request tells: proofs still to be checked.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// The sign-in cookie.
    pub sign_in: Option<String>,
    /// The device cookie.
    pub device: Option<String>,
    /// The links this browser has opened, by invitation.
    pub links: Vec<(InvitationId, String)>,
    /// The guest links this browser has opened.
    pub guest_links: Vec<(GuestLinkId, String)>,
    /// The link to choose a password that this browser has opened.
    pub password_link: Option<String>,
    /// The address limits are counted for.
    pub address: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// Where the browser says that it sends to.
    pub host: String,
    /// The page that has made the browser send this, by its scheme, host and port.
    pub origin: Option<String>,
}

/// A cookie for the browser to keep.
pub struct SetCookie(pub HeaderValue);

pub type Answer<T> = Result<T, AppError>;

/// All that pages ask.
pub trait Backend:
    Accounts
    + GuestLinks
    + Rooms
    + People
    + Directory
    + Groups
    + Imports
    + Invitations
    + Administration
    + Identities
    + Setup
    + Records
    + Batches
    + Mails
    + Joining
    + LiveRooms
    + Reports
    + Send
    + Sync
    + 'static
{
    /// The server's clock.
    fn now(&self) -> Timestamp;
}

/// The cookie of what was typed into a form without scripts, for a minute.
const TYPED: &str = "__Host-greenroom-typed";
/// Octets kept of it.
const MOST_TYPED: usize = 600;

/// What the server puts into the context of each request.
#[derive(Clone)]
pub struct Request {
    pub backend: Arc<dyn Backend>,
    pub caller: Caller,
}

/// Asks the server and gives the answer's error its HTTP status.
pub async fn call<T, F>(ask: impl FnOnce(Arc<dyn Backend>, Caller) -> F) -> Answer<T>
where
    F: Future<Output = Answer<T>>,
{
    let Request { backend, caller } = expect_context::<Request>();
    let answer = ask(backend, caller).await;
    if let Err(error) = &answer {
        set_status(error.status());
        if let AppError::TooMany { retry_after_seconds } = error {
            insert_header(header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
        }
    }
    answer
}

/// Gives the page being drawn this status; leaves answers to server functions alone.
pub fn set_page_status(status: u16) {
    if use_context::<Parts>().is_some_and(|parts| !parts.uri.path().starts_with("/api/")) {
        set_status(status);
    }
}

/// Sends a cookie along with the answer.
pub fn set_cookie(SetCookie(cookie): SetCookie) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// Leads a form without scripts on to `path`; pages with scripts go on by the answer.
pub fn lead_form_to(path: &str) {
    if is_form_post() {
        leptos_axum::redirect(path);
    }
}

/// Keeps what was typed for the page that a refused form leads back to; pages with scripts keep it by themselves.
pub fn keep_typed(text: &str) {
    if is_form_post() && text.len() <= MOST_TYPED {
        let hex = text.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let cookie = format!("{TYPED}={hex}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            set_cookie(SetCookie(cookie));
        }
    }
}

/// The value of the first cookie of this name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (known, value) = cookie.trim().split_once('=')?;
        (known == name).then_some(value)
    })
}

/// What was typed into a form that has just been refused; empty when nothing was.
pub fn typed_before() -> String {
    let kept = use_context::<Parts>().and_then(|parts| {
        let hex = cookie(&parts.headers, TYPED)?;
        let digits = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok());
        String::from_utf8(digits.collect::<Option<_>>()?).ok()
    });
    kept.unwrap_or_default()
}

/// As [`keep_typed`], for the fields of a form that has been refused; never for passwords.
pub fn keep_refused<T>(answer: Answer<T>, form: &str, fields: &[&str]) -> Answer<T> {
    if answer.is_err() {
        keep_typed(&[&[form], fields].concat().join("\n"));
    }
    answer
}

/// Leads a form without scripts back to its page, which then says what has been done; pages with scripts know.
pub fn lead_form_back(query: &str) {
    let page = use_context::<Parts>().filter(|_| is_form_post()).and_then(|parts| {
        let referer = parts.headers.get(header::REFERER)?.to_str().ok()?.parse::<http::Uri>().ok()?;
        crate::routes::own_path(referer.path()).map(str::to_owned)
    });
    if let Some(page) = page {
        leptos_axum::redirect(&format!("{page}?{query}"));
    }
}

/// Whether the browser itself asks, for somebody to read the answer, and none of our scripts.
pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// A plain form post is answered with a redirect, whose status must stay.
fn set_status(status: u16) {
    if let (false, Some(response), Ok(status)) =
        (is_form_post(), use_context::<ResponseOptions>(), StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}

fn insert_header(name: header::HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(name, value);
    }
}

fn is_form_post() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.method == Method::POST && accepts_html(&parts.headers))
}

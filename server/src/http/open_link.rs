//! `GET /i/{token}`: somebody, or a mail scanner on their behalf, opens a link.
//!
//! A pure read, without even a look into the database: the token moves from the URL into a cookie, and the page
//! behind it tells what it is worth. Nothing is claimed and nothing is counted.

use app::backend::{Caller, SetCookie};
use app::routes;
use axum::Extension;
use axum::extract::Path;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use domain::InvitationId;
use http::header;

use super::cookies;
use crate::secrets::LinkToken;

/// Of the links a browser has opened, so many are kept: a server reads 8 KiB of headers and no more.
const LINKS_KEPT: usize = 20;

pub const ROUTE: &str = "/i/{token}";

pub async fn open(Path(token): Path<String>, Extension(caller): Extension<Caller>) -> Response {
    let Some(LinkToken { invitation, .. }) = LinkToken::parse(&token) else {
        return Redirect::to(&routes::unknown_link()).into_response();
    };
    let mut set = vec![cookies::link(invitation, &token)];
    set.extend(surplus(&caller, invitation).map(cookies::forget_link));
    let set = set.into_iter().map(|SetCookie(cookie)| (header::SET_COOKIE, cookie));
    (AppendHeaders(set), Redirect::to(&routes::join(invitation))).into_response()
}

/// The links opened longest ago, which browsers send first.
fn surplus(caller: &Caller, opened: InvitationId) -> impl Iterator<Item = InvitationId> {
    let others = caller.links.iter().map(|(invitation, _)| *invitation).filter(move |other| *other != opened);
    let too_many = (others.clone().count() + 1).saturating_sub(LINKS_KEPT);
    others.take(too_many)
}

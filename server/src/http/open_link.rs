//! `GET /i/{token}` and, for guest links, `GET /g/{token}`: somebody, or a mail scanner on their behalf, opens a link.
//!
//! A pure read, without even a look into the database: the token moves from the URL into a cookie, and the page
//! behind it tells what it is worth. Nothing is claimed and nothing is counted.

use app::backend::{Caller, SetCookie};
use app::routes;
use axum::Extension;
use axum::extract::Path;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use domain::{GuestLinkId, InvitationId};
use http::header;

use super::cookies;
use crate::secrets::{GuestLinkToken, LinkToken};

/// Of the links a browser has opened, so many are kept: a server reads 8 KiB of headers and no more.
const LINKS_KEPT: usize = 20;

/// As many guest links are enough for anybody.
const GUEST_LINKS_KEPT: usize = 10;

pub const ROUTE: &str = "/i/{token}";

pub const GUEST_ROUTE: &str = "/g/{token}";

pub async fn open(Path(token): Path<String>, Extension(caller): Extension<Caller>) -> Response {
    let Some(LinkToken { invitation, .. }) = LinkToken::parse(&token) else {
        return Redirect::to(&routes::unknown_link()).into_response();
    };
    let mut set = vec![cookies::link(invitation, &token)];
    set.extend(surplus(&caller, invitation).map(cookies::forget_link));
    let set = set.into_iter().map(|SetCookie(cookie)| (header::SET_COOKIE, cookie));
    (AppendHeaders(set), Redirect::to(&routes::join(invitation))).into_response()
}

pub async fn open_guest_link(Path(token): Path<String>, Extension(caller): Extension<Caller>) -> Response {
    let Some(GuestLinkToken { link, .. }) = GuestLinkToken::parse(&token) else {
        return Redirect::to(&routes::unknown_link()).into_response();
    };
    let mut set = vec![cookies::guest_link(link, &token)];
    set.extend(surplus_guest_links(&caller, link).map(cookies::forget_guest_link));
    let set = set.into_iter().map(|SetCookie(cookie)| (header::SET_COOKIE, cookie));
    (AppendHeaders(set), Redirect::to(&routes::enter(link))).into_response()
}

fn surplus_guest_links(caller: &Caller, opened: GuestLinkId) -> impl Iterator<Item = GuestLinkId> {
    let others = caller.guest_links.iter().map(|(link, _)| *link).filter(move |other| *other != opened);
    let too_many = (others.clone().count() + 1).saturating_sub(GUEST_LINKS_KEPT);
    others.take(too_many)
}

/// The links opened longest ago, which browsers send first.
fn surplus(caller: &Caller, opened: InvitationId) -> impl Iterator<Item = InvitationId> {
    let others = caller.links.iter().map(|(invitation, _)| *invitation).filter(move |other| *other != opened);
    let too_many = (others.clone().count() + 1).saturating_sub(LINKS_KEPT);
    others.take(too_many)
}

//! The cookies of the site.
//!
//! Browsers accept a `__Host-` name only with `Secure`, `Path=/` and no `Domain`: no other host can set it.
//! `SameSite=Lax` lets the cookies come along when somebody follows a link from a mail, and keeps them from
//! foreign forms.

use std::time::Duration;

use app::backend::SetCookie;
use domain::{GuestLinkId, InvitationId};
use http::{HeaderMap, HeaderValue, header};

pub const SIGN_IN: &str = "__Host-greenroom-sign-in";
pub const DEVICE: &str = "__Host-greenroom-device";

/// The link to choose a password that this browser has opened.
pub const PASSWORD_LINK: &str = "__Host-greenroom-password-link";

/// Followed by the invitation's identifier.
pub const LINK_PREFIX: &str = "__Host-greenroom-link-";

/// Followed by the guest link's identifier.
pub const GUEST_LINK_PREFIX: &str = "__Host-greenroom-guest-link-";

/// The longest that browsers keep a cookie.
const DEVICE_KEPT_FOR: Duration = Duration::from_hours(400 * 24);
const LINK_KEPT_FOR: Duration = Duration::from_hours(60 * 24);
const PASSWORD_LINK_KEPT_FOR: Duration = Duration::from_hours(24);

pub fn sign_in(secret: &str, kept_for: Duration) -> SetCookie {
    keep(SIGN_IN, secret, kept_for)
}

pub fn end_sign_in() -> SetCookie {
    keep(SIGN_IN, "", Duration::ZERO)
}

/// By this secret a browser is known to the links it has claimed.
pub fn device(secret: &str) -> SetCookie {
    keep(DEVICE, secret, DEVICE_KEPT_FOR)
}

/// The link somebody has opened, out of the URL, out of histories and logs.
pub fn link(invitation: InvitationId, token: &str) -> SetCookie {
    keep(&link_name(invitation), token, LINK_KEPT_FOR)
}

pub fn forget_link(invitation: InvitationId) -> SetCookie {
    keep(&link_name(invitation), "", Duration::ZERO)
}

/// The guest link somebody has opened.
pub fn guest_link(link: GuestLinkId, token: &str) -> SetCookie {
    keep(&guest_link_name(link), token, LINK_KEPT_FOR)
}

pub fn forget_guest_link(link: GuestLinkId) -> SetCookie {
    keep(&guest_link_name(link), "", Duration::ZERO)
}

fn guest_link_name(link: GuestLinkId) -> String {
    format!("{GUEST_LINK_PREFIX}{link}")
}

/// The link to choose a password, out of the URL. Who leaves it open for a day opens it once more.
pub fn password_link(token: &str) -> SetCookie {
    keep(PASSWORD_LINK, token, PASSWORD_LINK_KEPT_FOR)
}

pub fn forget_password_link() -> SetCookie {
    keep(PASSWORD_LINK, "", Duration::ZERO)
}

fn link_name(invitation: InvitationId) -> String {
    format!("{LINK_PREFIX}{invitation}")
}

/// Values are base64url; a letter that could end a value is left out, and so never sets another attribute.
fn keep(name: &str, value: &str, kept_for: Duration) -> SetCookie {
    let value: String = value.chars().filter(|letter| is_base64url(*letter)).collect();
    let max_age = kept_for.as_secs();
    let cookie = format!("{name}={value}; Path=/; Max-Age={max_age}; Secure; HttpOnly; SameSite=Lax");
    SetCookie(HeaderValue::try_from(cookie).unwrap_or(HeaderValue::from_static("")))
}

fn is_base64url(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// The cookies of a request, in the browser's order: the one it has kept longest comes first.
pub fn read(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_out_of_reach_of_scripts_and_other_hosts() {
        let invitation = InvitationId::from_bits(7);
        for SetCookie(cookie) in [device("s"), link(invitation, "s"), end_sign_in()] {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("__Host-greenroom-"), "{cookie}");
            for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
                assert!(cookie.contains(attribute), "{cookie} has no {attribute}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }

    #[test]
    fn a_value_cannot_smuggle_an_attribute() {
        let SetCookie(cookie) = device("a; Domain=evil.example\r\nx");
        assert!(cookie.to_str().unwrap().starts_with("__Host-greenroom-device=aDomainevilexamplex; "));
    }

    #[test]
    fn all_cookies_of_all_headers_are_read_in_order() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; b=x=y;c"));
        headers.append(header::COOKIE, HeaderValue::from_static("d="));
        assert_eq!(read(&headers).collect::<Vec<_>>(), [("a", "1"), ("b", "x=y"), ("d", "")]);
    }
}

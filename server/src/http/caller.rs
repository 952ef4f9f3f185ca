//! Who asks, read from a request. Proofs are only carried here; services check them.

use std::net::SocketAddr;

use app::backend::Caller;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, header};

use super::client_address::{TrustedProxies, limit_key};
use super::cookies;

/// More is of no use to people who look for a device of theirs in a list.
const USER_AGENT_LENGTH: usize = 200;

/// Puts the caller into the request's extensions, for pages, server functions and streams alike.
pub async fn provide(State(proxies): State<TrustedProxies>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = read(&parts, &proxies);
    parts.extensions.insert(caller);
    next.run(Request::from_parts(parts, body)).await
}

fn read(parts: &Parts, proxies: &TrustedProxies) -> Caller {
    let mut caller = Caller {
        address: address(parts, proxies),
        user_agent: user_agent(&parts.headers),
        host: header_text(&parts.headers, header::HOST).unwrap_or_default(),
        origin: header_text(&parts.headers, header::ORIGIN),
        ..Caller::default()
    };
    for (name, value) in cookies::read(&parts.headers) {
        if name == cookies::SIGN_IN {
            caller.sign_in = Some(value.to_owned());
        } else if name == cookies::DEVICE {
            caller.device = Some(value.to_owned());
        } else if name == cookies::PASSWORD_LINK {
            caller.password_link = Some(value.to_owned());
        } else if let Some(Ok(invitation)) = name.strip_prefix(cookies::LINK_PREFIX).map(str::parse) {
            caller.links.push((invitation, value.to_owned()));
        } else if let Some(Ok(link)) = name.strip_prefix(cookies::GUEST_LINK_PREFIX).map(str::parse) {
            caller.guest_links.push((link, value.to_owned()));
        }
    }
    caller
}

/// Requests without a socket, as in tests, share one address.
fn address(parts: &Parts, proxies: &TrustedProxies) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or_else(
        || "unknown".to_owned(),
        |ConnectInfo(peer)| limit_key(proxies.client(peer.ip(), &parts.headers)),
    )
}

fn header_text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn user_agent(headers: &HeaderMap) -> String {
    let text = headers.get(header::USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()));
    text.unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(USER_AGENT_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use domain::InvitationId;
    use http::HeaderValue;

    use super::*;

    fn caller_of(request: http::request::Builder) -> Caller {
        let (parts, ()) = request.body(()).unwrap().into_parts();
        read(&parts, &TrustedProxies::default())
    }

    #[test]
    fn every_proof_is_read() {
        let [first, second] = [3, 4].map(InvitationId::from_bits);
        let cookies = format!(
            "{}=one; theme=dark; {}=two; {prefix}{first}=three; {prefix}{second}=four; {prefix}nonsense=five",
            cookies::SIGN_IN,
            cookies::DEVICE,
            prefix = cookies::LINK_PREFIX,
        );
        let caller = caller_of(http::Request::builder().header(header::COOKIE, cookies));
        assert_eq!(caller.sign_in.as_deref(), Some("one"));
        assert_eq!(caller.device.as_deref(), Some("two"));
        assert_eq!(caller.links, [(first, "three".to_owned()), (second, "four".to_owned())]);
    }

    #[test]
    fn a_request_without_proofs_has_none() {
        let caller = caller_of(http::Request::builder());
        assert_eq!((caller.sign_in, caller.device, caller.links), (None, None, vec![]));
        assert_eq!((caller.address.as_str(), caller.user_agent.as_str()), ("unknown", ""));
    }

    #[test]
    fn a_browser_cannot_name_itself_at_length_or_in_control_characters() {
        let long = HeaderValue::from_bytes(&[b"Mozilla\t5.0 ".as_slice(), &[b'x'; 500]].concat()).unwrap();
        let caller = caller_of(http::Request::builder().header(header::USER_AGENT, long));
        assert!(caller.user_agent.starts_with("Mozilla5.0 xxx"));
        assert_eq!(caller.user_agent.chars().count(), USER_AGENT_LENGTH);
    }

    #[test]
    fn the_peer_is_the_address_when_no_proxy_is_trusted() {
        let peer: SocketAddr = "192.0.2.1:4711".parse().unwrap();
        let caller = caller_of(
            http::Request::builder().header("x-forwarded-for", "203.0.113.9").extension(ConnectInfo(peer)),
        );
        assert_eq!(caller.address, "192.0.2.1");
    }
}

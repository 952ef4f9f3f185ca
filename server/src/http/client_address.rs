//! Where a request comes from, as far as we may believe it.

mod network;

use std::net::IpAddr;
use std::str::FromStr;

use http::HeaderMap;

use network::Network;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The proxies in front of this process, whose word on a client's address is taken; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

/// A part of the list is neither an address nor a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an address such as 10.0.0.1 nor a network such as 10.0.0.0/8")]
pub struct NotANetwork(String);

impl FromStr for TrustedProxies {
    type Err = NotANetwork;

    /// Reads a list separated by commas: `127.0.0.1, 10.0.0.0/8, fd00::/8`.
    fn from_str(list: &str) -> Result<Self, NotANetwork> {
        let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts
            .map(|part| Network::parse(part).ok_or_else(|| NotANetwork(part.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl TrustedProxies {
    /// Walks from the peer towards the client for as long as the word of the one who says it is trusted. What a
    /// client writes into the header itself stands further left and is never reached.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut hops: Vec<&str> = headers
            .get_all(FORWARDED_FOR)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(','))
            .collect();
        let mut nearest = peer.to_canonical();
        while self.trusts(nearest) {
            match hops.pop().and_then(parse_hop) {
                Some(next) => nearest = next,
                None => break,
            }
        }
        nearest
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

/// Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
fn parse_hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address =
        text.parse().ok().or_else(|| text.parse().ok().map(|socket: std::net::SocketAddr| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// What limits are counted for: an IPv4 address, or the network of 64 bits that one IPv6 customer has at least.
pub fn limit_key(client: IpAddr) -> String {
    match client.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = std::net::Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64));
            format!("{network}/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn client(trusted: &str, peer: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(value));
        }
        let trusted: TrustedProxies = trusted.parse().unwrap();
        trusted.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client("", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client("10.0.0.0/8", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn behind_a_proxy_the_nearest_stranger_counts() {
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["203.0.113.9, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["203.0.113.9", "198.51.100.7:99"]), "198.51.100.7");
        assert_eq!(client("10.0.0.0/8", "10.1.1.1", &["203.0.113.9, 10.2.2.2"]), "203.0.113.9");
        assert_eq!(client("fd00::/8", "fd00::1", &["[2001:db8::1]:443"]), "2001:db8::1");
        assert_eq!(client("127.0.0.1", "::ffff:127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
    }

    #[test]
    fn nonsense_ends_the_walk() {
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["203.0.113.9, unknown"]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", "127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn a_wrong_list_names_the_wrong_part() {
        for (list, wrong) in
            [("10.0.0.1, nginx", "nginx"), ("10.0.0.0/33", "10.0.0.0/33"), ("::/129", "::/129")]
        {
            assert_eq!(list.parse::<TrustedProxies>(), Err(NotANetwork(wrong.to_owned())));
        }
    }

    #[test]
    fn one_customer_is_one_key() {
        let key = |text: &str| limit_key(text.parse().unwrap());
        assert_eq!(key("192.0.2.1"), "192.0.2.1");
        assert_eq!(key("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
    }
}

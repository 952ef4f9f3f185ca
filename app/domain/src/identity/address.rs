//! Where people reach a site: the part of every link that comes before the path.

use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use crate::email::EmailProblem;
use crate::language::{Say, Sentence, says_english};
use crate::say;

/// The whole beginning of the site's links, in the form in which browsers name it as an origin: in lower case, without
/// a usual port and without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicAddress(String);

/// Why a text is no public address. The sentence says how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AddressProblem {
    NotAnAddress,
    /// Browsers keep no sign-in of a site they reach over plain http, except on the machine itself.
    NotSecure,
    HasPath,
    LookAlike,
}

impl Say for AddressProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::NotAnAddress => say!("Write the whole address, as in https://greenroom.example.org."),
            Self::NotSecure => say!(
                "Over plain http browsers keep no sign-in, and everybody on the way can read the links. Use https://; http:// works on the machine itself only, as http://localhost."
            ),
            Self::HasPath => {
                say!("The address ends after the host and the port; the site cannot lie below a path.")
            }
            Self::LookAlike => say!("The host mixes letters that look alike. Type it with plain letters."),
        }
    }
}

says_english!(AddressProblem);

const MAX_HOST: usize = 253;
const MAX_LABEL: usize = 63;

impl PublicAddress {
    /// Reads an address whose host is in ASCII.
    ///
    /// # Errors
    /// The first problem found.
    pub fn parse(typed: &str) -> Result<Self, AddressProblem> {
        Self::parse_with(typed, |_| Err(EmailProblem::Domain))
    }

    /// Reads an address; a host that is not ASCII goes through `to_ascii`, as in
    /// [`crate::EmailAddress::parse_with`].
    ///
    /// # Errors
    /// The first problem found.
    pub fn parse_with(
        typed: &str,
        to_ascii: impl FnOnce(&str) -> Result<String, EmailProblem>,
    ) -> Result<Self, AddressProblem> {
        let (scheme, rest) = typed.trim().split_once("://").ok_or(AddressProblem::NotAnAddress)?;
        let scheme = scheme.to_ascii_lowercase();
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let usual_port = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return Err(AddressProblem::NotAnAddress),
        };
        let (host, port) = split_port(authority)?;
        let host = read_host(host, to_ascii)?;
        if scheme == "http" && !is_own_machine(&host) {
            return Err(AddressProblem::NotSecure);
        }
        if !path.is_empty() && path != "/" {
            return Err(AddressProblem::HasPath);
        }
        let port = port.filter(|port| *port != usual_port).map(|port| format!(":{port}"));
        Ok(Self(format!("{scheme}://{host}{}", port.unwrap_or_default())))
    }

    /// What browsers and proxies say they reach the site at, taken for a guess: a host alone is reached over TLS, unless it
    /// is the machine itself.
    pub fn guess(host: &str) -> Option<Self> {
        Self::parse(&format!("http://{host}")).or_else(|_| Self::parse(&format!("https://{host}"))).ok()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without its port.
    pub fn host(&self) -> &str {
        let (_, authority) = self.0.split_once("://").unwrap_or_default();
        split_port(authority).map_or(authority, |(host, _)| host)
    }

    /// People reach the site over TLS.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Only the machine that the site runs on reaches it there.
    pub fn is_own_machine(&self) -> bool {
        is_own_machine(self.host())
    }
}

/// The host and the port, if there is one.
fn split_port(authority: &str) -> Result<(&str, Option<u16>), AddressProblem> {
    let host_ends = match authority.strip_prefix('[') {
        Some(_) => authority.find(']').ok_or(AddressProblem::NotAnAddress)? + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(host_ends);
    if port.is_empty() {
        return Ok((host, None));
    }
    let digits = port.strip_prefix(':').filter(|digits| digits.bytes().all(|letter| letter.is_ascii_digit()));
    let port = digits.and_then(|digits| digits.parse::<u16>().ok()).filter(|port| *port > 0);
    port.map(|port| (host, Some(port))).ok_or(AddressProblem::NotAnAddress)
}

fn read_host(
    typed: &str,
    to_ascii: impl FnOnce(&str) -> Result<String, EmailProblem>,
) -> Result<String, AddressProblem> {
    if let Some(number) = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let number: Ipv6Addr = number.parse().map_err(|_| AddressProblem::NotAnAddress)?;
        return Ok(format!("[{number}]"));
    }
    let host = if typed.is_ascii() {
        typed.to_ascii_lowercase()
    } else {
        to_ascii(typed).map_err(|problem| match problem {
            EmailProblem::LookAlikeDomain => AddressProblem::LookAlike,
            _ => AddressProblem::NotAnAddress,
        })?
    };
    if is_host(&host) { Ok(host) } else { Err(AddressProblem::NotAnAddress) }
}

/// A name, or four numbers: browsers read what ends in a number as an address, and nothing else.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=MAX_LABEL).contains(&label.len())
            && label.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let ends_in_number = last.starts_with(|letter: char| letter.is_ascii_digit());
    host.len() <= MAX_HOST
        && host.split('.').all(is_label)
        && (!ends_in_number || host.parse::<Ipv4Addr>().is_ok())
}

/// What is sent there does not leave the machine.
fn is_own_machine(host: &str) -> bool {
    let number = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || number.parse().is_ok_and(|number: Ipv4Addr| number.is_loopback())
        || number.parse().is_ok_and(|number: Ipv6Addr| number.is_loopback())
}

impl fmt::Display for PublicAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PublicAddress {
    type Error = AddressProblem;

    fn try_from(typed: String) -> Result<Self, AddressProblem> {
        Self::parse(&typed)
    }
}

impl From<PublicAddress> for String {
    fn from(address: PublicAddress) -> Self {
        address.0
    }
}

//! Where people reach the site.

use http::Uri;
use http::uri::Scheme;

/// Why a text is no public URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlProblem {
    #[error("write the whole URL, as in https://greenroom.example.org")]
    NotAUrl,
    #[error("it must begin with https:// ; cookies and links are safe only then (http:// is for localhost)")]
    NotSecure,
    #[error("it must end after the host and the port; the site cannot lie below a path")]
    HasPath,
}

/// Hosts whose traffic does not leave the machine.
const OWN_HOSTS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Reads a public URL; answers without a slash at its end.
pub fn read(typed: &str) -> Result<String, PublicUrlProblem> {
    let uri: Uri = typed.parse().map_err(|_| PublicUrlProblem::NotAUrl)?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err(PublicUrlProblem::NotAUrl);
    };
    let is_web = *scheme == Scheme::HTTPS || *scheme == Scheme::HTTP;
    if !is_web || authority.as_str().contains('@') || authority.host().is_empty() {
        Err(PublicUrlProblem::NotAUrl)
    } else if *scheme == Scheme::HTTP && !OWN_HOSTS.contains(&authority.host()) {
        Err(PublicUrlProblem::NotSecure)
    } else if uri.path() != "/" || uri.query().is_some() {
        Err(PublicUrlProblem::HasPath)
    } else {
        Ok(format!("{scheme}://{}", authority.as_str().to_ascii_lowercase()))
    }
}

/// The host of a public URL, without its port.
pub fn host(url: &str) -> &str {
    let authority = url.split_once("://").map_or(url, |(_, authority)| authority);
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|letter| letter.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_a_url_has_no_port() {
        for (url, expected) in [
            ("https://greenroom.example.org", "greenroom.example.org"),
            ("https://greenroom.example.org:8443", "greenroom.example.org"),
            ("http://[::1]:3000", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(host(url), expected);
        }
    }

    #[test]
    fn urls_of_a_site() {
        for (typed, url) in [
            ("https://greenroom.example.org", "https://greenroom.example.org"),
            ("https://Greenroom.example.org:8443/", "https://greenroom.example.org:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1:3000/", "http://127.0.0.1:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(url));
        }
    }

    #[test]
    fn what_would_not_work_is_told() {
        for (typed, problem) in [
            ("greenroom.example.org", PublicUrlProblem::NotAUrl),
            ("ftp://greenroom.example.org", PublicUrlProblem::NotAUrl),
            ("https://user:password@example.org", PublicUrlProblem::NotAUrl),
            ("/rooms", PublicUrlProblem::NotAUrl),
            ("http://greenroom.example.org", PublicUrlProblem::NotSecure),
            ("http://localhost.example.org", PublicUrlProblem::NotSecure),
            ("https://example.org/greenroom", PublicUrlProblem::HasPath),
            ("https://example.org/?x=1", PublicUrlProblem::HasPath),
        ] {
            assert_eq!(read(typed), Err(problem), "{typed}");
        }
    }
}

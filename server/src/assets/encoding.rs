//! Which compressed forms a browser takes, the best first.

use http::{HeaderMap, header};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

/// In the order of size.
const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Plain];

impl Encoding {
    /// Its name in HTTP.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }

    /// What its files end with.
    pub const fn ending(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gz"),
            Self::Plain => None,
        }
    }

    /// How gladly it is taken, in thousandths. The plain form is taken unless it is refused.
    fn quality(self, listed: &[(&str, u32)]) -> u32 {
        let name = self.name().unwrap_or("identity");
        let find = |name: &str| listed.iter().find(|(listed, _)| listed.eq_ignore_ascii_case(name));
        let unlisted = u32::from(self == Self::Plain);
        find(name).or_else(|| find("*")).map_or(unlisted, |(_, quality)| *quality)
    }
}

/// The forms that are taken, the most welcome first, and of equals the smallest.
pub fn accepted(request: &HeaderMap) -> Vec<Encoding> {
    let headers = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let listed: Vec<(&str, u32)> = headers.flat_map(|value| value.split(',')).filter_map(listed).collect();
    let mut accepted: Vec<_> = ALL.into_iter().filter(|encoding| encoding.quality(&listed) > 0).collect();
    accepted.sort_by_key(|encoding| std::cmp::Reverse(encoding.quality(&listed)));
    accepted
}

fn listed(entry: &str) -> Option<(&str, u32)> {
    let mut parts = entry.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some((name, quality.map_or(1000, thousandths)))
}

/// `0.8` → 800. What cannot be read is no wish.
fn thousandths(quality: &str) -> u32 {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let digits: u32 = format!("{fraction:0<3}").get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    whole.parse::<u32>().map_or(0, |whole| whole.min(1) * 1000 + digits).min(1000)
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Brotli, Gzip, Plain};
    use super::*;

    #[test]
    fn wishes_are_followed() {
        for (wish, expected) in [
            ("gzip, deflate, br, zstd", [Brotli, Gzip, Plain].as_slice()),
            ("gzip", &[Gzip, Plain]),
            ("", &[Plain]),
            ("br;q=0.5, gzip;q=0.8", &[Gzip, Brotli, Plain]),
            ("br;q=0, gzip", &[Gzip, Plain]),
            ("identity, br;q=0.9", &[Plain, Brotli]),
            ("*", &[Brotli, Gzip, Plain]),
            ("*;q=0, gzip;q=0.001", &[Gzip]),
            ("BR; Q=1.0", &[Brotli, Plain]),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, wish.parse().unwrap());
            assert_eq!(accepted(&headers), expected, "{wish:?}");
        }
        assert_eq!(accepted(&HeaderMap::new()), [Plain]);
    }
}

//! Which language a browser asks for.

use super::Language;

/// The language that is liked best of those there are, by a header `Accept-Language` (RFC 9110, section 12.5.4). What
/// cannot be read is passed over.
pub fn preferred(accept_language: &str) -> Option<Language> {
    let ranges = accept_language.split(',').filter_map(|range| {
        let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
        let weight: f32 = weight.trim().parse().ok()?;
        let language = of_tag(tag.trim())?;
        (weight > 0.0).then_some((language, weight))
    });
    // Of equals the first counts.
    let best = ranges.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(language, _)| language)
}

/// By the first part of a tag, as `de` of `de-AT`. Old browsers and Java call Hebrew `iw`.
fn of_tag(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if primary == "iw" { Some(Language::Hebrew) } else { primary.parse().ok() }
}

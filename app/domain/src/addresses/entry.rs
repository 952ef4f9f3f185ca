//! Puts together what belongs to one person.

use super::scan::{End, Segment, segments};
use crate::email::EmailAddress;
use crate::plain_text::{is_forbidden_in_line, is_invisible};

/// The parts of an entry, as they stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    pub typed: &'a str,
    pub name: &'a str,
    pub address: &'a str,
}

/// All entries of a text, in order.
pub fn find(text: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut line = Vec::new();
    for segment in segments(text) {
        if !segment.text.is_empty() {
            line.push(segment);
        }
        if segment.end != End::Weak {
            read_line(text, &line, &mut found);
            line.clear();
        }
    }
    read_line(text, &line, &mut found);
    found
}

/// Reads segments that nothing parts but commas and tabs. Only the last can have an address in brackets.
fn read_line<'a>(text: &'a str, line: &[Segment<'a>], found: &mut Vec<Found<'a>>) {
    let (alone, together) = match line {
        [before @ .., last, first] if are_last_and_first(last, first) => (before, Some((last, first))),
        [one, other] if are_name_and_address(one, other) => (&line[..0], Some((one, other))),
        all => (all, None),
    };
    for segment in alone {
        read_alone(segment, found);
    }
    if let Some((one, other)) = together {
        found.push(joined(text, one, other));
    }
}

/// `Ruiz`, and `Ana <ana@example.org>`.
fn are_last_and_first(last: &Segment<'_>, first: &Segment<'_>) -> bool {
    first.bracket.is_some() && !first.text.starts_with(['"', '“', '„']) && !last.text.contains('@')
}

/// `Ana Ruiz` and `ana@example.org`, in either order.
fn are_name_and_address(one: &Segment<'_>, other: &Segment<'_>) -> bool {
    let is_name = |segment: &Segment<'_>| !segment.text.contains('@');
    let is_address = |segment: &Segment<'_>| {
        segment.bracket.is_none() && segment.text.contains('@') && !segment.text.contains(char::is_whitespace)
    };
    (is_name(one) && is_address(other)) || (is_address(one) && is_name(other) && other.bracket.is_none())
}

fn joined<'a>(text: &'a str, one: &Segment<'a>, other: &Segment<'a>) -> Found<'a> {
    let typed = &text[one.at..other.at + other.text.len()];
    let (name, address) = match other.bracket {
        Some(place) => typed.split_at(other.at - one.at + place),
        None if one.text.contains('@') => (other.text, one.text),
        None => (one.text, other.text),
    };
    Found { typed, name, address: bare_address(address) }
}

fn read_alone<'a>(segment: &Segment<'a>, found: &mut Vec<Found<'a>>) {
    let typed = segment.text;
    if let Some(place) = segment.bracket {
        let (name, address) = typed.split_at(place);
        return found.push(Found { typed, name, address: bare_address(address) });
    }
    let words = || typed.split_whitespace();
    if words().all(|word| word.contains('@')) {
        return found.extend(words().map(|typed| Found { typed, name: "", address: bare_address(typed) }));
    }
    let (name, address) = name_and_address(typed).unwrap_or(("", typed));
    found.push(Found { typed, name, address: bare_address(address) });
}

/// A name before or after an address, with just white space between them.
fn name_and_address(text: &str) -> Option<(&str, &str)> {
    let (before, last) = text.rsplit_once(char::is_whitespace)?;
    let (first, after) = text.split_once(char::is_whitespace)?;
    [(before, last), (after, first)]
        .into_iter()
        .find(|(name, address)| !name.contains('@') && is_address(bare_address(address)))
}

/// Whether it is an address, for servers that can write each domain in ASCII.
fn is_address(text: &str) -> bool {
    EmailAddress::parse_with(text, |_| Ok("xn--a.example".to_owned())).is_ok()
}

/// An address without what programs put around it: brackets, quotes, `mailto:` and what follows its `?`, marks that
/// cannot be seen.
fn bare_address(text: &str) -> &str {
    const AROUND: [(char, char); 4] = [('<', '>'), ('[', ']'), ('(', ')'), ('\'', '\'')];
    // Quotes may stand around several addresses.
    let is_no_part = |letter: char| {
        letter.is_whitespace()
            || is_forbidden_in_line(letter)
            || is_invisible(letter)
            || matches!(letter, '"' | '“' | '”' | '„')
    };
    let mut bare = text.trim_matches(is_no_part);
    for (open, close) in AROUND {
        let inside = bare.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        bare = inside.unwrap_or(bare).trim_matches(is_no_part);
    }
    match bare.get(.."mailto:".len()) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            let address = &bare["mailto:".len()..];
            address.split_once('?').map_or(address, |(address, _)| address)
        }
        _ => bare,
    }
}

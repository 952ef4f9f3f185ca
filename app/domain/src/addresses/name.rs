//! Splits names into first and last.

use crate::plain_text::{is_forbidden_in_line, tidy_line};

/// Words that begin a last name of several words, when they are in small letters.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "het", "ibn", "la", "las", "le", "los", "op", "'t", "te", "ten", "ter", "van", "vom", "von", "zu", "zum",
    "zur",
];

/// Words that follow a last name, also after a comma.
const SUFFIXES: &[&str] =
    &["ii", "iii", "iv", "jr", "jr.", "junior", "m.d.", "md", "ph.d.", "phd", "senior", "sr", "sr."];

/// The first and the last name of a name as people write it: `Ana Ruiz` and `Ruiz, Ana` are the same. A single word is a
/// first name. `None` when there is no name, or an address in its place.
///
/// ```
/// # use domain::addresses::split_name;
/// let name = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
/// assert_eq!(split_name("Ludwig van Beethoven"), name("Ludwig", "van Beethoven"));
/// assert_eq!(split_name("\"Ruiz, Ana\""), name("Ana", "Ruiz"));
/// ```
pub fn split_name(typed: &str) -> Option<(String, String)> {
    let name = unquoted(typed);
    if name.is_empty() || name.contains('@') {
        return None;
    }
    let mut parts = name.split([',', '\u{ff0c}']).map(str::trim).filter(|part| !part.is_empty()).peekable();
    let leading = parts.next()?;
    // `Silva, Junior` is a name like any other; `Ana da Silva, Junior` is not.
    let is_reversed = parts.peek().is_some_and(|next| !leading.contains(' ') || !is_one_of(next, SUFFIXES));
    let (first, mut last) = if is_reversed {
        (parts.next().unwrap_or_default().to_owned(), leading.to_owned())
    } else {
        split_words(leading)
    };
    for part in parts {
        last = format!("{last}, {part}");
    }
    Some((first, last))
}

/// The last name begins at its particle, or is the last word with its suffix.
fn split_words(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split(' ').collect();
    let is_suffixed = words.len() > 2 && is_one_of(words[words.len() - 1], SUFFIXES);
    let usual = words.len() - 1 - usize::from(is_suffixed);
    let particle = words.iter().position(|word| PARTICLES.contains(word));
    let place = particle.filter(|place| *place > 0).map_or(usual, |place| place.min(usual)).max(1);
    let (first, last) = words.split_at(place);
    (first.join(" "), last.join(" "))
}

/// On one line, without the quotes or brackets around it.
fn unquoted(typed: &str) -> String {
    const AROUND: [(char, char); 6] =
        [('"', '"'), ('“', '”'), ('„', '“'), ('\'', '\''), ('(', ')'), ('[', ']')];
    let mut name = typed.trim().trim_end_matches([',', ':']).trim();
    let mut is_escaped = false;
    for (open, close) in AROUND {
        if let Some(inside) = name.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            (name, is_escaped) = (inside.trim(), is_escaped || open == '"');
        }
    }
    let name = if is_escaped { without_escapes(name) } else { name.to_owned() };
    let is_kept = |letter: &char| letter.is_whitespace() || !is_forbidden_in_line(*letter);
    tidy_line(&name.chars().filter(is_kept).collect::<String>())
}

/// `\"` is a quote, `\\` is `\` (RFC 5322, 3.2.4).
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let meant = if letter == '\\' { letters.next() } else { Some(letter) };
        plain.extend(meant);
    }
    plain
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

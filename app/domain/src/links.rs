//! Which parts of a text are links that may be followed.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Text(&'a str),
    /// An address of the web: `http` or `https`, nothing else.
    Link(&'a str),
}

/// Splits a text at its links. All parts together are the text. Closing marks and full stops after an address belong
/// to the sentence around it.
///
/// ```
/// # use domain::links::{Part, parts};
/// assert_eq!(
///     parts("see https://example.org/a."),
///     [Part::Text("see "), Part::Link("https://example.org/a"), Part::Text(".")],
/// );
/// ```
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, link, after)) = next_link(rest) {
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        parts.push(Part::Link(link));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let at = from + find_scheme(text.get(from..)?)?;
        let link = whole_link(&text[at..]);
        let is_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if !is_word && has_host(link) {
            return Some((&text[..at], link, &text[at + link.len()..]));
        }
        from = at + "http".len();
    }
}

fn find_scheme(text: &str) -> Option<usize> {
    ["https://", "http://"].into_iter().filter_map(|scheme| text.find(scheme)).min()
}

fn whole_link(text: &str) -> &str {
    let end = text.find(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '`'));
    let mut link = &text[..end.unwrap_or(text.len())];
    while let Some(last) = link.chars().next_back() {
        let is_mark =
            matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…' | '”' | '’' | '»');
        let is_unopened = |open: char, close: char| last == close && !link.contains(open);
        if !is_mark && !is_unopened('(', ')') && !is_unopened('[', ']') {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link
}

fn has_host(link: &str) -> bool {
    let host = link.split_once("://").map_or("", |(_, rest)| rest);
    host.chars().next().is_some_and(|first| first.is_alphanumeric() || first == '[')
}

//! Splits the text of a template at its tokens.
//!
//! A token is `{`, a capital letter, further capital letters, digits or `_`, and `}`, with nothing between. All other
//! braces are text, so that styles can stand in HTML: `a { color: red }`. There is no way to write a token as text, and
//! none is needed: unknown ones are refused before they are saved.

use super::Token;

/// A part of a template's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    Token(Token),
    /// Looks like a token, and is none. Without its braces.
    Unknown(&'a str),
}

/// All parts together are the text.
pub struct Pieces<'a> {
    rest: &'a str,
}

pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { rest: text }
}

/// The tokens alone.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Token(token) => Some(token),
        Piece::Text(_) | Piece::Unknown(_) => None,
    })
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some(word) = leading_word(self.rest) {
            self.rest = &self.rest[word.len() + "{}".len()..];
            return Some(word.parse().map_or(Piece::Unknown(word), Piece::Token));
        }
        let (text, rest) = self.rest.split_at(next_token(self.rest));
        self.rest = rest;
        Some(Piece::Text(text))
    }
}

/// Where the next thing that looks like a token begins, else the end.
fn next_token(text: &str) -> usize {
    let mut braces = text.match_indices('{').map(|(place, _)| place);
    braces.find(|place| leading_word(&text[*place..]).is_some()).unwrap_or(text.len())
}

fn leading_word(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?;
    let is_part = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    let word = &inside[..inside.find(|letter| !is_part(letter))?];
    (word.starts_with(|first: char| first.is_ascii_uppercase()) && inside[word.len()..].starts_with('}'))
        .then_some(word)
}

/// The token that a wrong word was meant to be: one mistake of typing away, else one that holds it or that it holds, else
/// two mistakes away.
pub fn nearest(word: &str) -> Option<Token> {
    let word = word.replace('_', "").to_ascii_uppercase();
    let all = || Token::ALL.iter().copied();
    let within = |limit| {
        all()
            .map(|token| (mistakes_between(&word, token.word()), token))
            .filter(|(mistakes, _)| *mistakes <= limit)
            .min_by_key(|(mistakes, _)| *mistakes)
            .map(|(_, token)| token)
    };
    let holds = |token: &Token| token.word().contains(&word) || word.contains(token.word());
    let holding = || all().find(holds).filter(|_| word.len() >= 2);
    if word == "LINK" { Some(Token::Url) } else { within(1).or_else(holding).or_else(|| within(2)) }
}

/// Letters to insert, drop or exchange to get from one word to the other (Levenshtein's distance).
fn mistakes_between(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.bytes().enumerate() {
        let mut above_left = row[0];
        row[0] = line + 1;
        for (column, wanted) in other.bytes().enumerate() {
            let exchanged = above_left + usize::from(letter != wanted);
            above_left = row[column + 1];
            row[column + 1] = exchanged.min(row[column] + 1).min(above_left + 1);
        }
    }
    row[other.len()]
}

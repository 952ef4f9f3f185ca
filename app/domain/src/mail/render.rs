//! Fills a template.

use super::piece::{Piece, pieces};
use super::{Part, Template, Token, Values};
use crate::plain_text::{is_forbidden_in_line, tidy_line};

/// A mail as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// One line of [`Part::max_length`] characters at most.
    pub subject: String,
    pub html: String,
    pub text: String,
    pub calendar: String,
}

/// Fills a template with the values of one mail. Values are never read for tokens, and in the HTML they are text, but the
/// QR code. What is no token stays as it is.
pub fn render(template: &Template, values: &Values) -> Rendered {
    Rendered {
        subject: one_line(&plain(&template.subject, values)),
        html: fill(&template.html, |token| match token {
            Token::QrCode => values.qr_code.clone(),
            token => escaped(values.of(token)),
        }),
        text: plain(&template.text, values),
        calendar: plain(&template.calendar, values),
    }
}

fn plain(text: &str, values: &Values) -> String {
    fill(text, |token| values.of(token).to_owned())
}

fn fill(text: &str, value: impl Fn(Token) -> String) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Token(token) => filled.push_str(&value(token)),
            Piece::Unknown(word) => filled.extend(["{", word, "}"]),
        }
    }
    filled
}

/// Safe between tags and in a quoted attribute.
pub(super) fn escaped(value: &str) -> String {
    let mut html = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            letter => html.push(letter),
        }
    }
    html
}

/// As a subject: one line of [`Part::max_length`] characters at most.
pub(super) fn one_line(subject: &str) -> String {
    let printed = |letter: char| if is_forbidden_in_line(letter) { ' ' } else { letter };
    let line = tidy_line(&subject.chars().map(printed).collect::<String>());
    let limit = Part::Subject.max_length();
    if line.chars().count() <= limit {
        return line;
    }
    let kept: String = line.chars().take(limit - 1).collect();
    format!("{}…", kept.trim_end())
}

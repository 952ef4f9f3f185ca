//! What is wrong with a template, before it is saved.

mod markup;

use super::piece::{Piece, nearest, pieces, tokens};
use super::{Part, Template, TemplateProblem, Token};
use crate::plain_text::{is_forbidden_in_line, is_forbidden_in_text};

/// Problems told at once. Whoever has more mends these first.
pub const MAX_PROBLEMS: usize = 50;

/// Characters of the template that a problem quotes.
const MAX_QUOTED: usize = 40;

/// All that is wrong with a template, subject first; empty when it may be saved.
pub fn check(template: &Template) -> Vec<TemplateProblem> {
    let mut found = Found::default();
    for part in Part::ALL {
        found.check_part(*part, template.part(*part));
    }
    found.problems
}

/// What has been found so far, each once.
#[derive(Default)]
struct Found {
    problems: Vec<TemplateProblem>,
}

impl Found {
    fn add(&mut self, problem: TemplateProblem) {
        if self.problems.len() < MAX_PROBLEMS && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn add_if(&mut self, is_wrong: bool, problem: TemplateProblem) {
        if is_wrong {
            self.add(problem);
        }
    }

    fn check_part(&mut self, part: Part, text: &str) {
        if text.trim().is_empty() {
            return self.add(TemplateProblem::Empty { part });
        }
        if text.chars().count() > part.max_length() {
            // Nobody waits for the rest of a text that has to be another one.
            return self.add(TemplateProblem::TooLong { part });
        }
        self.check_characters(part, text);
        self.check_tokens(part, text);
        let has_link = match part {
            Part::Subject | Part::Calendar => true,
            Part::Text => tokens(text).any(|token| token == Token::Url),
            Part::Html => self.check_html(text),
        };
        self.add_if(!has_link, TemplateProblem::TokenMissing { part, token: Token::Url });
    }

    fn check_characters(&mut self, part: Part, text: &str) {
        let is_subject = part == Part::Subject;
        let is_break = |letter: char| matches!(letter, '\n' | '\r');
        self.add_if(is_subject && text.contains(is_break), TemplateProblem::LineBreak);
        let is_forbidden = |letter: char| {
            if is_subject {
                is_forbidden_in_line(letter) && !is_break(letter)
            } else {
                is_forbidden_in_text(letter)
            }
        };
        self.add_if(text.contains(is_forbidden), TemplateProblem::Control { part });
    }

    fn check_tokens(&mut self, part: Part, text: &str) {
        for piece in pieces(text) {
            match piece {
                Piece::Token(token) => {
                    self.add_if(!token.may_stand_in(part), TemplateProblem::TokenNotHere { part, token });
                }
                Piece::Unknown(word) => self.add(TemplateProblem::UnknownToken {
                    part,
                    word: quoted(word),
                    nearest: nearest(&quoted(word)),
                }),
                Piece::Text(_) => {}
            }
        }
        for word in misspelt(text) {
            let nearest = nearest(word.trim());
            self.add(TemplateProblem::UnknownToken { part, word: word.to_owned(), nearest });
        }
    }
}

/// Tokens in small letters, and those with spaces around the word: they would be sent as they stand.
fn misspelt(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(word, _)| word).filter(|word| {
        let is_token = |word: &str| word.parse::<Token>().is_ok();
        word.len() <= MAX_QUOTED && !is_token(word) && is_token(&word.trim().to_ascii_uppercase())
    })
}

/// A piece of the template as a sentence quotes it.
fn quoted(text: &str) -> String {
    let mut letters = text.trim().chars();
    let mut quoted: String = letters.by_ref().take(MAX_QUOTED).collect();
    if letters.next().is_some() {
        quoted.push('…');
    }
    quoted
}

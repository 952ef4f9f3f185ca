//! What can be wrong with a template.

use serde::{Deserialize, Serialize};

use super::{Part, Token};
use crate::language::{Say, Sentence, says_english};
use crate::say;

/// Why a template is refused. The sentence says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateProblem {
    Empty { part: Part },
    TooLong { part: Part },
    LineBreak,
    Control { part: Part },
    UnknownToken { part: Part, word: String, nearest: Option<Token> },
    TokenNotHere { part: Part, token: Token },
    TokenMissing { part: Part, token: Token },
    TokenInMarkup { token: Token },
    TokenInLink { token: Token },
    Element { element: String },
    Script { attribute: String },
    Link { address: String },
    Remote { address: String },
    Unclosed { tag: String },
}

impl TemplateProblem {
    /// The field it is shown at.
    pub fn part(&self) -> Part {
        match self {
            Self::Empty { part }
            | Self::TooLong { part }
            | Self::Control { part }
            | Self::UnknownToken { part, .. }
            | Self::TokenNotHere { part, .. }
            | Self::TokenMissing { part, .. } => *part,
            Self::LineBreak => Part::Subject,
            Self::TokenInMarkup { .. }
            | Self::TokenInLink { .. }
            | Self::Element { .. }
            | Self::Script { .. }
            | Self::Link { .. }
            | Self::Remote { .. }
            | Self::Unclosed { .. } => Part::Html,
        }
    }
}

impl Say for TemplateProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty { part } => {
                say!("The {part} is empty. Write one, or go back to the default.", part = part.say())
            }
            Self::TooLong { part } => say!(
                "The {part} has more than {most} characters. Shorten it.",
                part = part.say(),
                most = part.max_length()
            ),
            Self::LineBreak => say!("The subject has a line break. Write it on one line."),
            Self::Control { part } => say!(
                "The {part} holds an invisible character. Type the text instead of pasting it.",
                part = part.say()
            ),
            Self::UnknownToken { part, word, nearest } => say!(
                "{word} in the {part} is unknown. {suggestion}",
                word = format!("{{{word}}}"),
                part = part.say(),
                suggestion = suggestion(*nearest)
            ),
            Self::TokenNotHere { part, token } => say!(
                "{token} cannot stand in the {part}. Take it out there.",
                token = token.to_string(),
                part = part.say()
            ),
            Self::TokenMissing { part, token } => say!(
                "The {part} does not hold {token}. Without the link the guest cannot come in: add it.",
                part = part.say(),
                token = token.to_string()
            ),
            Self::TokenInMarkup { token } => say!(
                "{token} stands in the HTML where no text is shown. Put it between tags, or in quotes.",
                token = token.to_string()
            ),
            Self::TokenInLink { token } => say!(
                "{token} cannot be part of a link. As a link use {URL} alone, or mailto:{EMAIL}.",
                token = token.to_string()
            ),
            Self::Element { element } => {
                say!("Mail programs do not show {element}. Take it out.", element = format!("<{element}>"))
            }
            Self::Script { attribute } => say!(
                "Mail programs block scripts. Take {attribute} out.",
                attribute = format!("{attribute}=…")
            ),
            Self::Link { address } => say!(
                "“{address}” is no link for a mail. Links begin with https://, http://, mailto: or tel:, or are {URL}.",
                address = address.as_str()
            ),
            Self::Remote { address } => say!(
                "Mail programs block what is loaded from elsewhere, and it shows who reads. Take “{address}” out.",
                address = address.as_str()
            ),
            Self::Unclosed { tag } => say!(
                "The HTML breaks off at “{tag}”. Close it with >, --> or its closing tag, or write &lt; for a plain <.",
                tag = tag.as_str()
            ),
        }
    }
}

says_english!(TemplateProblem);

fn suggestion(nearest: Option<Token>) -> Sentence {
    match nearest {
        Some(token) => say!("Did you mean {token}?", token = token.to_string()),
        None => say!("Choose one from the list of tokens, or take it out."),
    }
}

//! What can be wrong with a template.

use serde::{Deserialize, Serialize};

use super::{Part, Token};

/// Why a template is refused. The sentence says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum TemplateProblem {
    #[error("The {part} is empty. Write one, or go back to the default.")]
    Empty { part: Part },
    #[error("The {part} has more than {} characters. Shorten it.", part.max_length())]
    TooLong { part: Part },
    #[error("The subject has a line break. Write it on one line.")]
    LineBreak,
    #[error("The {part} holds an invisible character. Type the text instead of pasting it.")]
    Control { part: Part },
    #[error("{{{word}}} in the {part} is unknown. {}", suggestion(*nearest))]
    UnknownToken { part: Part, word: String, nearest: Option<Token> },
    #[error("{token} cannot stand in the {part}. Take it out there.")]
    TokenNotHere { part: Part, token: Token },
    #[error("The {part} does not hold {token}. Without the link the guest cannot come in: add it.")]
    TokenMissing { part: Part, token: Token },
    #[error("{token} stands in the HTML where no text is shown. Put it between tags, or in quotes.")]
    TokenInMarkup { token: Token },
    #[error("{token} cannot be part of a link. As a link use {{URL}} alone, or mailto:{{EMAIL}}.")]
    TokenInLink { token: Token },
    #[error("Mail programs do not show <{element}>. Take it out.")]
    Element { element: String },
    #[error("Mail programs block scripts. Take {attribute}=… out.")]
    Script { attribute: String },
    #[error(
        "“{address}” is no link for a mail. Links begin with https://, http://, mailto: or tel:, or are {{URL}}."
    )]
    Link { address: String },
    #[error(
        "Mail programs block what is loaded from elsewhere, and it shows who reads. Take “{address}” out."
    )]
    Remote { address: String },
    #[error(
        "The HTML breaks off at “{tag}”. Close it with >, --> or its closing tag, or write &lt; for a plain <."
    )]
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

fn suggestion(nearest: Option<Token>) -> String {
    match nearest {
        Some(token) => format!("Did you mean {token}?"),
        None => "Choose one from the list of tokens, or take it out.".to_owned(),
    }
}

//! What somebody answers.

use serde::{Deserialize, Serialize};

use super::{Choices, Content, Kind};
use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_text, is_invisible};
use crate::say;

/// Characters in the answer to an open question.
pub const MAX_ANSWER: usize = 500;

/// An answer. Everybody has one for each interaction, and may change it until it closes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Chosen(Choices),
    Text(String),
}

impl Answer {
    /// The options it chooses.
    pub const fn chosen(&self) -> Choices {
        match self {
            Self::Chosen(choices) => *choices,
            Self::Text(_) => Choices::NONE,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Chosen(_) => None,
            Self::Text(text) => Some(text),
        }
    }
}

/// Why something is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerProblem {
    NothingChosen,
    OneOnly,
    NoSuchOption,
    Empty,
    TooLong,
    Control,
}

impl Say for AnswerProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::NothingChosen => say!("Choose an answer first."),
            Self::OneOnly => say!("Choose one answer only."),
            Self::NoSuchOption => say!("This is not one of the answers."),
            Self::Empty => say!("Write an answer first."),
            Self::TooLong => say!("That is too long. Answer in at most 500 characters."),
            Self::Control => say!("The text holds an invisible character. Type it instead of pasting it."),
        }
    }
}

says_english!(AnswerProblem);

/// Reads an answer to this content.
///
/// # Errors
/// What is wrong with it.
pub fn check_answer(content: &Content, answer: Answer) -> Result<Answer, AnswerProblem> {
    match (content.kind, answer) {
        (Kind::Open, Answer::Text(typed)) => parse_answer(&typed).map(Answer::Text),
        (Kind::Open | Kind::Announcement, _) | (_, Answer::Text(_)) => Err(AnswerProblem::NoSuchOption),
        (_, Answer::Chosen(chosen)) => check_choices(content, chosen).map(|()| Answer::Chosen(chosen)),
    }
}

fn check_choices(content: &Content, chosen: Choices) -> Result<(), AnswerProblem> {
    if chosen == Choices::NONE {
        Err(AnswerProblem::NothingChosen)
    } else if !chosen.is_within(content.option_count()) {
        Err(AnswerProblem::NoSuchOption)
    } else if chosen.count() > 1 && !content.is_multiple {
        Err(AnswerProblem::OneOnly)
    } else {
        Ok(())
    }
}

fn parse_answer(typed: &str) -> Result<String, AnswerProblem> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    if text.chars().any(is_forbidden_in_text) {
        Err(AnswerProblem::Control)
    } else if text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter)) {
        Err(AnswerProblem::Empty)
    } else if text.chars().count() > MAX_ANSWER {
        Err(AnswerProblem::TooLong)
    } else {
        Ok(text)
    }
}

//! What an interaction asks or says.

use serde::{Deserialize, Serialize};

use super::Choices;
use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_text, is_invisible, tidy_line};
use crate::say;
use crate::words::words;

/// Characters in a question or an announcement.
pub const MAX_PROMPT: usize = 500;
/// Characters in an option.
pub const MAX_OPTION: usize = 120;
/// How many options a poll or a quiz has.
pub const OPTIONS: core::ops::RangeInclusive<usize> = 2..=5;
/// The steps of a rating: 1 to this.
pub const RATINGS: usize = 5;

/// What sort of interaction it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Poll,
    /// A poll some of whose options are right.
    Quiz,
    /// From 1 to 5.
    Rating,
    /// Answered with a text.
    Open,
    /// Up or down.
    Vote,
    /// Nothing to answer.
    Announcement,
}

words!(Kind {
    Poll => "poll", Quiz => "quiz", Rating => "rating", Open => "open", Vote => "vote",
    Announcement => "announcement",
});

impl Kind {
    /// Whether whoever writes it writes options too.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Poll | Self::Quiz)
    }

    pub const fn takes_answers(self) -> bool {
        !matches!(self, Self::Announcement)
    }
}

impl Say for Kind {
    fn say(&self) -> Sentence {
        match self {
            Self::Poll => say!("Poll"),
            Self::Quiz => say!("Quiz"),
            Self::Rating => say!("Rating"),
            Self::Open => say!("Open question"),
            Self::Vote => say!("Crowd vote"),
            Self::Announcement => say!("Announcement"),
        }
    }
}

/// What everybody reads of an interaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub kind: Kind,
    pub prompt: String,
    /// Of a poll or a quiz; otherwise empty.
    pub options: Vec<String>,
    /// Several options may be chosen.
    pub is_multiple: bool,
}

/// Why a content cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentProblem {
    NoPrompt,
    LongPrompt,
    OptionCount,
    LongOption,
    SameOption,
    NoRight,
    Control,
}

impl Say for ContentProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::NoPrompt => say!("Write what you want to ask or to say."),
            Self::LongPrompt => say!("That is too long. Say it in at most 500 characters."),
            Self::OptionCount => say!("Give two to five options, and leave none of them empty."),
            Self::LongOption => say!("An option is too long. Say it in at most 120 characters."),
            Self::SameOption => say!("Two options are the same."),
            Self::NoRight => say!("Mark at least one right answer."),
            Self::Control => say!("The text holds an invisible character. Type it instead of pasting it."),
        }
    }
}

says_english!(ContentProblem, Kind);

impl Content {
    /// Reads what somebody wants to ask, with the right answers where it is a quiz. What its kind has no use for is
    /// dropped.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(self, right: Choices) -> Result<(Self, Choices), ContentProblem> {
        let prompt = parse_prompt(&self.prompt)?;
        if !self.kind.has_options() {
            let options = Vec::new();
            return Ok((Self { kind: self.kind, prompt, options, is_multiple: false }, Choices::NONE));
        }
        let options = parse_options(&self.options)?;
        let right = if self.kind == Kind::Quiz { right } else { Choices::NONE };
        if self.kind == Kind::Quiz && (right == Choices::NONE || !right.is_within(options.len())) {
            return Err(ContentProblem::NoRight);
        }
        Ok((Self { prompt, options, ..self }, right))
    }

    /// How many options there are to choose from; none where the answer is a text, or there is none.
    pub fn option_count(&self) -> usize {
        match self.kind {
            Kind::Poll | Kind::Quiz => self.options.len(),
            Kind::Rating => RATINGS,
            Kind::Vote => 2,
            Kind::Open | Kind::Announcement => 0,
        }
    }

    /// The words of all options, in order; in English where nobody has written them.
    pub fn labels(&self) -> Vec<String> {
        match self.kind {
            Kind::Poll | Kind::Quiz => self.options.clone(),
            Kind::Rating => (1..=RATINGS).map(|step| step.to_string()).collect(),
            Kind::Vote => vote_labels().iter().map(Sentence::in_english).collect(),
            Kind::Open | Kind::Announcement => Vec::new(),
        }
    }
}

/// The options of a crowd vote, in order.
pub const fn vote_labels() -> [Sentence; 2] {
    [say!("Up [vote]"), say!("Down [vote]")]
}

fn parse_prompt(typed: &str) -> Result<String, ContentProblem> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    if text.chars().any(is_forbidden_in_text) {
        Err(ContentProblem::Control)
    } else if text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter)) {
        Err(ContentProblem::NoPrompt)
    } else if text.chars().count() > MAX_PROMPT {
        Err(ContentProblem::LongPrompt)
    } else {
        Ok(text)
    }
}

fn parse_options(typed: &[String]) -> Result<Vec<String>, ContentProblem> {
    if !OPTIONS.contains(&typed.len()) {
        return Err(ContentProblem::OptionCount);
    }
    let mut options: Vec<String> = Vec::new();
    for option in typed {
        if option.chars().any(is_forbidden_in_text) {
            return Err(ContentProblem::Control);
        }
        let option = tidy_line(option);
        if option.is_empty() {
            return Err(ContentProblem::OptionCount);
        } else if option.chars().count() > MAX_OPTION {
            return Err(ContentProblem::LongOption);
        } else if options.iter().any(|known| known.to_lowercase() == option.to_lowercase()) {
            return Err(ContentProblem::SameOption);
        }
        options.push(option);
    }
    Ok(options)
}

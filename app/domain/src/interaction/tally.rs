//! What all answers come to.

use serde::{Deserialize, Serialize};

use super::Content;

/// Texts that are shown of an open question, the newest.
pub const MAX_TEXTS: usize = 100;

/// A text that answers an open question. Whose it is, is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextAnswer {
    /// Tells the texts of an interaction apart; the same text changed keeps it.
    pub place: u32,
    pub text: String,
}

/// The result of an interaction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many have answered.
    pub answered: u32,
    /// How many have chosen each option, in order.
    pub counts: Vec<u32>,
    /// The newest first. In an event: those written or changed since the one before.
    pub texts: Vec<TextAnswer>,
}

impl Tally {
    /// The result before the first answer.
    pub fn none_of(content: &Content) -> Self {
        Self { answered: 0, counts: vec![0; content.option_count()], texts: Vec::new() }
    }

    /// Takes in what has changed. Taking in the same again changes nothing.
    pub fn take_in(&mut self, newer: Self) {
        let mut texts = newer.texts;
        self.texts.retain(|known| texts.iter().all(|text| text.place != known.place));
        texts.append(&mut self.texts);
        texts.truncate(MAX_TEXTS);
        *self = Self { texts, ..newer };
    }

    /// How many of those who have answered chose the option in this place, in whole percent.
    pub fn percent(&self, place: usize) -> u32 {
        let count = self.counts.get(place).copied().unwrap_or_default();
        if self.answered == 0 {
            return 0;
        }
        let rounded = (u64::from(count) * 200 + u64::from(self.answered)) / (u64::from(self.answered) * 2);
        u32::try_from(rounded).unwrap_or(u32::MAX)
    }
}

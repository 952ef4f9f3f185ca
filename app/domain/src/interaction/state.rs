//! The interactions of a room as one of its readers sees them.

use serde::{Deserialize, Serialize};

use super::{Answer, Choices, Content, InteractionEvent, Tally};
use crate::ids::ParticipantId;
use crate::live::{Author, Sequence};
use crate::time::Timestamp;

/// An interaction that is not published yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub number: Sequence,
    pub content: Content,
    pub right: Choices,
}

/// A published interaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interaction {
    pub number: Sequence,
    /// The event that published it.
    pub published: Sequence,
    pub content: Content,
    /// Who published it.
    pub author: Author,
    pub at: Timestamp,
    pub is_closed: bool,
    pub is_shared: bool,
    /// The right options of a quiz, as far as the reader may know them.
    pub right: Option<Choices>,
    /// The reader's own answer.
    pub answer: Option<Answer>,
    /// The result, for those who may see it.
    pub tally: Option<Tally>,
}

/// The interactions that a page holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InteractionsState {
    /// The newest first.
    pub published: Vec<Interaction>,
    /// The newest first; only for those who initiate, who see all results too.
    pub drafts: Option<Vec<Draft>>,
}

impl InteractionsState {
    /// The state after an event, for the reader `me`.
    pub fn apply(&mut self, event: InteractionEvent, me: Option<ParticipantId>) {
        let number = event.interaction();
        match event {
            InteractionEvent::Drafted { content, right, .. } => {
                // A state that was read while it was drafted may hold it already.
                if let Some(drafts) = &mut self.drafts
                    && drafts.iter().all(|known| known.number != number)
                {
                    drafts.insert(0, Draft { number, content, right });
                }
            }
            InteractionEvent::Edited { content, right, .. } => self.edit(number, content, right),
            InteractionEvent::Published { published, content, author, at, .. } => {
                let interaction = self.published_from(number, published, content, author, at);
                self.published.insert(0, interaction);
            }
            InteractionEvent::Closed { right, .. } => self.change(number, |interaction, _| {
                interaction.is_closed = true;
                interaction.right = Some(right);
            }),
            InteractionEvent::Shared { tally, .. } => self.change(number, |interaction, initiates| {
                interaction.is_shared = tally.is_some();
                match tally {
                    Some(tally) => interaction.take_in(tally),
                    None if !initiates => interaction.tally = None,
                    None => {}
                }
            }),
            InteractionEvent::Tallied { tally, .. } => {
                self.change(number, |interaction, _| interaction.take_in(tally));
            }
            InteractionEvent::Answered { by, answer, .. } => self.change(number, |interaction, _| {
                if me == Some(by) {
                    interaction.answer = Some(answer);
                }
            }),
            InteractionEvent::Deleted { .. } => self.forget(number),
        }
    }

    /// The published interaction with this number.
    pub fn find(&self, number: Sequence) -> Option<&Interaction> {
        self.published.iter().find(|known| known.number == number)
    }

    /// Takes away what only those who initiate may know.
    pub fn forget_private(&mut self) {
        self.drafts = None;
        for interaction in &mut self.published {
            if !interaction.is_shared {
                interaction.tally = None;
            }
            if !interaction.is_closed {
                interaction.right = None;
            }
        }
    }

    fn edit(&mut self, number: Sequence, content: Content, right: Choices) {
        let drafts = self.drafts.iter_mut().flatten();
        if let Some(draft) = drafts.into_iter().find(|draft| draft.number == number) {
            draft.content = content;
            draft.right = right;
        }
    }

    /// What a draft becomes. Those who initiate know already what is right.
    fn published_from(
        &mut self,
        number: Sequence,
        published: Sequence,
        content: Content,
        author: Author,
        at: Timestamp,
    ) -> Interaction {
        let right =
            self.drafts.as_ref().and_then(|drafts| drafts.iter().find(|draft| draft.number == number));
        let right = right.map(|draft| draft.right);
        self.forget(number);
        let tally = self.drafts.is_some().then(|| Tally::none_of(&content));
        Interaction {
            number,
            published,
            content,
            author,
            at,
            is_closed: false,
            is_shared: false,
            right,
            answer: None,
            tally,
        }
    }

    fn forget(&mut self, number: Sequence) {
        self.published.retain(|known| known.number != number);
        if let Some(drafts) = &mut self.drafts {
            drafts.retain(|draft| draft.number != number);
        }
    }

    /// Changes a published interaction; `change` learns whether the reader initiates.
    fn change(&mut self, number: Sequence, change: impl FnOnce(&mut Interaction, bool)) {
        let initiates = self.drafts.is_some();
        if let Some(known) = self.published.iter_mut().find(|known| known.number == number) {
            change(known, initiates);
        }
    }
}

impl Interaction {
    fn take_in(&mut self, newer: Tally) {
        self.tally.get_or_insert_default().take_in(newer);
    }
}

//! A channel as one of its readers sees it.

use serde::{Deserialize, Serialize};

use super::{ChatEvent, Message};
use crate::ids::ParticipantId;
use crate::live::Sequence;

/// The messages of a channel that a page holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatState {
    /// In the order they were posted.
    pub messages: Vec<Message>,
    /// There are older ones, which the server has.
    pub has_older: bool,
    /// The messages up to this number are hidden.
    pub cleared_to: Sequence,
    /// Who may not write: everybody of whom the reader may know it.
    pub muted: Vec<ParticipantId>,
    /// Messages that had been hidden are shown again, and this page has not got them.
    #[serde(default)]
    pub is_behind: bool,
}

impl ChatState {
    /// The state after an event of this channel, for the reader `me`.
    pub fn apply(&mut self, event: ChatEvent, me: Option<ParticipantId>) {
        match event {
            ChatEvent::Posted { message, .. } => self.put_in(message),
            ChatEvent::Liked { message, by, is_liked, likes, .. } => {
                self.change(message, |message| {
                    message.likes = likes;
                    if me == Some(by) {
                        message.is_liked = is_liked;
                    }
                });
            }
            ChatEvent::Pinned { message, is_pinned, .. } => {
                self.change(message, |message| message.is_pinned = is_pinned);
            }
            ChatEvent::Deleted { message, .. } => self.messages.retain(|known| known.number != message),
            ChatEvent::Cleared { up_to, .. } => self.clear(up_to),
            ChatEvent::Muted { participant, is_muted } => {
                self.muted.retain(|known| *known != participant);
                if is_muted {
                    self.muted.push(participant);
                }
            }
        }
    }

    /// The message with this number, when the page holds it.
    pub fn find(&self, number: Sequence) -> Option<&Message> {
        let at = self.messages.binary_search_by_key(&number, |message| message.number).ok()?;
        self.messages.get(at)
    }

    pub fn is_muted(&self, participant: ParticipantId) -> bool {
        self.muted.contains(&participant)
    }

    /// Puts older messages before those known, as an answer to the question for what came before `before`. An
    /// answer that came late changes nothing.
    pub fn prepend(&mut self, before: Sequence, older: Vec<Message>, has_older: bool) {
        if self.messages.first().is_none_or(|first| first.number == before) {
            self.has_older = has_older;
            self.messages.splice(0..0, older);
        }
    }

    /// A state that was read while the message was posted may hold it already.
    fn put_in(&mut self, message: Message) {
        if let Err(at) = self.messages.binary_search_by_key(&message.number, |known| known.number) {
            self.messages.insert(at, message);
        }
    }

    fn clear(&mut self, up_to: Sequence) {
        if up_to < self.cleared_to {
            self.is_behind = true;
        } else {
            self.messages.retain(|message| message.number > up_to);
            self.has_older = false;
        }
        self.cleared_to = up_to;
    }

    fn change(&mut self, number: Sequence, change: impl FnOnce(&mut Message)) {
        if let Ok(at) = self.messages.binary_search_by_key(&number, |message| message.number)
            && let Some(message) = self.messages.get_mut(at)
        {
            change(message);
        }
    }
}

//! What a page knows of one channel.

use domain::ParticipantId;
use domain::chat::{Channel, ChatEvent, ChatState, Message};
use domain::live::Sequence;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct ChatStore {
    pub channel: Channel,
    /// `None` for those who may not read it.
    pub state: RwSignal<Option<ChatState>>,
    /// The last message that was in sight.
    pub read_to: RwSignal<Sequence>,
    /// The message that the reader is answering.
    pub reply_to: RwSignal<Option<Sequence>>,
}

impl ChatStore {
    pub fn new(channel: Channel, state: Option<ChatState>) -> Self {
        let last = state.as_ref().and_then(|state| state.messages.last()).map_or(0, |last| last.number);
        Self {
            channel,
            state: RwSignal::new(state),
            read_to: RwSignal::new(last),
            reply_to: RwSignal::new(None),
        }
    }

    pub fn apply(self, event: ChatEvent, me: Option<ParticipantId>) {
        self.state.try_update(|state| {
            if let Some(state) = state {
                state.apply(event, me);
            }
        });
    }

    pub fn is_behind(self) -> bool {
        self.state.with_untracked(|state| state.as_ref().is_some_and(|state| state.is_behind))
    }

    /// The numbers of the messages on the page, in order.
    pub fn numbers(self) -> Vec<Sequence> {
        self.state.with(|state| {
            state.iter().flat_map(|state| &state.messages).map(|message| message.number).collect()
        })
    }

    pub fn last(self) -> Sequence {
        self.state.with(|state| {
            state.as_ref().and_then(|state| state.messages.last()).map_or(0, |last| last.number)
        })
    }

    /// Reads one message; `None` when it is not on the page.
    pub fn read<T>(self, number: Sequence, read: impl FnOnce(&Message) -> T) -> Option<T> {
        self.state.with(|state| state.as_ref()?.find(number).map(read))
    }

    /// How many messages of others came after the last one that was in sight.
    pub fn unread(self, me: Option<ParticipantId>) -> usize {
        let read_to = self.read_to.get();
        self.state.with(|state| {
            let messages = state.iter().flat_map(|state| state.messages.iter().rev());
            let new = messages.take_while(|message| message.number > read_to);
            new.filter(|message| Some(message.author.participant) != me).count()
        })
    }

    pub fn is_muted(self, participant: ParticipantId) -> bool {
        self.state.with(|state| state.as_ref().is_some_and(|state| state.is_muted(participant)))
    }
}

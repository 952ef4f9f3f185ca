//! What a page knows of the room's interactions.

use domain::ParticipantId;
use domain::interaction::{Draft, Interaction, InteractionEvent, InteractionsState};
use domain::live::Sequence;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct InteractionStore {
    state: RwSignal<InteractionsState>,
    /// What was published up to this event has been in sight.
    seen_to: RwSignal<Sequence>,
    /// What there was to read when the page was opened: nothing of it is news, but what waits for an answer is.
    opened_at: Sequence,
}

impl InteractionStore {
    pub fn new(state: InteractionsState, sequence: Sequence) -> Self {
        Self { state: RwSignal::new(state), seen_to: RwSignal::new(0), opened_at: sequence }
    }

    /// The state as it was loaded.
    pub fn set(self, state: InteractionsState) {
        self.state.set(state);
    }

    pub fn apply(self, event: InteractionEvent, me: Option<ParticipantId>) {
        self.state.try_update(|state| state.apply(event, me));
    }

    /// Takes away what only those who initiate may know.
    pub fn forget_private(self) {
        self.state.update(InteractionsState::forget_private);
    }

    /// The numbers of what is published, the newest first.
    pub fn published(self) -> Vec<Sequence> {
        self.state.with(|state| state.published.iter().map(|known| known.number).collect())
    }

    pub fn drafts(self) -> Vec<Draft> {
        self.state.with(|state| state.drafts.clone().unwrap_or_default())
    }

    /// Reads one that is published; `None` when it has gone.
    pub fn read<T>(self, number: Sequence, read: impl FnOnce(&Interaction) -> T) -> Option<T> {
        self.state.with(|state| state.find(number).map(read))
    }

    /// All that is published has been in sight. In an effect: what is published next counts too.
    pub fn see_all(self) {
        let last = self.state.with(|state| state.published.first().map_or(0, |newest| newest.published));
        self.seen_to.set(last);
    }

    /// How many are neither answered nor seen.
    pub fn unseen(self, me: Option<ParticipantId>) -> usize {
        let seen_to = self.seen_to.get();
        let is_unseen = |known: &&Interaction| {
            let is_new = known.published > self.opened_at;
            let waits = !known.is_closed && known.content.kind.takes_answers();
            known.published > seen_to
                && Some(known.author.participant) != me
                && known.answer.is_none()
                && (is_new || waits)
        };
        self.state.with(|state| state.published.iter().filter(is_unseen).count())
    }
}

//! The reactions that a page shows at the moment.

use core::time::Duration;

use domain::reaction::{Reaction, ReactionCommand, ReactionCount, ReactionEvent};
use domain::{CommandId, InvitationId, RoomId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::api::run_command;
use crate::browser::random::random_bits;
use crate::error::AppError;
use crate::ui::Toasts;

/// How long a sign rises; the style's animation takes as long.
const RISES_FOR: Duration = Duration::from_secs(3);
/// How long it is counted as recent.
const RECENT_FOR: Duration = Duration::from_secs(10);
/// Signs of one sort that rise from one event, and all that rise at once: a crowd is a few signs and a number.
const MOST_OF_ONE: u32 = 4;
const MOST_AT_ONCE: usize = 20;
/// The ways up, side by side.
const LANES: u32 = 8;
/// A second press within this time does nothing: a held key is not applause.
const REST: Duration = Duration::from_millis(400);

/// A sign on its way up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RisingReaction {
    pub id: u32,
    pub reaction: Reaction,
    pub lane: u32,
}

#[derive(Clone, Copy)]
pub struct ReactionStore {
    rising: RwSignal<Vec<RisingReaction>>,
    recent: RwSignal<Vec<ReactionCount>>,
    next: StoredValue<u32>,
    is_resting: StoredValue<bool>,
}

impl ReactionStore {
    pub fn new() -> Self {
        Self {
            rising: RwSignal::new(Vec::new()),
            recent: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            is_resting: StoredValue::new(false),
        }
    }

    pub fn rising(self) -> Vec<RisingReaction> {
        self.rising.get()
    }

    /// How often each sign was given in the last seconds, in a fixed order.
    pub fn recent(self) -> Vec<ReactionCount> {
        let total = |reaction: &Reaction| {
            let of_it = |known: &&ReactionCount| known.reaction == *reaction;
            let count = self.recent.with(|recent| recent.iter().filter(of_it).map(|known| known.count).sum());
            ReactionCount { reaction: *reaction, count }
        };
        Reaction::ALL.iter().map(total).filter(|known| known.count > 0).collect()
    }

    /// Gives a sign. It is not kept for later: applause that comes late is none.
    pub fn give(self, room: RoomId, invitation: Option<InvitationId>, reaction: Reaction, toasts: Toasts) {
        if self.is_resting.get_value() {
            return;
        }
        self.is_resting.set_value(true);
        set_timeout(
            move || {
                self.is_resting.try_set_value(false);
            },
            REST,
        );
        spawn_local(async move {
            let command = domain::command::RoomCommand::Reaction(ReactionCommand::Send { reaction });
            let id = CommandId::from_bits(random_bits());
            match run_command(room, invitation, id, command).await {
                Ok(_) | Err(AppError::Unreachable | AppError::NotSaved) => {}
                Err(error) => toasts.say(error.to_string()),
            }
        });
    }

    pub fn hear(self, event: ReactionEvent) {
        let ReactionEvent::Counted { counts } = event;
        for known in &counts {
            for _ in 0..known.count.min(MOST_OF_ONE) {
                self.rise(known.reaction);
            }
        }
        self.count(counts);
    }

    fn rise(self, reaction: Reaction) {
        if self.rising.with_untracked(Vec::len) >= MOST_AT_ONCE {
            return;
        }
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        // Neighbours in time are not neighbours in space.
        let lane = id.wrapping_mul(3) % LANES;
        self.rising.update(|rising| rising.push(RisingReaction { id, reaction, lane }));
        set_timeout(
            move || {
                self.rising.try_update(|rising| rising.retain(|known| known.id != id));
            },
            RISES_FOR,
        );
    }

    fn count(self, counts: Vec<ReactionCount>) {
        let given = counts.len();
        self.recent.update(|recent| recent.extend(counts));
        set_timeout(
            move || {
                self.recent.try_update(|recent| {
                    recent.drain(..given.min(recent.len()));
                });
            },
            RECENT_FOR,
        );
    }
}

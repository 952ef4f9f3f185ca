//! What a live room's page does with what its stream says.

use domain::admission::Refusal;
use domain::chat::{Channel, ChatEvent};
use domain::interaction::InteractionEvent;
use domain::live::{RoomEvent, Sequence};
use domain::role::Permission;
use domain::{ParticipantId, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::api::enter_room;
use super::super::interactions::announce_published;
use super::super::news::{News, news};
use super::super::questions;
use super::super::role_words::you_are_now;
use super::LiveRoomStore;
use crate::browser::timers::retry;
use crate::error::AppError;
use crate::live::{Arrived, Stream, use_stream};
use crate::routes;
use crate::ui::Toasts;
use crate::{t, t_count};

/// So many who wait are named one by one.
const NAMED: usize = 3;

impl LiveRoomStore {
    /// Comes back in after the server took this page for gone.
    fn come_back(self) {
        spawn_local(async move {
            let entered = retry(async || match enter_room(self.room, self.invitation).await {
                answer @ (Ok(()) | Err(AppError::Session(_) | AppError::Refused(_))) => Some(answer),
                Err(_) => None,
            });
            match entered.await {
                Some(Err(AppError::Refused(refusal))) => self.refuse(refusal),
                // Not open: the session has been planned again, and what the door says now shows where to wait.
                Some(_) => self.load_again(None),
                None => {}
            }
        });
    }

    fn hear(self, arrived: Arrived, stream: Option<Stream>, toasts: Toasts) {
        let (sequence, event) = match arrived {
            Arrived::Event { sequence, event } => (sequence, event),
            Arrived::Resync => return self.load_again(stream),
            Arrived::Refused(refusal) => return self.refuse(refusal),
            Arrived::Beat { .. } => return,
        };
        if let RoomEvent::Chat(event) = event {
            return self.hear_chat(sequence, event, stream);
        }
        if let RoomEvent::Question(event) = event {
            if self.is_new(sequence) {
                questions::hear(self, sequence, event, toasts);
            }
            return;
        }
        if let RoomEvent::Interaction(event) = event {
            return self.hear_interaction(sequence, event, toasts);
        }
        if let RoomEvent::Reaction(event) = event {
            if self.is_new(sequence) {
                self.reactions().hear(event);
                self.outbox().settle(sequence);
            }
            return;
        }
        if event == RoomEvent::SettingsChanged {
            self.follow_settings(sequence);
        }
        let news = self.inside.try_update(|inside| {
            let inside = inside.as_mut()?;
            let news = news(&inside.state, inside.me(), sequence, &event);
            inside.state.apply(sequence, event);
            Some(news)
        });
        self.outbox().settle(sequence);
        match news.flatten() {
            Some(News::MyRole(role)) => {
                self.new_role.set(Some(role));
                self.follow_role(role, stream);
                toasts.say(you_are_now(role));
            }
            Some(News::ILeft) if !self.is_leaving.get_value() => self.come_back(),
            Some(News::SessionEnded) => self.refuse(Refusal::SessionEnded),
            Some(News::HandRaised(who)) => {
                if let Some(name) = self.name_of(who) {
                    toasts.announce(&t!("{name} has raised a hand.", name));
                }
            }
            Some(News::Knocked) => self.tell_of_knock(toasts),
            Some(News::SessionOpened) => toasts.say(t!("The session is open.")),
            Some(News::ILeft | News::Nothing) | None => {}
        }
    }

    /// Says who waits; how many do, once they are more than can be said one by one.
    fn tell_of_knock(self, toasts: Toasts) {
        self.bell().ring();
        let waiting = untrack(|| self.waiting());
        match waiting.last() {
            Some(last) if waiting.len() <= NAMED => {
                toasts.say(t!("{name} waits to be let in.", name = last.name.to_string()));
            }
            _ => toasts.announce(&t_count!(
                waiting.len(),
                "1 person waits to be let in.",
                "{count} people wait to be let in."
            )),
        }
    }

    fn name_of(self, participant: ParticipantId) -> Option<String> {
        self.inside.with_untracked(|inside| {
            let known = inside.as_ref()?.state.find(participant)?;
            Some(known.name.to_string())
        })
    }

    /// Messages have signals of their own: people and session are not drawn anew for each of them.
    fn hear_chat(self, sequence: Sequence, event: ChatEvent, stream: Option<Stream>) {
        if !self.is_new(sequence) {
            return;
        }
        let me = untrack(|| self.me());
        if let ChatEvent::Posted { command, .. } = &event {
            self.outbox().forget(*command);
        }
        let channel = match event.channel() {
            Channel::Chat => self.chat(),
            Channel::Backchannel => self.backchannel(),
        };
        channel.apply(event, me);
        self.outbox().settle(sequence);
        if channel.is_behind() {
            self.load_again(stream);
        }
    }

    /// Interactions have a signal of their own too.
    fn hear_interaction(self, sequence: Sequence, event: InteractionEvent, toasts: Toasts) {
        if !self.is_new(sequence) {
            return;
        }
        let me = untrack(|| self.me());
        announce_published(&event, me, toasts);
        self.interactions().apply(event, me);
        self.outbox().settle(sequence);
    }

    /// Notes an event whose noun has signals of its own; false when the page has seen it before.
    fn is_new(self, sequence: Sequence) -> bool {
        let is_new = self.inside.try_update_untracked(|inside| {
            let state = inside.as_mut().map(|inside| &mut inside.state)?;
            let is_new = sequence > state.sequence;
            state.sequence = state.sequence.max(sequence);
            Some(is_new)
        });
        is_new.flatten().unwrap_or_default()
    }

    /// What the role no longer lets me see is gone from the page at once, and the rest is asked for: what it newly
    /// lets me see, and what a lost connection has passed over, which was judged by the new role already.
    fn follow_role(self, role: Role, stream: Option<Stream>) {
        self.questions().follow_role(role, untrack(|| self.me()));
        if !role.can(Permission::InitiateInteractions) {
            self.interactions().forget_private();
        }
        if !role.can(Channel::Backchannel.permission()) {
            self.backchannel().state.set(None);
        }
        self.load_again(stream);
    }
}

/// Listens to the room while the reader is inside.
pub fn use_room_stream(store: LiveRoomStore, toasts: Toasts) -> Stream {
    let after =
        store.inside.with_untracked(|inside| inside.as_ref().map_or(0, |inside| inside.state.sequence));
    let own = StoredValue::new(None);
    let stream = use_stream(
        move |after| routes::room_stream(store.room, store.invitation, after),
        after,
        move |arrived| store.hear(arrived, own.get_value(), toasts),
    );
    own.set_value(Some(stream));
    stream
}

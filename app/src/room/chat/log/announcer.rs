//! Saying new messages aloud, without a flood.

use core::time::Duration;

use leptos::prelude::*;

use super::super::super::store::LiveRoomStore;
use super::super::ChatStore;
use crate::browser::timers::every;
use crate::ui::use_toast;
use crate::{t, t_count};
use domain::live::Sequence;

/// However much is written, something is said at most this often.
const AT_MOST_EVERY: Duration = Duration::from_secs(5);

/// Says the messages of others while their tab is in sight: one is read out, several are counted.
pub fn announce_new(store: LiveRoomStore, chat: ChatStore, is_shown: Signal<bool>) {
    let toasts = use_toast();
    let said_to = StoredValue::new(untrack(|| chat.last()));
    Effect::new(move || {
        every(AT_MOST_EVERY, move || {
            let last = untrack(|| chat.last());
            let from = said_to.get_value();
            said_to.set_value(last.max(from));
            if last > from
                && is_shown.get_untracked()
                && let Some(words) = untrack(|| words(store, chat, from))
            {
                toasts.announce(&words);
            }
        })
        .keep();
    });
}

fn words(store: LiveRoomStore, chat: ChatStore, from: Sequence) -> Option<String> {
    let me = store.me();
    chat.state.with(|state| {
        let messages = state.iter().flat_map(|state| state.messages.iter().rev());
        let new = messages.take_while(|message| message.number > from);
        let new: Vec<_> = new.filter(|message| Some(message.author.participant) != me).collect();
        match new.as_slice() {
            [] => None,
            [message] => Some(t!(
                "{name}: {text}",
                name = message.author.name.to_string(),
                text = message.text.as_str()
            )),
            several => Some(t_count!(several.len(), "1 new message", "{count} new messages")),
        }
    })
}

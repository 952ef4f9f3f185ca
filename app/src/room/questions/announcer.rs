//! Saying new questions aloud, without a flood.

use core::time::Duration;

use domain::live::Sequence;
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use crate::browser::timers::every;
use crate::ui::use_toast;
use crate::{t, t_count};

/// However much is asked, something is said at most this often.
const AT_MOST_EVERY: Duration = Duration::from_secs(5);

/// Says the questions of others while their tab is in sight: one is read out, several are counted.
pub fn announce_new(store: LiveRoomStore, is_shown: Signal<bool>) {
    let toasts = use_toast();
    let said_to = StoredValue::new(untrack(|| store.questions().last()));
    Effect::new(move || {
        every(AT_MOST_EVERY, move || {
            let last = untrack(|| store.questions().last());
            let from = said_to.get_value();
            said_to.set_value(last.max(from));
            if last > from
                && is_shown.get_untracked()
                && let Some(words) = untrack(|| words(store, from))
            {
                toasts.announce(&words);
            }
        })
        .keep();
    });
}

fn words(store: LiveRoomStore, from: Sequence) -> Option<String> {
    let me = store.me();
    store.questions().state.with(|state| {
        let new = state.list.iter().filter(|known| known.number > from && !known.is_asked_by(me));
        match new.collect::<Vec<_>>().as_slice() {
            [] => None,
            [question] => Some(t!(
                "{name} asks: {text}",
                name = question.author.name.to_string(),
                text = question.text.as_str()
            )),
            several => Some(t_count!(several.len(), "1 new question", "{count} new questions")),
        }
    })
}

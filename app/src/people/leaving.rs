//! Taking somebody out of a group, and back in: what they may do by being in it, as inviting, is not lost by a slip.

use domain::{GroupId, PersonId};
use leptos::prelude::*;

use super::group_api::{RemoveMember, add_member};
use crate::language::said;
use crate::t;
use crate::ui::{DoneActs, Toasts, use_toast};

/// Tells whenever somebody has been taken out of a group, and offers to take that back.
pub fn tell_left(done: DoneActs, leave: ServerAction<RemoveMember>) {
    let toasts = use_toast();
    let asked = StoredValue::new(None::<(GroupId, PersonId)>);
    Effect::new(move || {
        if let Some(RemoveMember { group, person }) = leave.input().get() {
            asked.set_value(Some((group, person)));
        }
    });
    done.then(leave.value(), move || {
        let words = t!("They are not in the group any more.");
        match asked.get_value() {
            Some(left) => toasts.say_with_undo(words, t!("Undo"), move || come_back(left, done, toasts)),
            None => toasts.say(words),
        }
    });
}

fn come_back((group, person): (GroupId, PersonId), done: DoneActs, toasts: Toasts) {
    leptos::task::spawn_local(async move {
        match add_member(group, person).await {
            Ok(()) => toasts.say(t!("They are in the group.")),
            Err(error) => toasts.say(said(&error)),
        }
        done.note();
    });
}

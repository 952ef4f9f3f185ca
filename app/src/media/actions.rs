//! What hosts do to a room from its page. Each says what has become of it.

use leptos::prelude::*;

use super::api::{delete_room, end_session, open_session, restore_room};
use super::room::Room;
use crate::error::AppError;
use crate::language::said;
use crate::t;
use crate::ui::{Toasts, use_toast};

type Deed = Action<(), Result<(), AppError>>;

pub fn open_session_action(room: Room) -> Deed {
    let toasts = use_toast();
    Action::new_local(move |&()| async move {
        settle(room, toasts, open_session(room.id).await, t!("The session is open."))
    })
}

pub fn end_session_action(room: Room) -> Deed {
    let toasts = use_toast();
    Action::new_local(move |&()| async move {
        settle(room, toasts, end_session(room.id).await, t!("The session has ended."))
    })
}

pub fn restore_room_action(room: Room) -> Deed {
    let toasts = use_toast();
    Action::new_local(move |&()| async move { restore(room, toasts).await })
}

/// Deletes the room and offers to take that back, on whatever page the reader is by then.
pub fn delete_room_action(room: Room) -> Deed {
    let toasts = use_toast();
    Action::new_local(move |&()| async move {
        let title = room.page.with_untracked(|page| page.details.title.clone());
        let deleted = delete_room(room.id).await;
        match &deleted {
            Ok(()) => {
                let undo = move || {
                    leptos::task::spawn_local(async move {
                        _ = restore(room, toasts).await;
                    });
                };
                toasts.say_with_undo(t!("“{title}” has been deleted.", title), t!("Undo"), undo);
                room.refresh();
            }
            Err(error) => toasts.say(said(error)),
        }
        deleted
    })
}

async fn restore(room: Room, toasts: Toasts) -> Result<(), AppError> {
    settle(room, toasts, restore_room(room.id).await, t!("The room is back."))
}

fn settle(
    room: Room,
    toasts: Toasts,
    outcome: Result<(), AppError>,
    done: &'static str,
) -> Result<(), AppError> {
    match &outcome {
        Ok(()) => toasts.say(done),
        Err(error) => toasts.say(said(error)),
    }
    room.refresh();
    outcome
}

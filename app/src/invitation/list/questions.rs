//! The question before what cannot be taken back, and the window that shows a link.

use leptos::prelude::*;

use super::board::{Board, menu_id};
use super::words::{Question, question};
use crate::invitation::api::InvitationReady;
use crate::invitation::link_ready::LinkReady;
use crate::t;
use crate::ui::dialog::{ConfirmDialog, Dialog};

/// Asks before what cannot be taken back.
#[component]
pub fn AskHost(board: Board) -> impl IntoView {
    let mails_leave = Memo::new(move |_| board.inviting.with(|room| room.mails_leave));
    let words = move || {
        let asked = board.asked.get();
        asked.map(|(act, target)| question(act, &target, mails_leave.get())).unwrap_or_default()
    };
    let word = move |pick: fn(Question) -> String| Signal::derive(move || pick(words()));
    view! {
        <ConfirmDialog
            id="ask-host"
            open=board.is_asking
            title=word(|words| words.title)
            question=word(|words| words.words)
            confirm_label=word(|words| words.yes)
            on_confirm=Callback::new(move |()| board.answer_yes())
        />
    }
}

/// The link of one invitation.
#[component]
pub fn ShowLink(board: Board, room_title: String) -> impl IntoView {
    let shown = board.shown;
    let link_devices = Signal::derive(move || board.inviting.with(|room| room.settings.link_devices));
    let title = Signal::derive(move || {
        shown.with(|ready| {
            let title = |ready: &InvitationReady| t!("The link of {name}", name = ready.name.to_string());
            ready.as_ref().map(title).unwrap_or_default()
        })
    });
    let return_focus =
        Signal::derive(move || shown.with(|ready| ready.as_ref().map(|ready| menu_id(ready.id))));
    view! {
        <Dialog id="show-link" open=board.is_showing title=title return_focus=return_focus>
            {
                let room_title = room_title.clone();
                move || {
                    shown
                        .get()
                        .map(|ready| {
                            view! {
                                <LinkReady
                                    ready=ready
                                    room_title=room_title.clone()
                                    link_devices=link_devices
                                    on_done=Callback::new(move |()| board.is_showing.set(false))
                                />
                            }
                        })
                }
            }
        </Dialog>
    }
}

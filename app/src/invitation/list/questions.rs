//! The windows of the hosts' list: the questions before a link dies or a device is shut out, and the link.

use leptos::prelude::*;

use super::board::{Board, Question, menu_id};
use crate::invitation::link_ready::LinkReady;
use crate::ui::dialog::{ConfirmDialog, Dialog};

/// Asks before what cannot be taken back.
#[component]
pub fn AskHost(board: Board) -> impl IntoView {
    let words = move || board.asked.get().map(|(question, ready)| words(question, &ready.name.to_string()));
    let word = move |pick: fn(Words) -> String| Signal::derive(move || words().map(pick).unwrap_or_default());
    view! {
        <ConfirmDialog
            id="ask-host"
            open=board.is_asking
            title=word(|words| words.title)
            question=word(|words| words.question)
            confirm_label=word(|words| words.yes.to_owned())
            on_confirm=Callback::new(move |()| board.answer_yes())
        />
    }
}

struct Words {
    title: String,
    question: String,
    yes: &'static str,
}

fn words(question: Question, name: &str) -> Words {
    match question {
        Question::NewLink => Words {
            title: format!("Make a new link for {name}?"),
            question: "The old link will not let anybody in any more. You will have to send the new one.".to_owned(),
            yes: "Make a new link",
        },
        Question::ReleaseDevice => Words {
            title: format!("Release {name}'s device?"),
            question: "The device that uses the link now is shut out. The same link can then be used on another one."
                .to_owned(),
            yes: "Release device",
        },
    }
}

/// The link of one invitation.
#[component]
pub fn ShowLink(board: Board, room_title: String, link_devices: Option<u16>) -> impl IntoView {
    let shown = board.shown;
    let title = Signal::derive(move || {
        shown.with(|ready| {
            ready.as_ref().map(|ready| format!("The link of {}", ready.name)).unwrap_or_default()
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

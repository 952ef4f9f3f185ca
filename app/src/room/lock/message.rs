//! What all who wait are told.

use domain::chat::parse_text;
use domain::command::RoomCommand;
use domain::lock::LockCommand;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::room::store::LiveRoomStore;
use crate::ui::TextArea;

#[component]
pub fn MessageToWaiting(store: LiveRoomStore) -> impl IntoView {
    let shown = Memo::new(move |_| store.waiting_message());
    let typed = RwSignal::new(shown.get_untracked());
    let problem = RwSignal::new(None::<String>);
    let write = move |text: String| {
        store.outbox().send(RoomCommand::Lock(LockCommand::WriteMessage { text }));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match parse_text(&typed.get_untracked()) {
            Ok(text) => {
                problem.set(None);
                write(text);
            }
            Err(wrong) => problem.set(Some(wrong.to_string())),
        }
    };
    let take_back = move |_| {
        typed.set(String::new());
        write(String::new());
    };
    view! {
        <details class="door-message">
            <summary>"Message to all who wait"</summary>
            <p class="door-message-shown" hidden=move || shown.with(String::is_empty)>
                "They read now: " <q>{move || shown.get()}</q>
            </p>
            <form on:submit=submit>
                <TextArea
                    label="Your message"
                    name="waiting-message"
                    value=typed
                    error=problem
                    hint="Everybody who waits for the start or to be let in reads it at once."
                    rows=2
                />
                <div class="cluster">
                    <button class="button">"Show message"</button>
                    <button
                        class="button"
                        data-kind="quiet"
                        type="button"
                        hidden=move || shown.with(String::is_empty)
                        on:click=take_back
                    >
                        "Take message back"
                    </button>
                </div>
            </form>
        </details>
    }
}

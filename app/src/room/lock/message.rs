//! What all who wait are told.

use domain::chat::parse_text;
use domain::command::RoomCommand;
use domain::lock::LockCommand;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::language::said;
use crate::room::store::LiveRoomStore;
use crate::ui::TextArea;
use crate::{t, t_view};

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
            Err(wrong) => problem.set(Some(said(&wrong))),
        }
    };
    let take_back = move |_| {
        typed.set(String::new());
        write(String::new());
    };
    view! {
        <details class="door-message">
            <summary>{t!("Message to all who wait")}</summary>
            <p class="door-message-shown" hidden=move || shown.with(String::is_empty)>
                {t_view!("They read now: {message}", message = view! { <q dir="auto">{move || shown.get()}</q> })}
            </p>
            <form on:submit=submit>
                <TextArea
                    label=t!("Your message")
                    name="waiting-message"
                    value=typed
                    error=problem
                    hint=t!("Everybody who waits for the start or to be let in reads it at once.")
                    rows=2
                />
                <div class="cluster">
                    <button class="button">{t!("Show message")}</button>
                    <button
                        class="button"
                        data-kind="quiet"
                        type="button"
                        hidden=move || shown.with(String::is_empty)
                        on:click=take_back
                    >
                        {t!("Take message back")}
                    </button>
                </div>
            </form>
        </details>
    }
}

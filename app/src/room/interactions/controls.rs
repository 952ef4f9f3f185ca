//! What those who initiate do with a published interaction, and the question before it is deleted.

use domain::interaction::InteractionCommand;
use domain::live::Sequence;
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::{HEADING, send};
use crate::browser::focus::focus_id;
use crate::t;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{Icon, IconName};

/// What is to be deleted, once somebody has said so twice.
#[derive(Clone, Copy)]
pub struct Deletion {
    doomed: RwSignal<Option<Sequence>>,
    is_asking: RwSignal<bool>,
}

impl Deletion {
    pub fn new() -> Self {
        Self { doomed: RwSignal::new(None), is_asking: RwSignal::new(false) }
    }

    pub fn ask(self, interaction: Sequence) {
        self.doomed.set(Some(interaction));
        self.is_asking.set(true);
    }
}

#[component]
pub fn Controls(
    store: LiveRoomStore,
    number: Sequence,
    takes_answers: bool,
    deletion: Deletion,
) -> impl IntoView {
    let interactions = store.interactions();
    let is_open = Memo::new(move |_| interactions.read(number, |known| known.is_closed) == Some(false));
    let is_shared = Memo::new(move |_| interactions.read(number, |known| known.is_shared) == Some(true));
    let share = move |_| {
        let is_shared = !is_shared.get_untracked();
        send(store, InteractionCommand::Share { interaction: number, is_shared });
    };
    let share_id = StoredValue::new(format!("interaction-{number}-share"));
    let close = move |_| {
        send(store, InteractionCommand::Close { interaction: number });
        // This button goes once it is closed.
        focus_id(&share_id.get_value());
    };
    view! {
        <div class="interaction-acts">
            <Show when=move || takes_answers && is_open.get()>
                <button
                    class="button"
                    data-kind="quiet"
                    type="button"
                    on:click=close
                >
                    <Icon name=IconName::Square />
                    {t!("Close")}
                </button>
            </Show>
            <Show when=move || takes_answers>
                <button id=share_id.get_value() class="button" data-kind="quiet" type="button" on:click=share>
                    <Icon name=IconName::Eye />
                    {move || if is_shared.get() { t!("Hide the result") } else { t!("Share the result") }}
                </button>
            </Show>
            <DeleteButton number=number deletion=deletion />
        </div>
    }
}

#[component]
pub fn DeleteButton(number: Sequence, deletion: Deletion) -> impl IntoView {
    view! {
        <button class="button" data-kind="quiet" type="button" on:click=move |_| deletion.ask(number)>
            <Icon name=IconName::Trash />
            {t!("Delete…")}
        </button>
    }
}

#[component]
pub fn DeleteDialog(store: LiveRoomStore, deletion: Deletion) -> impl IntoView {
    view! {
        <ConfirmDialog
            id="delete-interaction"
            open=deletion.is_asking
            title=t!("Delete this interaction?")
            question=t!("It disappears for everybody, with all answers, and cannot be brought back.")
            confirm_label=t!("Delete")
            on_confirm=Callback::new(move |()| {
                if let Some(interaction) = deletion.doomed.get_untracked() {
                    send(store, InteractionCommand::Delete { interaction });
                    // The button that asked goes with it.
                    request_animation_frame(|| focus_id(HEADING));
                }
            })
        />
    }
}

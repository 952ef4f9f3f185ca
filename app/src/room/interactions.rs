//! Interactions: what is asked of everybody inside, their answers, and the results.

mod answer_form;
mod card;
mod choice_form;
mod controls;
mod drafts;
mod editor;
mod news;
mod options;
mod results;
mod store;
mod text_form;

use domain::Permission;
use domain::command::RoomCommand;
use domain::interaction::InteractionCommand;
use leptos::prelude::*;

use super::store::LiveRoomStore;
use crate::t;
use crate::ui::{Icon, IconName};
use card::Card;
pub use card::icon_of as icon_of_kind;
use controls::{DeleteDialog, Deletion};
use drafts::Drafts;
use editor::{Editor, EditorDialog};
pub use news::announce_published;
pub use options::{OptionResult, labels};
pub use store::InteractionStore;

/// The id of the tab's heading: it takes the focus when the one who had it has gone.
const HEADING: &str = "interactions";

/// All interactions. `is_shown` says whether their tab is the one in sight.
#[component]
pub fn Interactions(store: LiveRoomStore, is_shown: Signal<bool>) -> impl IntoView {
    let interactions = store.interactions();
    let initiates = Memo::new(move |_| may_initiate(store));
    let numbers = Memo::new(move |_| interactions.published());
    let has_drafts = Memo::new(move |_| !interactions.drafts().is_empty());
    let editor = Editor::new();
    let deletion = Deletion::new();
    Effect::new(move || {
        if is_shown.get() {
            interactions.see_all();
        }
    });
    view! {
        <section class="interactions" aria-labelledby=HEADING>
            <div class="interactions-head">
                <h2 id=HEADING class="panel-heading" tabindex="-1">
                    {t!("Interactions")}
                </h2>
                <Show when=move || initiates.get()>
                    <button
                        class="button"
                        data-kind="primary"
                        type="button"
                        on:click=move |_| editor.start()
                    >
                        <Icon name=IconName::Plus />
                        {t!("New interaction")}
                    </button>
                </Show>
            </div>
            <Show when=move || initiates.get() && has_drafts.get()>
                <Drafts store=store editor=editor deletion=deletion />
            </Show>
            <p class="interactions-none" hidden=move || !numbers.with(Vec::is_empty)>
                {t!("Nothing has been asked yet. Polls, quizzes and announcements appear here.")}
            </p>
            <ol class="interactions-list">
                <For each=move || numbers.get() key=|number| *number let:number>
                    <Card store=store number=number deletion=deletion />
                </For>
            </ol>
            <EditorDialog store=store editor=editor />
            <DeleteDialog store=store deletion=deletion />
        </section>
    }
}

fn may_initiate(store: LiveRoomStore) -> bool {
    store.my_role().is_some_and(|role| role.can(Permission::InitiateInteractions))
}

fn send(store: LiveRoomStore, command: InteractionCommand) {
    store.outbox().send(RoomCommand::Interaction(command));
}

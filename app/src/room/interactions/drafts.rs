//! Drafts, for those who initiate.

use domain::interaction::{Draft, InteractionCommand};
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::card::icon_of;
use super::controls::{DeleteButton, Deletion};
use super::editor::Editor;
use super::{HEADING, send};
use crate::browser::focus::focus_id;
use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName};

#[component]
pub fn Drafts(store: LiveRoomStore, editor: Editor, deletion: Deletion) -> impl IntoView {
    let drafts = Memo::new(move |_| store.interactions().drafts());
    view! {
        <section class="drafts" aria-labelledby="drafts">
            <h3 id="drafts" class="people-heading">
                {t!("Drafts")}
            </h3>
            <p class="panel-hint">{t!("Only moderators and hosts see these.")}</p>
            <ul class="drafts-list">
                // An edited draft is drawn anew.
                <For
                    each=move || drafts.get()
                    key=|draft| (draft.number, draft.content.kind, draft.content.prompt.clone())
                    let:draft
                >
                    <DraftLine store=store draft=draft editor=editor deletion=deletion />
                </For>
            </ul>
        </section>
    }
}

#[component]
fn DraftLine(store: LiveRoomStore, draft: Draft, editor: Editor, deletion: Deletion) -> impl IntoView {
    let number = draft.number;
    let kind = draft.content.kind;
    view! {
        <li class="draft">
            <p class="draft-words">
                <span class="badge">
                    <Icon name=icon_of(kind) />
                    {said(&kind)}
                </span>
                " "
                <span dir="auto">{draft.content.prompt}</span>
            </p>
            <div class="interaction-acts">
                <button
                    class="button"
                    type="button"
                    on:click=move |_| {
                        send(store, InteractionCommand::Publish { interaction: number });
                        // The line goes once it is published.
                        focus_id(HEADING);
                    }
                >
                    <Icon name=IconName::Send />
                    {t!("Publish")}
                </button>
                <button
                    class="button"
                    data-kind="quiet"
                    type="button"
                    on:click=move |_| {
                        let drafts = untrack(|| store.interactions().drafts());
                        if let Some(draft) = drafts.into_iter().find(|draft| draft.number == number) {
                            editor.edit(&draft);
                        }
                    }
                >
                    <Icon name=IconName::Pencil />
                    {t!("Edit")}
                </button>
                <DeleteButton number=number deletion=deletion />
            </div>
        </li>
    }
}

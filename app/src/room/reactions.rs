//! Reactions over the stage: signs that rise and are gone, and the buttons that give them.

mod store;

use domain::Permission;
use domain::reaction::Reaction;
use leptos::prelude::*;

use super::store::LiveRoomStore;
use crate::language::said;
use crate::t;
use crate::ui::use_toast;
pub use store::ReactionStore;

#[component]
pub fn Reactions(store: LiveRoomStore) -> impl IntoView {
    let may_react = Memo::new(move |_| {
        store.has_collaboration() && store.my_role().is_some_and(|role| role.can(Permission::React))
    });
    view! {
        <Show when=move || may_react.get()>
            <Rising store=store />
            <div class="reactions">
                <Buttons store=store />
                <Counts store=store />
            </div>
        </Show>
    }
}

#[component]
fn Buttons(store: LiveRoomStore) -> impl IntoView {
    let toasts = use_toast();
    view! {
        <div class="reaction-buttons" role="group" aria-label=t!("Reactions")>
            {Reaction::ALL
                .iter()
                .copied()
                .map(|reaction| {
                    view! {
                        <button
                            class="reaction"
                            type="button"
                            aria-label=said(&reaction)
                            title=said(&reaction)
                            on:click=move |_| store.reactions().give(store.room, store.invitation, reaction, toasts)
                        >
                            <span aria-hidden="true">{reaction.sign()}</span>
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// What was given in the last seconds, in numbers: for those who do not see it rise.
#[component]
fn Counts(store: LiveRoomStore) -> impl IntoView {
    let counts = move || store.reactions().recent();
    view! {
        <ul class="reaction-counts" aria-label=t!("Reactions of the last seconds")>
            <For each=counts key=|known| (known.reaction, known.count) let:known>
                <li>
                    <span aria-hidden="true">{known.reaction.sign()}</span>
                    <span class="visually-hidden">{said(&known.reaction)}</span>
                    " "
                    {known.count}
                </li>
            </For>
        </ul>
    }
}

#[component]
fn Rising(store: LiveRoomStore) -> impl IntoView {
    view! {
        <div class="reactions-rising" aria-hidden="true">
            <For each=move || store.reactions().rising() key=|known| known.id let:known>
                <span class="reaction-rising" data-lane=known.lane.to_string()>
                    {known.reaction.sign()}
                </span>
            </For>
        </div>
    }
}

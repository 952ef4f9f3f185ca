//! What those who may restore a deleted room see of it.

use leptos::prelude::*;

use super::actions::restore_room_action;
use super::room::Room;
use crate::t;
use crate::ui::{Icon, IconName};

#[component]
pub fn DeletedNotice(room: Room) -> impl IntoView {
    let is_deleted = Memo::new(move |_| room.page.with(|page| page.deleted_at.is_some()));
    view! {
        <Show when=move || is_deleted.get()>
            <Notice room />
        </Show>
    }
}

#[component]
fn Notice(room: Room) -> impl IntoView {
    let restore = restore_room_action(room);
    let is_pending = restore.pending();
    view! {
        <div class="notice deleted-notice" data-kind="loss">
            <Icon name=IconName::Trash />
            <div class="deleted-words">
                <p>
                    <strong>{t!("This room has been deleted.")}</strong>
                    " "
                    {t!("Nobody else sees it, and its links do not work. When you restore it, they work again.")}
                </p>
                <button
                    class="button"
                    type="button"
                    disabled=is_pending
                    on:click=move |_| {
                        restore.dispatch(());
                    }
                >
                    <Icon name=IconName::Undo />
                    {t!("Restore")}
                </button>
            </div>
        </div>
    }
}

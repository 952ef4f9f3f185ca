//! My role and what it lets me do.

use domain::Role;
use domain::role::Permission;
use leptos::prelude::*;

use super::role_badge::RoleBadge;
use super::store::LiveRoomStore;
use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName};

#[component]
pub fn MyRole(store: LiveRoomStore) -> impl IntoView {
    let role = Memo::new(move |_| store.my_role());
    view! {
        <section class="my-role" aria-labelledby="my-role">
            <div class="my-role-head">
                <h3 id="my-role">{t!("Your role")}</h3>
                {move || role.get().map(|role| view! { <RoleBadge role=role /> })}
            </div>
            {move || role.get().map(|role| view! { <Permissions role=role /> })}
        </section>
    }
}

/// Tells the reader that their role is another one, until they have read it.
#[component]
pub fn NewRole(store: LiveRoomStore) -> impl IntoView {
    let new = Memo::new(move |_| store.new_role.get().filter(|new| Some(*new) == store.my_role()));
    move || {
        new.get().map(|role| {
            view! {
                <section class="new-role" aria-label=t!("Your new role")>
                    <div class="new-role-words">
                        <p>{t!("Your role has been changed. This is what you may do now:")}</p>
                        <RoleBadge role=role />
                        <Permissions role=role />
                    </div>
                    <button
                        class="icon-button"
                        type="button"
                        aria-label=t!("Close message")
                        on:click=move |_| store.new_role.set(None)
                    >
                        <Icon name=IconName::Close />
                    </button>
                </section>
            }
        })
    }
}

#[component]
fn Permissions(role: Role) -> impl IntoView {
    view! {
        <ul class="my-role-permissions">
            {role
                .permissions()
                .iter()
                .map(|permission: &Permission| {
                    view! {
                        <li>
                            <Icon name=IconName::Check />
                            {said(permission)}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

//! My role and what it lets me do.

use domain::Role;
use domain::role::Permission;
use leptos::prelude::*;

use super::role_badge::RoleBadge;
use super::store::LiveRoomStore;
use crate::ui::{Icon, IconName};

#[component]
pub fn MyRole(store: LiveRoomStore) -> impl IntoView {
    let role = Memo::new(move |_| store.my_role());
    let is_new = Memo::new(move |_| store.new_role.get().is_some_and(|new| Some(new) == role.get()));
    view! {
        <section class="my-role" aria-labelledby="my-role" data-new=move || is_new.get().to_string()>
            <div class="my-role-head">
                <h3 id="my-role">"Your role"</h3>
                {move || role.get().map(|role| view! { <RoleBadge role=role /> })}
            </div>
            {move || {
                is_new
                    .get()
                    .then(|| {
                        view! {
                            <p class="my-role-news">
                                <span>"A host has changed your role. This is what you may do now:"</span>
                                <button
                                    class="icon-button"
                                    type="button"
                                    aria-label="Close message"
                                    on:click=move |_| store.new_role.set(None)
                                >
                                    <Icon name=IconName::Close />
                                </button>
                            </p>
                        }
                    })
            }}
            {move || role.get().map(|role| view! { <Permissions role=role /> })}
        </section>
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
                            {permission.to_string()}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

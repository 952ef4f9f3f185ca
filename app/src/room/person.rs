//! One participant in the list, with what a host may do about them.

use domain::live::Participant;
use domain::room::{may_change_role, may_remove};
use domain::{HostKind, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::change_role;
use super::role_badge::{RoleBadge, icon_of};
use super::store::LiveRoomStore;
use crate::browser::focus::focus_id;
use crate::ui::{Avatar, IconName, MenuButton, MenuItem, use_toast};

#[component]
pub fn Person(
    store: LiveRoomStore,
    person: Participant,
    removing: RwSignal<Option<Participant>>,
) -> impl IntoView {
    let id = person.id;
    let is_me = Memo::new(move |_| store.me() == Some(id));
    let host = Memo::new(move |_| store.host());
    let marks = person.is_guest.then(|| view! { <span class="badge">"Guest"</span> });
    let person = StoredValue::new(person);
    view! {
        <li class="person">
            <Avatar
                initials=person.with_value(|person| person.name.initials())
                name=person.with_value(|person| person.name.to_string())
            />
            <span class="person-name">{person.with_value(|person| person.name.to_string())}</span>
            <span class="person-marks">
                {move || is_me.get().then(|| view! { <span class="badge" data-kind="me">"You"</span> })}
                {marks}
                <RoleBadge role=person.with_value(|person| person.role) />
            </span>
            {move || {
                let person = person.get_value();
                (!is_me.get() && may_remove(host.get(), person.role).is_ok())
                    .then(|| view! { <HostMenu store=store person=person host=host.get() removing=removing /> })
            }}
        </li>
    }
}

/// Other roles, each by its name; and the way out of the room.
#[component]
fn HostMenu(
    store: LiveRoomStore,
    person: Participant,
    host: Option<HostKind>,
    removing: RwSignal<Option<Participant>>,
) -> impl IntoView {
    let toasts = use_toast();
    let (id, from) = (person.id, person.role);
    let name = person.name.to_string();
    let button_id = format!("person-{id}");
    Effect::new({
        let button_id = button_id.clone();
        move || {
            if store.moved_by_me.get_value() == Some(id) {
                store.moved_by_me.set_value(None);
                focus_id(&button_id);
            }
        }
    });
    let give = move |role: Role| {
        let name = name.clone();
        store.moved_by_me.set_value(Some(id));
        spawn_local(async move {
            toasts.say(match change_role(store.room, id, role).await {
                Ok(()) => format!("{name} is now a {}.", role.to_string().to_lowercase()),
                Err(error) => error.to_string(),
            });
        });
    };
    let roles = Role::INVITATION_TYPES
        .into_iter()
        .filter(|to| *to != from && may_change_role(host, from, *to).is_ok())
        .map(|to| {
            let label = format!("Make {}", to.to_string().to_lowercase());
            let give = give.clone();
            view! { <MenuItem icon=icon_of(to) on_select=move |()| give(to)>{label}</MenuItem> }
        })
        .collect_view();
    view! {
        <MenuButton id=button_id label=format!("More actions for {}", person.name)>
            {roles}
            <MenuItem icon=IconName::Ban danger=true on_select=move |()| removing.set(Some(person.clone()))>
                "Remove…"
            </MenuItem>
        </MenuButton>
    }
}

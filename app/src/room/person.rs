//! One participant in the list, with what a host may do about them.

use domain::live::Participant;
use domain::room::{may_change_role, may_remove};
use domain::{HostKind, ParticipantId, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::change_role;
use super::participants::Removal;
use super::role_badge::{RoleBadge, icon_of};
use super::store::LiveRoomStore;
use crate::browser::focus::focus_id;
use crate::ui::{Avatar, IconName, MenuButton, MenuItem, Toasts, use_toast};

#[component]
pub fn Person(store: LiveRoomStore, person: Participant, removal: Removal) -> impl IntoView {
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
            <div class="person-words">
                <span class="person-name">{person.with_value(|person| person.name.to_string())}</span>
                <span class="person-marks">
                    {move || is_me.get().then(|| view! { <span class="badge" data-kind="me">"You"</span> })}
                    {marks}
                    <RoleBadge role=person.with_value(|person| person.role) />
                </span>
            </div>
            {move || {
                let person = person.get_value();
                (!is_me.get() && may_remove(host.get(), person.role).is_ok())
                    .then(|| view! { <HostMenu store=store person=person host=host.get() removal=removal /> })
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
    removal: Removal,
) -> impl IntoView {
    let toasts = use_toast();
    let (id, from) = (person.id, person.role);
    let button_id = format!("person-{id}");
    keep_focus(store, id, button_id.clone());
    let label = format!("More actions for {}", person.name);
    let person = StoredValue::new(person);
    let others = Role::INVITATION_TYPES
        .into_iter()
        .filter(move |to| *to != from && may_change_role(host, from, *to).is_ok());
    view! {
        <MenuButton id=button_id label=label>
            {others
                .map(|to| {
                    view! {
                        <MenuItem
                            icon=icon_of(to)
                            on_select=move |()| give_role(store, toasts, person.get_value(), to)
                        >
                            {format!("Make {}", to.to_string().to_lowercase())}
                        </MenuItem>
                    }
                })
                .collect_view()}
            <MenuItem icon=IconName::Ban danger=true on_select=move |()| removal.ask(person.get_value())>
                "Remove…"
            </MenuItem>
        </MenuButton>
    }
}

/// Somebody whose role has just been changed stands in another group; the host's focus goes along.
fn keep_focus(store: LiveRoomStore, id: ParticipantId, button_id: String) {
    Effect::new(move || {
        if store.moved_by_me.get_value() == Some(id) {
            store.moved_by_me.set_value(None);
            focus_id(&button_id);
        }
    });
}

fn give_role(store: LiveRoomStore, toasts: Toasts, person: Participant, role: Role) {
    store.moved_by_me.set_value(Some(person.id));
    spawn_local(async move {
        match change_role(store.room, person.id, role).await {
            Ok(()) => toasts.say(format!("{} is now a {}.", person.name, role.to_string().to_lowercase())),
            Err(error) => {
                store.moved_by_me.try_set_value(None);
                toasts.say(error.to_string());
            }
        }
    });
}

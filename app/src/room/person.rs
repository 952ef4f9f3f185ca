//! One participant in the list, with what those who manage people may do about them.

use domain::Role;
use domain::live::Participant;
use domain::room::may_remove;
use leptos::prelude::*;

use super::participants::Removal;
use super::person_menu::PersonMenu;
use super::role_badge::RoleBadge;
use super::store::LiveRoomStore;
use crate::t;
use crate::ui::{Avatar, Icon, IconName};

#[component]
pub fn Person(store: LiveRoomStore, person: Participant, removal: Removal) -> impl IntoView {
    let id = person.id;
    let is_me = Memo::new(move |_| store.me() == Some(id));
    let my_role = Memo::new(move |_| store.my_role());
    // The role of whoever came by a guest link says it already.
    let is_marked = person.is_guest && person.role != Role::Guest;
    let marks = is_marked.then(|| view! { <span class="badge">{t!("Guest")}</span> });
    let hand = person.hand_raised_at.map(|_| view! { <Hand /> });
    let person = StoredValue::new(person);
    view! {
        <li class="person">
            <Avatar
                initials=person.with_value(|person| person.name.initials())
                name=person.with_value(|person| person.name.to_string())
            />
            <div class="person-words">
                <span class="person-name" dir="auto">{person.with_value(|person| person.name.to_string())}</span>
                <span class="person-marks">
                    {hand}
                    {move || is_me.get().then(|| view! { <span class="badge" data-kind="me">{t!("You [mark beside a name]")}</span> })}
                    {marks}
                    <RoleBadge role=person.with_value(|person| person.role) />
                </span>
            </div>
            {move || {
                let person = person.get_value();
                may_act(my_role.get(), &person, is_me.get())
                    .then(|| view! { <PersonMenu store=store person=person by=my_role.get() removal=removal /> })
            }}
        </li>
    }
}

/// Oneself is managed from the room's bar.
fn may_act(by: Option<Role>, person: &Participant, is_me: bool) -> bool {
    !is_me && may_remove(by, person.role).is_ok()
}

#[component]
fn Hand() -> impl IntoView {
    view! {
        <span class="person-hand">
            <Icon name=IconName::Hand />
            <span class="visually-hidden">{t!("Hand raised")}</span>
        </span>
    }
}

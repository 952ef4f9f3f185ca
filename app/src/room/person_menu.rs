//! What may be done about somebody inside: their hand, their place on stage, their role, and the way out.

use domain::Role;
use domain::command::RoomCommand;
use domain::invite_policy::given_types;
use domain::live::Participant;
use domain::room::may_change_role;
use domain::stage::StageCommand;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::change_role;
use super::participants::Removal;
use super::role_badge::icon_of;
use super::role_words::{is_now, make};
use super::store::LiveRoomStore;
use crate::browser::lost_focus::regain;
use crate::language::said;
use crate::t;
use crate::ui::{IconName, MenuButton, MenuItem, Toasts, use_toast};

#[component]
pub fn PersonMenu(
    store: LiveRoomStore,
    person: Participant,
    by: Option<Role>,
    removal: Removal,
) -> impl IntoView {
    let toasts = use_toast();
    let (participant, from) = (person.id, person.role);
    let (is_on_stage, is_hand_raised) = (person.is_on_stage, person.hand_raised_at.is_some());
    let button_id = format!("person-{participant}");
    keep_focus(store, &person, button_id.clone());
    let label = t!("More actions for {name}", name = person.name.to_string());
    let person = StoredValue::new(person);
    let on_stage = move |command: StageCommand| {
        store.moved_by_me.set_value(Some(participant));
        store.outbox().send(RoomCommand::Stage(command));
    };
    // Drawn anew only when others may be given, so that an open menu keeps the focus otherwise.
    let others = Memo::new(move |_| {
        let is_offered =
            |to: &Role| *to != from && may_change_role(by, from, *to).is_ok() && may_give(store, *to);
        Role::INVITATION_TYPES.into_iter().filter(is_offered).collect::<Vec<_>>()
    });
    view! {
        <MenuButton id=button_id label=label>
            {if is_on_stage {
                view! {
                    <MenuItem
                        icon=IconName::Stage
                        on_select=move |()| on_stage(StageCommand::TakeOff { participant })
                    >
                        {t!("Take off stage")}
                    </MenuItem>
                }
            } else {
                view! {
                    <MenuItem icon=IconName::Stage on_select=move |()| on_stage(StageCommand::Bring { participant })>
                        {t!("Bring to stage")}
                    </MenuItem>
                }
            }}
            {is_hand_raised
                .then(|| {
                    view! {
                        <MenuItem
                            icon=IconName::Hand
                            on_select=move |()| on_stage(StageCommand::LowerHandOf { participant })
                        >
                            {t!("Lower hand")}
                        </MenuItem>
                    }
                })}
            <For each=move || others.get() key=|to| *to let:to>
                <MenuItem
                    icon=icon_of(to)
                    on_select=move |()| give_role(store, toasts, person.get_value(), to)
                >
                    {make(to)}
                </MenuItem>
            </For>
            <MenuItem icon=IconName::Ban danger=true on_select=move |()| removal.ask(person.get_value())>
                {t!("Remove…")}
            </MenuItem>
        </MenuButton>
    }
}

/// Somebody who has just been changed stands in another place; the focus goes along, unless it is elsewhere by
/// then.
fn keep_focus(store: LiveRoomStore, person: &Participant, button_id: String) {
    let id = person.id;
    Effect::new(move || {
        if store.moved_by_me.get_value() == Some(id) {
            store.moved_by_me.set_value(None);
            regain(button_id.clone());
        }
    });
}

fn give_role(store: LiveRoomStore, toasts: Toasts, person: Participant, role: Role) {
    store.moved_by_me.set_value(Some(person.id));
    spawn_local(async move {
        match change_role(store.room, store.invitation, person.id, role).await {
            Ok(()) => toasts.say(is_now(role, &person.name.to_string())),
            Err(error) => {
                store.moved_by_me.try_set_value(None);
                toasts.say(said(&error));
            }
        }
    });
}

/// Hosts are not offered what the site does not let them give. Moderators are told when they try.
fn may_give(store: LiveRoomStore, role: Role) -> bool {
    let host = untrack(|| store.host());
    store
        .settings()
        .with(|settings| settings.as_ref().is_none_or(|settings| given_types(settings, host).contains(&role)))
}

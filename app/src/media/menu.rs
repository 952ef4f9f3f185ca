//! The three-dot menu below the screen. What somebody may not do is not in it; who may do nothing sees none.

use domain::session::Phase;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::actions::{delete_room_action, end_session_action, open_session_action};
use super::reschedule::RescheduleWindow;
use super::room::{Offer, Room};
use crate::invitation::{InviteRoom, InviteWindow};
use crate::routes;
use crate::t;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{Icon, IconName, MenuButton, MenuItem, MenuLink};

const BUTTON: &str = "room-actions";

#[component]
pub fn RoomMenu(room: Room) -> impl IntoView {
    let offer = room.offer();
    let is_inviting = RwSignal::new(false);
    let is_first = use_query_map().read_untracked().get("first").is_some();
    let may_invite = Memo::new(move |_| offer.read().invite);
    let is_rescheduling = RwSignal::new(false);
    let is_ending = RwSignal::new(false);
    let is_deleting = RwSignal::new(false);
    let label = Signal::derive(move || {
        room.page.with(|page| t!("More actions for {title}", title = page.details.title.as_str()))
    });
    let has_some = Memo::new(move |_| !offer.get().is_empty());
    let (end, delete) = (end_session_action(room), delete_room_action(room));
    view! {
        <Show when=move || has_some.get()>
            <MenuButton id=BUTTON label=label>
                <Entries room offer is_inviting is_rescheduling is_ending is_deleting delete />
            </MenuButton>
        </Show>
        <Show when=move || is_first && may_invite.get()>
            <FirstRoom open=is_inviting />
        </Show>
        <Invite room open=is_inviting />
        <RescheduleWindow room open=is_rescheduling return_focus=BUTTON />
        <ConfirmDialog
            id="end-session"
            open=is_ending
            title=t!("End the session?")
            question=t!("Everybody leaves the room, and nobody can come in any more. You can plan another session later.")
            confirm_label=t!("End session")
            return_focus=BUTTON
            on_confirm=Callback::new(move |()| {
                end.dispatch(());
            })
        />
        <ConfirmDialog
            id="delete-room"
            open=is_deleting
            title=t!("Delete the room while its session is open?")
            question=t!("Everybody leaves at once, and the links stop working. You can restore the room afterwards.")
            confirm_label=t!("Delete room")
            return_focus=BUTTON
            on_confirm=Callback::new(move |()| {
                delete.dispatch(());
            })
        />
    }
}

/// What to do next in a site's first room.
#[component]
fn FirstRoom(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="notice first-room" data-kind="success">
            <Icon name=IconName::CircleCheck />
            <div class="stack" data-gap="small">
                <p>
                    <strong>{t!("Your site is ready, and so is its first room.")}</strong>
                    {t!(" Invite somebody: they get a link of their own. You find this in the menu of the room at any time.")}
                </p>
                <div class="cluster">
                    <button class="button" data-kind="primary" type="button" on:click=move |_| open.set(true)>
                        <Icon name=IconName::UserPlus />
                        {t!("Invite users")}
                    </button>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Entries(
    room: Room,
    offer: Memo<Offer>,
    is_inviting: RwSignal<bool>,
    is_rescheduling: RwSignal<bool>,
    is_ending: RwSignal<bool>,
    is_deleting: RwSignal<bool>,
    delete: Action<(), Result<(), crate::error::AppError>>,
) -> impl IntoView {
    let open = open_session_action(room);
    let show = move |window: RwSignal<bool>| Callback::new(move |()| window.set(true));
    let delete_or_ask = Callback::new(move |()| {
        let phase = room.page.with_untracked(|page| page.session.phase(untrack(|| room.clock.now())));
        if phase == Phase::Open {
            is_deleting.set(true);
        } else {
            delete.dispatch(());
        }
    });
    let open = Callback::new(move |()| {
        open.dispatch(());
    });
    view! {
        <Show when=move || offer.read().invite>
            <MenuItem icon=IconName::UserPlus on_select=show(is_inviting)>{t!("Invite users")}</MenuItem>
        </Show>
        <Show when=move || offer.read().see_invitations>
            <MenuLink icon=IconName::Users href=routes::invitations(room.id)>{t!("Invitations")}</MenuLink>
        </Show>
        <Show when=move || offer.read().open>
            <MenuItem icon=IconName::Play on_select=open>{t!("Open session now")}</MenuItem>
        </Show>
        <Show when=move || offer.read().reschedule>
            <MenuItem icon=IconName::CalendarClock on_select=show(is_rescheduling)>{t!("Reschedule")}</MenuItem>
        </Show>
        <Show when=move || offer.read().end>
            <MenuItem icon=IconName::Square on_select=show(is_ending)>{t!("End session")}</MenuItem>
        </Show>
        <Show when=move || offer.read().report>
            <MenuLink icon=IconName::Poll href=routes::report(room.id, None)>{t!("Report")}</MenuLink>
        </Show>
        <Show when=move || offer.read().edit>
            <MenuLink icon=IconName::Pencil href=routes::edit_room(room.id)>{t!("Edit room")}</MenuLink>
        </Show>
        <Show when=move || offer.read().delete>
            <MenuItem icon=IconName::Trash danger=true on_select=delete_or_ask>{t!("Delete room")}</MenuItem>
        </Show>
    }
}

#[component]
fn Invite(room: Room, open: RwSignal<bool>) -> impl IntoView {
    let invite_room = Memo::new(move |_| room.page.with(|page| InviteRoom::from(page)));
    view! { <InviteWindow room=invite_room open=open return_focus=BUTTON /> }
}

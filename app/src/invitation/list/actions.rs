//! What a host can do about one invitation.

use domain::InvitationId;
use domain::invitation::{InvitationAct, InvitationState};
use leptos::prelude::*;

use super::attention::{may_correct, may_let_in, name_of};
use super::board::{Board, menu_id};
use super::target::Target;
use crate::invitation::api::{InvitationReady, InvitationSummary};
use crate::t;
use crate::ui::copy_button::CopyButton;
use crate::ui::{IconName, MenuButton, MenuItem};

#[component]
pub fn Actions(id: InvitationId, invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let is_removed = Memo::new(move |_| {
        invitation.with(|one| one.as_ref().is_some_and(|one| one.state == InvitationState::Removed))
    });
    view! {
        <div class="invitation-actions">
            {move || {
                if is_removed.get() {
                    view! { <Restore id=id invitation=invitation board=board /> }.into_any()
                } else {
                    view! { <CopyAndMenu id=id invitation=invitation board=board /> }.into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Restore(id: InvitationId, invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let name = name_of(invitation);
    let may_let_in = may_let_in(invitation, board);
    let restore = move |_| {
        if let Some(one) = invitation.get_untracked() {
            board.act(InvitationAct::Restore, Target::one(one.ready));
        }
    };
    view! {
        <Show when=move || may_let_in.get()>
            <button id=menu_id(id) type="button" class="button" on:click=restore>
                {t!("Restore")}
                <span class="visually-hidden">
                    " " {move || t!("the invitation of {name} [after Restore]", name = name.get())}
                </span>
            </button>
        </Show>
    }
}

#[component]
fn CopyAndMenu(id: InvitationId, invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let name = name_of(invitation);
    let with_ready = move |act: fn(Board, InvitationReady)| {
        if let Some(one) = invitation.get_untracked() {
            act(board, one.ready);
        }
    };
    let link = Signal::derive(move || {
        invitation.with(|one| one.as_ref().map(|one| one.ready.link.clone()).unwrap_or_default())
    });
    // The server leaves the link out for hosts who may not invite.
    let has_link = move || !link.read().is_empty();
    view! {
        <Show when=has_link>
            <CopyButton
                text=link
                label=t!("Copy link")
                done=t!("Link copied")
                of=untrack(|| t!("of {name} [after Copy link]", name = name.get()))
                on_refused=Callback::new(move |()| with_ready(Board::show))
            />
        </Show>
        <MenuButton id=menu_id(id) label=Signal::derive(move || t!("More actions for {name}", name = name.get()))>
            <Show when=has_link>
                <LinkItems invitation=invitation board=board />
            </Show>
            <ReleaseItem invitation=invitation board=board />
            <MenuItem
                icon=IconName::Trash
                danger=true
                on_select=move || with_ready(|board, ready| board.act(InvitationAct::Remove, Target::one(ready)))
            >
                {t!("Remove invitation")}
            </MenuItem>
        </MenuButton>
    }
}

/// For those who may bring links to life.
#[component]
fn LinkItems(invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let with_ready = move |act: fn(Board, InvitationReady)| {
        if let Some(one) = invitation.get_untracked() {
            act(board, one.ready);
        }
    };
    let may_correct = may_correct(invitation, board);
    let was_mailed = move || invitation.with(|one| one.as_ref().is_some_and(|one| one.mail.is_some()));
    view! {
        <MenuItem
            icon=IconName::RefreshCw
            on_select=move || with_ready(|board, ready| board.ask(InvitationAct::NewLink, Target::one(ready)))
        >
            {t!("New link")}
        </MenuItem>
        <Show when=move || board.can_mail()>
            <MenuItem
                icon=IconName::Mail
                on_select=move || with_ready(|board, ready| board.act(InvitationAct::SendLink, Target::one(ready)))
            >
                {move || if was_mailed() { t!("Send link again") } else { t!("Send link via email") }}
            </MenuItem>
        </Show>
        <MenuItem
            icon=IconName::CalendarClock
            on_select=move || with_ready(|board, ready| board.extend(Target::one(ready)))
        >
            {t!("Extend…")}
        </MenuItem>
        <MenuItem
            icon=IconName::User
            on_select=move || with_ready(|board, ready| board.change_type(Target::one(ready)))
        >
            {t!("Change type…")}
        </MenuItem>
        <Show when=move || may_correct.get()>
            <MenuItem icon=IconName::Pencil on_select=move || with_ready(Board::correct_address)>
                {t!("Correct the address…")}
            </MenuItem>
        </Show>
    }
}

#[component]
fn ReleaseItem(invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let is_in_use = move || invitation.with(|one| one.as_ref().is_some_and(|one| !one.devices.is_empty()));
    let ask = move || {
        if let Some(one) = invitation.get_untracked() {
            board.ask(InvitationAct::ReleaseDevice, Target::one(one.ready));
        }
    };
    view! {
        <Show when=is_in_use>
            <MenuItem icon=IconName::Smartphone on_select=ask>{t!("Release device")}</MenuItem>
        </Show>
    }
}

//! What a host can do about one invitation.

use domain::InvitationId;
use leptos::prelude::*;

use super::board::{Board, Question, menu_id};
use crate::invitation::api::{InvitationReady, InvitationSummary};
use crate::ui::copy_button::CopyButton;
use crate::ui::{IconName, MenuButton, MenuItem};

#[component]
pub fn Actions(id: InvitationId, invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let is_removed = Memo::new(move |_| invitation.with(|one| one.as_ref().is_some_and(|one| one.removed)));
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

fn name_of(invitation: Memo<Option<InvitationSummary>>) -> String {
    invitation.with(|one| one.as_ref().map(|one| one.ready.name.to_string()).unwrap_or_default())
}

#[component]
fn Restore(id: InvitationId, invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    view! {
        <button id=menu_id(id) type="button" class="button" on:click=move |_| board.restore(id)>
            "Restore"
            <span class="visually-hidden">{move || format!(" the invitation of {}", name_of(invitation))}</span>
        </button>
    }
}

#[component]
fn CopyAndMenu(id: InvitationId, invitation: Memo<Option<InvitationSummary>>, board: Board) -> impl IntoView {
    let with_ready = move |act: fn(Board, InvitationReady)| {
        if let Some(one) = invitation.get_untracked() {
            act(board, one.ready);
        }
    };
    let is_in_use = move || invitation.with(|one| one.as_ref().is_some_and(|one| !one.devices.is_empty()));
    let was_mailed = move || invitation.with(|one| one.as_ref().is_some_and(|one| one.mail.is_some()));
    let link = Signal::derive(move || {
        invitation.with(|one| one.as_ref().map(|one| one.ready.link.clone()).unwrap_or_default())
    });
    // The server leaves the link out for hosts who may not invite.
    let has_link = move || !link.read().is_empty();
    let new_link = move || {
        view! {
            <MenuItem
                icon=IconName::RefreshCw
                on_select=move || with_ready(|board, ready| board.ask(Question::NewLink, ready))
            >
                "New link"
            </MenuItem>
        }
    };
    let release = move || {
        view! {
            <MenuItem
                icon=IconName::Smartphone
                on_select=move || with_ready(|board, ready| board.ask(Question::ReleaseDevice, ready))
            >
                "Release device"
            </MenuItem>
        }
    };
    view! {
        <Show when=has_link>
            <CopyButton
                text=link
                label="Copy link"
                done="Link copied"
                of=untrack(|| format!("of {}", name_of(invitation)))
                on_refused=Callback::new(move |()| with_ready(Board::show))
            />
        </Show>
        <MenuButton id=menu_id(id) label=Signal::derive(move || format!("More actions for {}", name_of(invitation)))>
            <Show when=has_link>{new_link()}</Show>
            <Show when=move || has_link() && board.can_mail>
                <MenuItem icon=IconName::Mail on_select=move || with_ready(Board::send_link)>
                    {move || if was_mailed() { "Send link again" } else { "Send link via email" }}
                </MenuItem>
            </Show>
            <Show when=is_in_use>{release()}</Show>
            <MenuItem icon=IconName::Trash danger=true on_select=move || with_ready(Board::remove)>
                "Remove invitation"
            </MenuItem>
        </MenuButton>
    }
}

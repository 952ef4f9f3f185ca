//! The selection, and what can be done about all of it at once.

use std::collections::BTreeSet;

use domain::invitation::InvitationAct;
use leptos::prelude::*;

use super::board::{Board, CHOOSE_SHOWN};
use super::target::Target;
use crate::browser::focus::focus_id;
use crate::ui::{IconName, MenuButton, MenuItem};
use crate::{t, t_count};

const MENU: &str = "selection-actions";

#[component]
pub fn SelectionBar(board: Board) -> impl IntoView {
    let count = Memo::new(move |_| board.chosen.count());
    let said = move || match count.get() {
        0 => String::new(),
        count => t_count!(count, "1 selected", "{count} selected"),
    };
    view! {
        <div class="selection-bar" role="group" aria-label=t!("Selection") data-some=move || (count.get() != 0).then_some("")>
            <ChooseShown board=board />
            <p role="status" class="selection-count">{said}</p>
            <Show when=move || count.get() != 0>
                <Hidden board=board />
                <Acts board=board />
                <Going board=board />
            </Show>
        </div>
    }
}

/// Selects all rows that are drawn, or none.
#[component]
fn ChooseShown(board: Board) -> impl IntoView {
    // How many of the rows are selected, and how many there are.
    let state = Memo::new(move |_| {
        board.rows.with(|rows| {
            let chosen =
                board.chosen.ids.with(|ids| rows.iter().filter(|one| ids.contains(&one.ready.id)).count());
            (chosen, rows.len())
        })
    });
    let is_all = move || matches!(state.get(), (chosen, all) if chosen == all && all != 0);
    view! {
        <div class="choice selection-shown">
            <input
                type="checkbox"
                id=CHOOSE_SHOWN
                prop:checked=is_all
                prop:indeterminate=move || !is_all() && state.get().0 != 0
                on:change=move |event| board.chosen.turn_all(&board.order(), event_target_checked(&event))
            />
            <label for=CHOOSE_SHOWN>{t!("Select all shown")}</label>
        </div>
        <Show when=move || is_all() && usize::try_from(board.matching()).is_ok_and(|all| all > state.get().1)>
            <button type="button" class="button" data-kind="quiet" on:click=move |_| board.choose_matching()>
                {move || t!("Select all {all} that match", all = board.matching())}
            </button>
        </Show>
    }
}

/// Who selects in one view and acts in another is told what they do not see.
#[component]
fn Hidden(board: Board) -> impl IntoView {
    let hidden = Memo::new(move |_| {
        let shown: BTreeSet<_> = board.rows.with(|rows| rows.iter().map(|one| one.ready.id).collect());
        board.chosen.ids.with(|ids| ids.difference(&shown).count())
    });
    view! {
        <Show when=move || hidden.get() != 0>
            <p class="selection-hidden">{move || t_count!(hidden.get(), "1 not on screen", "{count} not on screen")}</p>
        </Show>
    }
}

#[component]
fn Acts(board: Board) -> impl IntoView {
    let may_invite = Memo::new(move |_| board.may_invite());
    let chosen = move || Target::Many(board.chosen.list());
    let clear = move || {
        board.chosen.clear();
        focus_id(CHOOSE_SHOWN);
    };
    view! {
        <div class="selection-acts">
            <Show when=move || may_invite.get() && board.can_mail()>
                <button type="button" class="button" on:click=move |_| board.act_on_chosen(InvitationAct::SendLink)>
                    {t!("Send link")}
                </button>
            </Show>
            <Show when=move || may_invite.get()>
                <button type="button" class="button" on:click=move |_| board.extend(chosen())>
                    {t!("Extend…")}
                </button>
            </Show>
            <button type="button" class="button" on:click=move |_| board.act_on_chosen(InvitationAct::Remove)>
                {t!("Remove")}
            </button>
            <MenuButton id=MENU label=t!("More actions for the selection")>
                <Show when=move || may_invite.get()>
                    <MenuItem
                        icon=IconName::RefreshCw
                        on_select=move || board.act_on_chosen(InvitationAct::NewLink)
                    >
                        {t!("New link")}
                    </MenuItem>
                    <MenuItem icon=IconName::User on_select=move || board.change_type(chosen())>
                        {t!("Change type…")}
                    </MenuItem>
                </Show>
                <MenuItem
                    icon=IconName::Smartphone
                    on_select=move || board.act_on_chosen(InvitationAct::ReleaseDevice)
                >
                    {t!("Release device")}
                </MenuItem>
                <Show when=move || may_invite.get()>
                    <MenuItem icon=IconName::Undo on_select=move || board.act_on_chosen(InvitationAct::Restore)>
                        {t!("Restore")}
                    </MenuItem>
                </Show>
            </MenuButton>
            <button type="button" class="button" data-kind="quiet" on:click=move |_| clear()>
                {t!("Clear selection")}
            </button>
        </div>
    }
}

/// How far it has come.
#[component]
fn Going(board: Board) -> impl IntoView {
    move || {
        board.progress.get().map(|progress| {
            view! {
                <p class="selection-progress" role="status">
                    <progress max=progress.all.to_string() value=progress.done.to_string() aria-label=t!("Progress")></progress>
                    {t!("{done} of {all} done", done = progress.done, all = progress.all)}
                </p>
            }
        })
    }
}

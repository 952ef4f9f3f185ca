//! The window that gives guests another invitation type.

use domain::Role;
use domain::invitation::InvitationAct;
use leptos::prelude::*;

use super::board::Board;
use super::target::Target;
use crate::invitation::type_field::TypeField;
use crate::ui::dialog::Dialog;
use crate::{t, t_count};

#[component]
pub fn ChangeTypeWindow(board: Board) -> impl IntoView {
    let title = Signal::derive(move || {
        board.retyped.with(|target| target.as_ref().map(title_for).unwrap_or_default())
    });
    view! {
        <Dialog id="change-type" open=board.is_retyping title=title>
            <Form board=board />
        </Dialog>
    }
}

fn title_for(target: &Target) -> String {
    match target {
        Target::One(ready) => t!("Change the type of {name}", name = ready.name.to_string()),
        Target::Many(ids) => {
            t_count!(ids.len(), "Change the type of 1 guest", "Change the type of {count} guests")
        }
    }
}

/// Lives only while the window is open, so never on the server.
#[component]
fn Form(board: Board) -> impl IntoView {
    let target = board.retyped.get_untracked();
    let role = RwSignal::new(match &target {
        Some(Target::One(ready)) => ready.role,
        _ => Role::Viewer,
    });
    let offered = Memo::new(move |_| board.inviting.with(|room| room.offered.clone()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        board.is_retyping.set(false);
        if let Some(target) = &target {
            board.act(InvitationAct::ChangeType { role: role.get_untracked() }, target.clone());
        }
    };
    view! {
        <form class="invite-form" novalidate on:submit=send>
            <TypeField role=role offered=offered error=Signal::stored(None) />
            <p class="field-hint">{t!("Who is inside has the new type at once. Links stay the same.")}</p>
            <div class="dialog-actions">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| board.is_retyping.set(false)>
                    {t!("Cancel")}
                </button>
                <button type="submit" class="button" data-kind="primary">{t!("Change type")}</button>
            </div>
        </form>
    }
}

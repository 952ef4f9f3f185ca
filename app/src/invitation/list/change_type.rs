//! The window that gives guests another invitation type.

use domain::Role;
use domain::invitation::InvitationAct;
use leptos::prelude::*;

use super::board::Board;
use super::target::Target;
use crate::browser::focus::focus_id;
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
    let touched = RwSignal::new(present_type(target.as_ref()));
    let offered = Memo::new(move |_| board.inviting.with(|room| room.offered.clone()));
    // Nobody but the host chooses: what may not be given is not chosen, and nothing is in its place.
    let chosen =
        Memo::new(move |_| touched.get().filter(|role| offered.with(|offered| offered.contains(role))));
    let is_asked_for = RwSignal::new(false);
    let error = Signal::derive(move || {
        (is_asked_for.get() && chosen.get().is_none()).then(|| t!("Choose a type.").to_owned())
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(role) = chosen.get_untracked() else {
            is_asked_for.set(true);
            focus_id("field-role");
            return;
        };
        board.is_retyping.set(false);
        if let Some(target) = &target {
            board.act(InvitationAct::ChangeType { role }, target.clone());
        }
    };
    view! {
        <form class="invite-form" novalidate on:submit=send>
            <TypeField
                chosen=chosen
                on_choose=Callback::new(move |role| touched.set(Some(role)))
                offered=offered
                error=error
            />
            <p class="field-hint">{t!("Whoever is inside has the new type at once. Links stay the same.")}</p>
            <div class="dialog-actions">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| board.is_retyping.set(false)>
                    {t!("Cancel")}
                </button>
                <button type="submit" class="button" data-kind="primary">{t!("Change type")}</button>
            </div>
        </form>
    }
}

/// What one guest has by now. A selection begins with nothing: a type that stands there already would demote others.
fn present_type(target: Option<&Target>) -> Option<Role> {
    match target {
        Some(Target::One(ready)) => Some(ready.role),
        Some(Target::Many(_)) | None => None,
    }
}

//! The window that gives an invitation another address.

use leptos::prelude::*;

use super::board::{Board, menu_id};
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::invitation::api::{InvitationReady, change_address};
use crate::t;
use crate::ui::dialog::Dialog;
use crate::ui::{ErrorNotice, TextField};

const EMAIL: &str = "email";

#[component]
pub fn CorrectAddressWindow(board: Board) -> impl IntoView {
    let title = Signal::derive(move || {
        board.readdressed.with(|ready| {
            let title =
                |ready: &InvitationReady| t!("Correct the address of {name}", name = ready.name.to_string());
            ready.as_ref().map(title).unwrap_or_default()
        })
    });
    let return_focus =
        Signal::derive(move || board.readdressed.with(|ready| ready.as_ref().map(|ready| menu_id(ready.id))));
    view! {
        <Dialog id="correct-address" open=board.is_readdressing title=title return_focus=return_focus>
            <Form board=board />
        </Dialog>
    }
}

/// Lives only while the window is open, so never on the server.
#[component]
fn Form(board: Board) -> impl IntoView {
    let ready = StoredValue::new(board.readdressed.get_untracked());
    let before =
        ready.with_value(|ready| ready.as_ref().map(|ready| ready.email.to_string()).unwrap_or_default());
    let email = RwSignal::new(before);
    let changing = Action::new(move |typed: &String| {
        let (typed, id) = (typed.clone(), ready.with_value(|ready| ready.as_ref().map(|ready| ready.id)));
        async move { change_address(id.ok_or(AppError::NotFound)?, typed).await }
    });
    let is_pending = changing.pending();
    let problem = RwSignal::new(None::<AppError>);
    Effect::new(move |_| match changing.value().get() {
        None => {}
        Some(Ok(changed)) => {
            board.is_readdressing.set(false);
            board.reload_after(changed.id);
            board.show(changed);
        }
        Some(Err(error)) => {
            let is_field = error.for_field(EMAIL).is_some();
            problem.set(Some(error));
            if is_field {
                request_animation_frame(|| focus_id("field-email"));
            }
        }
    });
    Effect::watch(move || email.get(), move |_, _, _| problem.set(None), false);
    let wrong = Signal::derive(move || problem.with(|problem| problem.as_ref()?.for_field(EMAIL)));
    let trouble = Signal::derive(move || problem.get().filter(|problem| problem.for_field(EMAIL).is_none()));
    view! {
        <form
            class="invite-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                if !is_pending.get_untracked() {
                    changing.dispatch(email.get_untracked());
                }
            }
        >
            <TextField
                label=t!("Email address")
                name=EMAIL
                kind="email"
                value=email
                error=wrong
                required=true
                autofocus=true
            />
            <p class="field-hint">
                {t!(
                    "The guest gets a new link, and the old one does not let anybody in any more. Whoever was sent the old one by mail is sent the new one."
                )}
            </p>
            <ErrorNotice error=trouble />
            <div class="dialog-actions">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| board.is_readdressing.set(false)>
                    {t!("Cancel")}
                </button>
                <button
                    type="submit"
                    class="button"
                    data-kind="primary"
                    aria-disabled=move || is_pending.get().then_some("true")
                >
                    {move || if is_pending.get() { t!("Saving…") } else { t!("Correct the address") }}
                </button>
            </div>
        </form>
    }
}

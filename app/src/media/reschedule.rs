//! The window that moves, extends or repeats a session.

use leptos::prelude::*;

use super::api::RescheduleSession;
use super::form::{ScheduleFields, ScheduleInputs};
use super::room::Room;
use crate::error::AppError;
use crate::t;
use crate::ui::dialog::Dialog;
use crate::ui::{ErrorNotice, use_toast};

#[component]
pub fn RescheduleWindow(room: Room, open: RwSignal<bool>, return_focus: &'static str) -> impl IntoView {
    let fields = ScheduleInputs::new();
    let before = move || {
        room.page
            .with(|page| (page.starts_local.clone(), page.ends_local.clone(), page.details.time_zone.clone()))
    };
    Effect::new(move || {
        if open.get() {
            let (starts, ends, zone) = untrack(before);
            fields.fill(starts, ends, zone);
        }
    });
    let is_unsaved = Signal::derive(move || fields.values() != before());
    view! {
        <Dialog id="reschedule" open=open title=t!("Reschedule") is_unsaved=is_unsaved return_focus=return_focus>
            <RescheduleForm room open fields />
        </Dialog>
    }
}

#[component]
fn RescheduleForm(room: Room, open: RwSignal<bool>, fields: ScheduleInputs) -> impl IntoView {
    let toasts = use_toast();
    let action = ServerAction::<RescheduleSession>::new();
    let (value, is_pending) = (action.value(), action.pending());
    Effect::new(move || {
        if value.get() == Some(Ok(())) {
            open.set(false);
            toasts.say(t!("The session has a new time."));
            room.refresh();
        }
    });
    let problem = Signal::derive(move || value.get().and_then(Result::err));
    let general = Signal::derive(move || problem.get().filter(|error| !matches!(error, AppError::Fields(_))));
    view! {
        <ActionForm action=action attr:novalidate="">
            <div class="stack">
                <p class="soft">{t!("Everybody who waits sees the new time at once. Links stay the same.")}</p>
                <ErrorNotice error=general />
                <input type="hidden" name="room" value=room.id.to_string() />
                <ScheduleFields fields problem autofocus=true />
                <div class="dialog-actions">
                    <button class="button" data-kind="quiet" type="button" on:click=move |_| open.set(false)>
                        {t!("Cancel")}
                    </button>
                    <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                        {move || if is_pending.get() { t!("Saving…") } else { t!("Reschedule") }}
                    </button>
                </div>
            </div>
        </ActionForm>
    }
}

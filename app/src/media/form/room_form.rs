//! The form itself. What is typed stays, whatever the server says.

use domain::RoomId;
use leptos::html::Form;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::audience::{AudienceField, CollaborationSwitch};
use super::draft::Draft;
use super::hosts::HostsField;
use super::schedule::ScheduleFields;
use crate::browser::focus::focus_first;
use crate::error::AppError;
use crate::media::api::save_room;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, LeaveGuard, TextArea, TextField, use_toast};

#[component]
pub fn RoomFormView(draft: Draft) -> impl IntoView {
    let toasts = use_toast();
    let navigate = use_navigate();
    let save = Action::new(move |&(): &()| save_room(draft.form()));
    let (value, is_pending) = (save.value(), save.pending());
    Effect::new(move || {
        if let Some(Ok(id)) = value.get() {
            toasts.say(if draft.room.is_some() {
                t!("Your changes are saved.")
            } else {
                t!("Your room is ready.")
            });
            navigate(&routes::room(id), leptos_router::NavigateOptions::default());
        }
    });
    let problem = Signal::derive(move || value.get().and_then(Result::err));
    let first = draft.form();
    // Whoever has saved is led on.
    let is_unsaved = Memo::new(move |_| !matches!(value.get(), Some(Ok(_))) && draft.is_changed(&first));
    let form = NodeRef::<Form>::new();
    focus_what_is_wrong(form, problem);
    view! {
        <h1>{if draft.room.is_some() { t!("Edit room") } else { t!("New room") }}</h1>
        <form
            class="room-form"
            method="post"
            novalidate
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                if !is_pending.get() {
                    save.dispatch(());
                }
            }
        >
            {draft.version.map(|version| view! { <input type="hidden" name="version" value=version.to_string() /> })}
            <Sections draft problem />
            <ErrorNotice error=problem />
            <div class="room-form-actions">
                <a class="button" data-kind="quiet" href=way_back(draft.room)>{t!("Cancel")}</a>
                <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                    {move || match (is_pending.get(), draft.room) {
                        (true, _) => t!("Saving…"),
                        (false, Some(_)) => t!("Save changes"),
                        (false, None) => t!("Create room"),
                    }}
                </button>
            </div>
        </form>
        <LeaveGuard is_unsaved=is_unsaved />
    }
}

#[component]
fn Sections(draft: Draft, problem: Signal<Option<AppError>>) -> impl IntoView {
    let for_field = move |name: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref()?.for_field(name)))
    };
    view! {
        <section class="card stack" aria-labelledby="form-about">
            <h2 id="form-about">{t!("What it is")}</h2>
            <TextField
                label=t!("Title")
                name="title"
                value=draft.title
                error=for_field("title")
                required=true
                autofocus=draft.room.is_none()
            />
            <TextArea
                label=t!("Description")
                name="description"
                value=draft.description
                error=for_field("description")
                hint=t!("What people can expect. Guests read it while they wait.")
                rows=5
            />
            <TextArea
                label=t!("Speakers")
                name="speakers"
                value=draft.speakers
                error=for_field("speakers")
                hint=t!("One a line, as in: Ana Ruiz, University of Porto")
                rows=3
            />
        </section>
        <section class="card stack" aria-labelledby="form-when">
            <h2 id="form-when">{t!("When")}</h2>
            <ScheduleFields fields=draft.schedule problem />
        </section>
        <section class="card stack" aria-labelledby="form-people">
            <h2 id="form-people">{t!("Who")}</h2>
            <AudienceField audience=draft.audience />
            <CollaborationSwitch collaboration=draft.collaboration />
            {draft
                .may_choose_hosts
                .then(|| {
                    view! {
                        <hr />
                        <HostsField room=draft.room hosts=draft.hosts error=for_field("hosts") />
                    }
                })}
        </section>
    }
}

fn way_back(room: Option<RoomId>) -> String {
    room.map_or_else(routes::rooms, routes::room)
}

/// Once the errors are drawn, the first wrong field gets the focus.
fn focus_what_is_wrong(form: NodeRef<Form>, problem: Signal<Option<AppError>>) {
    Effect::new(move || {
        if problem.with(|problem| matches!(problem, Some(AppError::Fields(_)))) {
            request_animation_frame(move || {
                if let Some(form) = form.get_untracked() {
                    focus_first(&form, "[aria-invalid=true]");
                }
            });
        }
    });
}

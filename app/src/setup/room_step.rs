//! The last step: something to invite people to.

use domain::setup::SetupStep;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{MakeFirstRoom, ROOM_FORM};
use super::frame::{StepFrame, StepWays};
use super::step_route::StepRoute;
use crate::browser::datetime_local::next_full_hour;
use crate::browser::format_time::time_zone;
use crate::identity::api::{SiteDesk, SiteFace};
use crate::identity::{take_face, use_face};
use crate::t;
use crate::ui::{ErrorNotice, FormProblem, LeaveGuard, TextField, refused_fields};

const STEP: SetupStep = SetupStep::Room;
/// The zone of a page whose browser does not say its own.
const NEUTRAL_ZONE: &str = "UTC";

#[component]
pub fn RoomStepRoute() -> impl IntoView {
    view! { <StepRoute draw=|_: SiteDesk| view! { <Step /> }.into_any() /> }
}

#[component]
fn Step() -> impl IntoView {
    view! {
        <StepFrame step=STEP heading=t!("Your first room")>
            <p>{t!("A room is where a session happens, and what people are invited to. Try one out: everything about it can be changed.")}</p>
            <RoomForm />
            <StepWays step=STEP on=t!("Skip and finish") />
        </StepFrame>
    }
}

#[component]
fn RoomForm() -> impl IntoView {
    let make = ServerAction::<MakeFirstRoom>::new();
    let (value, is_pending) = (make.value(), make.pending());
    let problem = FormProblem::of(make);
    let face = use_face();
    take_face(move || {
        let now = SiteFace {
            name: face.name_untracked().try_into().ok()?,
            logo: untrack(|| face.logo()),
            unfinished: None,
        };
        value.get().map(|made| made.map(|_| now))
    });
    let mut typed = refused_fields(ROOM_FORM).into_iter();
    let mut field = |usual: &str| RwSignal::new(typed.next().unwrap_or_else(|| usual.to_owned()));
    let (title, starts, zone) = (field(""), field(""), field(NEUTRAL_ZONE));
    // The rest is proposed.
    let is_unsaved = Memo::new(move |_| title.with(|title| !title.is_empty()));
    // After the inputs have taken over what the page came with.
    Effect::new(move || {
        spawn_local(async move {
            if zone.try_with_untracked(|zone| zone == NEUTRAL_ZONE) == Some(true)
                && let Some(own) = time_zone()
            {
                zone.try_set(own);
            }
            if starts.try_with_untracked(String::is_empty) == Some(true)
                && let Some(start) = next_full_hour()
            {
                starts.try_set(start);
            }
        });
    });
    view! {
        <ActionForm action=make attr:novalidate=true>
            <div class="stack">
                <ErrorNotice error=problem.trouble() />
                <TextField label=t!("Title") name="title" value=title error=problem.for_field("title") required=true />
                <div class="field-row">
                    <TextField
                        label=t!("Starts")
                        name="starts"
                        value=starts
                        error=problem.for_field("starts")
                        hint=t!("It lasts an hour, unless you change that.")
                        kind="datetime-local"
                        required=true
                    />
                    <TextField
                        label=t!("Time zone")
                        name="time_zone"
                        value=zone
                        error=problem.for_field("time_zone")
                        hint=t!("As in Europe/Berlin.")
                        required=true
                    />
                </div>
                <button class="button setup-next" data-kind="primary" type="submit" disabled=is_pending>
                    {move || if is_pending.get() { t!("One moment…") } else { t!("Make the room") }}
                </button>
            </div>
        </ActionForm>
        <LeaveGuard is_unsaved=is_unsaved />
    }
}

//! The form that makes a room and changes it.

mod audience;
mod draft;
mod hosts;
mod room_form;
mod schedule;

use leptos::prelude::*;
use leptos_meta::Title;

use super::page::{load_room, room_in_url};
use crate::account::{PageProblem, use_myself};
use crate::error::AppError;
use crate::t;
use crate::ui::SkeletonLines;
use draft::Draft;
use room_form::RoomFormView;
pub use schedule::{ScheduleFields, ScheduleInputs};

/// The form for a new room. Whether one may be made is the server's to say when it is sent.
#[component]
pub fn NewRoomRoute() -> impl IntoView {
    let me = use_myself().me;
    view! {
        <Title text=t!("New room") />
        <div class="page page-narrow">
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || Suspend::new(async move {
                    match me.await {
                        Ok(Some(_)) => view! { <RoomFormView draft=Draft::new() /> }.into_any(),
                        Ok(None) => view! { <PageProblem error=AppError::SignInNeeded /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The form for the room in the URL.
#[component]
pub fn EditRoomRoute() -> impl IntoView {
    let id = room_in_url();
    let page = Resource::new(move || id.get(), load_room);
    view! {
        <Title text=t!("Edit room") />
        <div class="page page-narrow">
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || Suspend::new(async move {
                    match page.await.and_then(Draft::of) {
                        Ok(draft) => view! { <RoomFormView draft /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

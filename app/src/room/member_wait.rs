//! Members wait like guests do: with the room's details and the countdown.

use core::time::Duration;

use domain::{Role, RoomId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::timers::{chance, sleep};
use crate::join::api::RoomPreview;
use crate::join::{About, Countdown, Expected, GuestLayout, NextStep, RoomTitle, When, apply};
use crate::live::{Arrived, StreamStatusLine, use_server_clock, use_stream};
use crate::media::api::{RoomPage, find_room};
use crate::routes;
use crate::ui::{ErrorNotice, SkeletonLines};

/// Everybody who waits learns of the open door at once; they come in spread over this span.
const JITTER: Duration = Duration::from_secs(1);

#[component]
pub fn MemberWait(room: RoomId, role: Role, #[prop(into)] on_opened: Callback<()>) -> impl IntoView {
    let page = Resource::new(|| (), move |()| find_room(room));
    view! {
        <GuestLayout seed=room.bits()>
            <Transition fallback=|| view! { <SkeletonLines /> }>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Waiting page=page role=role on_opened=on_opened /> }.into_any(),
                        Err(error) => view! { <ErrorNotice error=Signal::stored(Some(error)) /> }.into_any(),
                    }
                })}
            </Transition>
        </GuestLayout>
    }
}

#[component]
fn Waiting(page: RoomPage, role: Role, on_opened: Callback<()>) -> impl IntoView {
    let clock = use_server_clock(page.server_now);
    let (room, time_zone) = (page.id, page.details.time_zone.clone());
    let known_session = page.session;
    let sequence = page.sequence;
    let preview = RwSignal::new(Some(preview(page)));
    let session = Signal::derive(move || {
        preview.with(|preview| preview.as_ref().map_or(known_session, |preview| preview.session))
    });
    let stream = use_stream(
        move |after| routes::room_stream(room, None, after),
        sequence,
        move |arrived| match arrived {
            Arrived::Event { sequence, event } => {
                let step =
                    preview.try_update(|preview| preview.as_mut().map(|room| apply(room, sequence, event)));
                if !matches!(step.flatten(), Some(NextStep::Nothing) | None) {
                    ask_soon(on_opened);
                }
            }
            Arrived::Resync | Arrived::Refused(_) => on_opened.run(()),
            Arrived::Beat { now } => clock.hear(now),
        },
    );
    view! {
        <RoomTitle room=preview />
        <Countdown starts_at=Signal::derive(move || session.get().starts_at) clock=clock />
        <When session=session time_zone=time_zone />
        <section class="guest-step" data-state="waiting" aria-labelledby="step">
            <Expected role=role />
            <p class="guest-step-words">"Keep this page open: the door opens by itself."</p>
        </section>
        <About room=preview />
        <StreamStatusLine stream=stream />
    }
}

fn ask_soon(on_opened: Callback<()>) {
    spawn_local(async move {
        sleep(JITTER.mul_f64(chance())).await;
        on_opened.run(());
    });
}

fn preview(page: RoomPage) -> RoomPreview {
    RoomPreview {
        id: page.id,
        title: page.details.title,
        description: page.details.description,
        speakers: page.details.speakers,
        time_zone: page.details.time_zone,
        session: page.session,
        sequence: page.sequence,
    }
}

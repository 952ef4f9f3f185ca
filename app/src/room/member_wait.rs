//! Members wait like guests do: with the room's details and the countdown.

use core::time::Duration;

use domain::{Admission, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{LiveRoom, find_live_room};
use super::store::LiveRoomStore;
use crate::browser::timers::{chance, sleep};
use crate::join::api::{RoomPreview, knock};
use crate::join::{
    About, Countdown, Expected, GuestLayout, HostsMessage, Knocking, NextStep, RoomTitle, When, apply,
};
use crate::live::{Arrived, StreamStatusLine, use_server_clock, use_stream};
use crate::media::api::{RoomPage, find_room};
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, SkeletonLines};

/// Everybody who waits learns of the open door at once; they come in spread over this span.
const JITTER: Duration = Duration::from_secs(1);

/// `is_knocking` where the room is locked, and the reader waits for an answer instead of the start.
#[component]
pub fn MemberWait(store: LiveRoomStore, role: Role, is_knocking: bool) -> impl IntoView {
    let room = store.room;
    let page = Resource::new(|| (), move |()| find_room(room));
    view! {
        <GuestLayout seed=room.bits()>
            <Transition fallback=|| view! { <SkeletonLines /> }>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(page) => {
                            view! { <Waiting store=store page=page role=role is_knocking=is_knocking /> }.into_any()
                        },
                        Err(error) => view! { <ErrorNotice error=Signal::stored(Some(error)) /> }.into_any(),
                    }
                })}
            </Transition>
        </GuestLayout>
    }
}

#[component]
fn Waiting(store: LiveRoomStore, page: RoomPage, role: Role, is_knocking: bool) -> impl IntoView {
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
                match step.flatten() {
                    Some(NextStep::Nothing) | None => {}
                    Some(NextStep::KnockAgain) => ask_now(store),
                    Some(NextStep::AskTheDoorSoon) => store.load_again(None),
                    Some(NextStep::AskTheDoor | NextStep::AskTheDoorAfterJitter) => ask_soon(store),
                }
            }
            Arrived::Resync => ask_now(store),
            Arrived::Refused(_) => store.load_again(None),
            Arrived::Beat { now } => clock.hear(now),
        },
    );
    view! {
        <RoomTitle room=preview />
        <Show when=move || !is_knocking>
            <Countdown starts_at=Signal::derive(move || session.get().starts_at) clock=clock />
        </Show>
        <When session=session time_zone=time_zone />
        {if is_knocking {
            view! { <Knocking room=room invitation=None message=store.message /> }.into_any()
        } else {
            view! {
                <section class="guest-step" data-state="waiting" aria-labelledby="step">
                    <Expected role=role />
                    <p class="guest-step-words">{t!("Keep this page open: the door opens by itself.")}</p>
                    <HostsMessage message=store.message />
                </section>
            }
            .into_any()
        }}
        <About room=preview />
        <StreamStatusLine stream=stream />
    }
}

fn ask_soon(store: LiveRoomStore) {
    spawn_local(async move {
        sleep(JITTER.mul_f64(chance())).await;
        store.load_again(None);
    });
}

/// Whoever still waits to be let in keeps their place, or gets one again.
fn ask_now(store: LiveRoomStore) {
    spawn_local(async move {
        match find_live_room(store.room, None).await {
            Ok(LiveRoom { admission: Admission::Knock(_), .. }) => {
                // Whatever it answers: the door itself says what is wrong.
                let _ = knock(store.room, None).await;
            }
            _ => store.load_again(None),
        }
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

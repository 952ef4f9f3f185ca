//! The session is over. The page stays, since another one may be planned.

use core::time::Duration;

use domain::admission::Refusal;
use domain::live::RoomEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use super::store::LiveRoomStore;
use crate::browser::timers::{chance, sleep};
use crate::join::{Goodbye, GuestLayout, Refused};
use crate::language::said;
use crate::live::{Arrived, StreamStatusLine, use_stream};
use crate::routes;
use crate::t;

/// Everybody who was there learns of another session at once; they ask the door spread over this span.
const JITTER: Duration = Duration::from_secs(1);

/// A goodbye to those who belong to it; the others are told that they are late.
#[component]
pub fn Ended(store: LiveRoomStore) -> impl IntoView {
    let (room, invitation) = (store.room, store.invitation);
    let here = routes::live_room(room, invitation);
    let farewell = store.farewell();
    // A host who reads this elsewhere must not go in by themselves when they plan another session.
    let is_host = farewell.as_ref().is_some_and(|farewell| farewell.is_host);
    let stream = (!is_host).then(|| {
        use_stream(
            move |after| routes::room_stream(room, invitation, after),
            untrack(|| store.sequence()),
            move |arrived| hear(store, &arrived),
        )
    });
    view! {
        <GuestLayout seed=room.bits()>
            {match farewell {
                Some(farewell) => {
                    view! { <Goodbye farewell=farewell room=room here=here invitation=invitation /> }.into_any()
                }
                None => {
                    view! {
                        <Title text=said(&Refusal::SessionEnded) />
                        <Refused refusal=Refusal::SessionEnded here=here invitation=invitation />
                        {invitation
                            .is_none()
                            .then(|| view! { <p><a href=routes::room(room)>{t!("The room’s own page")}</a></p> })}
                    }
                        .into_any()
                }
            }}
            {stream.map(|stream| view! { <StreamStatusLine stream=stream /> })}
        </GuestLayout>
    }
}

fn hear(store: LiveRoomStore, arrived: &Arrived) {
    let must_ask = match arrived {
        Arrived::Event { event, .. } => {
            matches!(event, RoomEvent::SessionChanged { .. } | RoomEvent::RoomDeleted)
        }
        Arrived::Resync | Arrived::Refused(_) => true,
        Arrived::Beat { .. } => false,
    };
    if must_ask {
        spawn_local(async move {
            sleep(JITTER.mul_f64(chance())).await;
            store.load_again(None);
        });
    }
}

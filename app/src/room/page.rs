//! The live room's address: it waits, enters, refuses or shows the room.

use domain::{Admission, InvitationId, Refusal, RoomId};
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{LiveRoom, find_live_room};
use super::door::{Screen, screen};
use super::ended::Ended;
use super::entry::{Entering, Shut, Trouble};
use super::inside::InsideRoom;
use super::member_wait::MemberWait;
use super::store::LiveRoomStore;
use crate::error::AppError;
use crate::join::GuestLayout;
use crate::join::api::find_farewell;
use crate::join::farewell::Farewell;
use crate::routes;
use crate::ui::{PageTitle, SkeletonLines};

/// The room and the invitation an address names.
type Place = (RoomId, Option<InvitationId>);

#[component]
pub fn LiveRoomRoute() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let place = Memo::new(move |_| -> Option<Place> {
        let room = params.with(|params| params.get("room")?.parse().ok())?;
        Some((room, query.with(|query| query.get("invitation")?.parse().ok())))
    });
    let loaded = Resource::new(move || place.get(), load);
    view! {
        <Transition fallback=|| view! { <GuestLayout seed=0><SkeletonLines /></GuestLayout> }>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((place, loaded, farewell)) => {
                        view! { <LivePage place=place loaded=loaded farewell=farewell /> }.into_any()
                    }
                    Err(AppError::SignInNeeded) => {
                        let next = place.get_untracked().map(|(room, invitation)| routes::live_room(room, invitation));
                        view! { <Redirect path=routes::sign_in(next.as_deref()) /> }.into_any()
                    }
                    Err(error) => view! { <Trouble error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The room, and what is said to the reader when its session is over.
async fn load(place: Option<Place>) -> Result<(Place, LiveRoom, Option<Farewell>), AppError> {
    let (room, invitation) = place.ok_or(AppError::NotFound)?;
    let loaded = find_live_room(room, invitation).await?;
    let farewell = match loaded.admission {
        // Without it the end is told all the same.
        Admission::Refused(Refusal::SessionEnded) => {
            find_farewell(room, invitation).await.unwrap_or_default()
        }
        _ => None,
    };
    Ok(((room, invitation), loaded, farewell))
}

#[component]
fn LivePage(place: Place, loaded: LiveRoom, farewell: Option<Farewell>) -> impl IntoView {
    let (room, invitation) = place;
    let store = LiveRoomStore::new(room, invitation, loaded, farewell);
    let shown = Memo::new(move |_| screen(store.admission.get(), store.me().is_some(), invitation));
    let here = routes::live_room(room, invitation);
    view! {
        <PageTitle text=Signal::derive(move || store.title()) />
        {move || match shown.get() {
            Screen::Inside => view! { <InsideRoom store=store /> }.into_any(),
            Screen::Enter(role) => view! { <Entering store=store role=role /> }.into_any(),
            Screen::Wait(role) => {
                view! { <MemberWait store=store role=role is_knocking=false /> }.into_any()
            }
            Screen::Knock(role) => {
                view! { <MemberWait store=store role=role is_knocking=true /> }.into_any()
            }
            Screen::Refused(Refusal::SessionEnded) => view! { <Ended store=store /> }.into_any(),
            Screen::Refused(refusal) => view! { <Shut store=store refusal=refusal /> }.into_any(),
            Screen::GuestPage(invitation) => view! { <Redirect path=routes::join(invitation) /> }.into_any(),
            Screen::SignIn => view! { <Redirect path=routes::sign_in(Some(&here)) /> }.into_any(),
        }}
    }
}

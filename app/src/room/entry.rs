//! The live room's address before the reader is in, and when they cannot be.

use domain::Role;
use domain::admission::Refusal;
use leptos::prelude::*;
use leptos_meta::Title;

use super::store::LiveRoomStore;
use crate::error::AppError;
use crate::join::{Arrival, Enter, GuestLayout, Refused};
use crate::language::said;
use crate::live::use_shut_stream;
use crate::routes;
use crate::t;
use crate::ui::ErrorNotice;

/// The door is open and the page goes in.
#[component]
pub fn Entering(store: LiveRoomStore, role: Role) -> impl IntoView {
    view! {
        <GuestLayout seed=store.room.bits()>
            <h1 class="guest-title" dir="auto">{move || store.title()}</h1>
            <Enter
                room=store.room
                invitation=store.invitation
                role=role
                arrival=Arrival::ByItself
                on_entered=move |()| store.load_again(None)
                on_refused=move |refusal| store.refuse(refusal)
            />
        </GuestLayout>
    }
}

/// The door is shut.
#[component]
pub fn Shut(store: LiveRoomStore, refusal: Refusal) -> impl IntoView {
    let here = routes::live_room(store.room, store.invitation);
    let behind = routes::room_stream(store.room, store.invitation, 0);
    use_shut_stream(move || Some(refusal), &behind, async move || store.load(None).await);
    view! {
        <Title text=said(&refusal) />
        <GuestLayout seed=store.room.bits()>
            <p class="guest-eyebrow" dir="auto">{move || store.title()}</p>
            <Refused refusal=refusal here=here invitation=store.invitation />
            {store
                .invitation
                .is_none()
                .then(|| view! { <p><a href=routes::room(store.room)>{t!("The room’s own page")}</a></p> })}
        </GuestLayout>
    }
}

/// The room could not be read at all.
#[component]
pub fn Trouble(error: AppError) -> impl IntoView {
    let is_unknown = error == AppError::NotFound;
    #[cfg(feature = "ssr")]
    crate::backend::set_page_status(error.status());
    let heading = if is_unknown { t!("There is no such room") } else { t!("The room could not be loaded") };
    view! {
        <Title text=heading />
        <GuestLayout seed=0>
            <h1 class="guest-title">{heading}</h1>
            <ErrorNotice error=Signal::stored(Some(error)) />
            {if is_unknown {
                view! { <a class="button" data-kind="primary" href=routes::rooms()>{t!("See your rooms")}</a> }.into_any()
            } else {
                view! { <a class="button" data-kind="primary" href="" rel="external">{t!("Try again")}</a> }.into_any()
            }}
        </GuestLayout>
    }
}

//! The page behind a link.

use core::time::Duration;

use domain::admission::Refusal;
use domain::session::Phase;
use domain::{Admission, InvitationId};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::{JoinPage, find_visit};
use super::countdown::Countdown;
use super::goodbye::Goodbye;
use super::invited_room::{About, GuestLayout, RoomTitle, When};
use super::refused::Refused;
use super::step::Step;
use super::visit::{Visit, use_lobby_stream};
use crate::browser::page_life::reload_page;
use crate::browser::timers::chance;
use crate::error::AppError;
use crate::language::said;
use crate::live::{StreamStatusLine, use_shut_stream};
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName, SkeletonLines};

/// When the server has not opened the door this long after the start, the page asks it, again and again.
const ASKS_EVERY: Duration = Duration::from_secs(15);

#[component]
pub fn JoinRoute() -> impl IntoView {
    let params = use_params_map();
    let invitation = Memo::new(move |_| {
        params.with(|params| params.get("invitation").and_then(|text| text.parse::<InvitationId>().ok()))
    });
    let page = Resource::new(
        move || invitation.get(),
        async |invitation| match invitation {
            Some(invitation) => find_visit(invitation).await,
            None => Err(AppError::Refused(Refusal::UnknownLink)),
        },
    );
    view! {
        <Transition fallback=|| view! { <GuestLayout seed=0><SkeletonLines /></GuestLayout> }>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <VisitPage page=page /> }.into_any(),
                    Err(AppError::Refused(_) | AppError::NotFound) => view! { <Unknown /> }.into_any(),
                    Err(error) => view! { <Trouble error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn VisitPage(page: JoinPage) -> impl IntoView {
    let visit = Visit::new(page);
    let refusal = Memo::new(move |_| match visit.admission.get() {
        Admission::Refused(refusal) => Some(refusal),
        _ => None,
    });
    // A door that is shut from the start tells nothing of the room, but for an ended session: a host may plan another.
    let has_news = refusal.get_untracked().is_none_or(|refusal| refusal == Refusal::SessionEnded);
    let stream = has_news.then(|| use_lobby_stream(visit));
    let behind = routes::lobby_stream(visit.invitation, 0);
    use_shut_stream(move || refusal.get(), &behind, async move || visit.ask(stream).await);
    // What was shut begins afresh when it opens: nothing has been heard meanwhile.
    Effect::new(move || {
        if !has_news && refusal.get().is_none() {
            reload_page();
        }
    });
    let seed = visit.room.with_untracked(|room| room.as_ref().map_or(0, |room| room.id.bits()));
    view! {
        <GuestLayout seed=seed>
            {move || match refusal.get() {
                Some(refusal) => view! { <RefusedGuest visit=visit refusal=refusal /> }.into_any(),
                None => view! { <Welcome visit=visit /> }.into_any(),
            }}
            {stream.map(|stream| view! { <StreamStatusLine stream=stream /> })}
        </GuestLayout>
    }
}

#[component]
fn RefusedGuest(visit: Visit, refusal: Refusal) -> impl IntoView {
    let (room, title) =
        visit.room.with_untracked(|room| room.as_ref().map(|room| (room.id, room.title.clone()))).unzip();
    let farewell = visit.farewell.get_untracked().filter(|_| refusal == Refusal::SessionEnded);
    if let (Some(farewell), Some(room)) = (farewell, room) {
        let (here, invitation) = (routes::join(visit.invitation), Some(visit.invitation));
        return view! { <Goodbye farewell=farewell room=room here=here invitation=invitation /> }.into_any();
    }
    view! {
        <Title text=said(&refusal) />
        {title.map(|title| view! { <p class="guest-eyebrow" dir="auto">{title}</p> })}
        <Refused
            refusal=refusal
            here=routes::join(visit.invitation)
            invitation=Some(visit.invitation)
            visit=Some(visit)
        />
    }
    .into_any()
}

/// What a guest of honour sees: the room, the time left, and one thing to do.
#[component]
fn Welcome(visit: Visit) -> impl IntoView {
    let is_planned = Memo::new(move |_| visit.phase() == Some(Phase::Planned));
    let session = Memo::new(move |_| visit.room.with(|room| room.as_ref().map(|room| room.session)));
    let time_zone = visit.room.with_untracked(|room| room.as_ref().map(|room| room.time_zone.clone()));
    let starts_at = move || session.get().map(|session| session.starts_at);
    let overdue = Memo::new(move |_| match (is_planned.get(), starts_at()) {
        (true, Some(starts_at)) => visit.clock.now().since(starts_at).as_secs() / ASKS_EVERY.as_secs(),
        _ => 0,
    });
    Effect::new(move || {
        if overdue.get() > 0 {
            visit.ask_again(ASKS_EVERY.mul_f64(chance() / 2.0), None);
        }
    });
    view! {
        <RoomTitle room=visit.room />
        <Show when=move || is_planned.get()>
            <Countdown starts_at=Signal::derive(move || starts_at().unwrap_or_else(|| visit.clock.now())) clock=visit.clock />
        </Show>
        {session
            .get_untracked()
            .map(|known| {
                let session = Signal::derive(move || session.get().unwrap_or(known));
                view! { <When session=session time_zone=time_zone.unwrap_or_default() /> }
            })}
        <Show when=move || is_planned.get()>
            <a class="button guest-calendar" href=routes::calendar(visit.invitation) rel="external" download="session.ics">
                <Icon name=IconName::CalendarClock />
                {t!("Add to calendar")}
            </a>
        </Show>
        <Step visit=visit />
        <About room=visit.room />
    }
}

/// A link that was never made.
#[component]
fn Unknown() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::backend::set_page_status(crate::error::refusal_status(Refusal::UnknownLink));
    view! {
        <Title text=said(&Refusal::UnknownLink) />
        <GuestLayout seed=0>
            <Refused refusal=Refusal::UnknownLink here=routes::unknown_link() />
        </GuestLayout>
    }
}

/// The page could not be read at all.
#[component]
fn Trouble(error: AppError) -> impl IntoView {
    let error = Signal::stored(Some(error));
    view! {
        <Title text=t!("Something went wrong") />
        <GuestLayout seed=0>
            <h1 class="guest-title">{t!("The page could not be loaded")}</h1>
            <ErrorNotice error=error />
            <a class="button" data-kind="primary" href="" rel="external">{t!("Try again")}</a>
        </GuestLayout>
    }
}

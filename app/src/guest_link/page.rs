//! The page behind a guest link.

use domain::admission::Refusal;
use domain::session::Phase;
use domain::{Admission, GuestLinkId, Role};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::api::{EntryPage, find_entry};
use super::entry::{Entry, use_entry_stream};
use super::introduce::IntroduceStep;
use crate::browser::page_life::{reload_page, use_is_alive};
use crate::error::AppError;
use crate::join::{
    About, Arrival, Countdown, Enter, Expected, Goodbye, HostsMessage, Knocking, Refused, RoomTitle, When,
};
use crate::language::{LanguageChooser, said};
use crate::live::{StreamStatusLine, use_shut_stream};
use crate::room::RoleBadge;
use crate::routes;
use crate::ui::{ErrorNotice, Poster, SkeletonLines};
use crate::{t, t_view};

#[component]
pub fn EntryRoute() -> impl IntoView {
    let params = use_params_map();
    let link = Memo::new(move |_| {
        params.with(|params| params.get("link").and_then(|text| text.parse::<GuestLinkId>().ok()))
    });
    let page = Resource::new(
        move || link.get(),
        async |link| match link {
            Some(link) => find_entry(link).await,
            None => Err(AppError::Refused(Refusal::UnknownLink)),
        },
    );
    view! {
        <Transition fallback=|| view! { <EntryLayout seed=0><SkeletonLines /></EntryLayout> }>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <EntryBody page=page /> }.into_any(),
                    Err(AppError::Refused(_) | AppError::NotFound) => view! { <Unknown /> }.into_any(),
                    Err(error) => view! { <Trouble error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The frame of the page. `seed` decides the pattern on top.
#[component]
fn EntryLayout(seed: u128, children: Children) -> impl IntoView {
    view! {
        <main id="main" class="guest" tabindex="-1">
            <Poster seed=seed />
            <div class="guest-body">
                {children()}
                <details class="guest-help">
                    <summary>{t!("Problem joining?")}</summary>
                    <ul>
                        <li>{t!("Come back on the device and in the browser in which you said who you are: it keeps your place.")}</li>
                        <li>{t!("If you have an invitation of your own, open its link instead: it may let you do more.")}</li>
                        <li>{t!("If none of this helps, ask whoever gave you the link.")}</li>
                    </ul>
                </details>
                <LanguageChooser />
            </div>
        </main>
    }
}

#[component]
fn EntryBody(page: EntryPage) -> impl IntoView {
    let entry = Entry::new(page);
    let refusal = Memo::new(move |_| match entry.admission.get() {
        Admission::Refused(refusal) => Some(refusal),
        _ => None,
    });
    // A door that is shut from the start tells nothing of the room, but for an ended session: a host may plan another.
    let has_news = refusal.get_untracked().is_none_or(|refusal| refusal == Refusal::SessionEnded);
    let stream = has_news.then(|| use_entry_stream(entry));
    let behind = routes::entry_stream(entry.link, 0);
    use_shut_stream(move || refusal.get(), &behind, async move || entry.ask(stream).await);
    // What was shut begins afresh when it opens: nothing has been heard meanwhile.
    Effect::new(move || {
        if !has_news && refusal.get().is_none() {
            reload_page();
        }
    });
    let seed = entry.room.with_untracked(|room| room.as_ref().map_or(0, |room| room.id.bits()));
    view! {
        <EntryLayout seed=seed>
            {move || match refusal.get() {
                Some(refusal) => view! { <RefusedEntry entry=entry refusal=refusal /> }.into_any(),
                None => view! { <Welcome entry=entry /> }.into_any(),
            }}
            {stream.map(|stream| view! { <StreamStatusLine stream=stream /> })}
        </EntryLayout>
    }
}

#[component]
fn RefusedEntry(entry: Entry, refusal: Refusal) -> impl IntoView {
    let (room, title) =
        entry.room.with_untracked(|room| room.as_ref().map(|room| (room.id, room.title.clone()))).unzip();
    let here = routes::enter(entry.link);
    let farewell = entry.farewell.get_untracked().filter(|_| refusal == Refusal::SessionEnded);
    if let (Some(farewell), Some(room)) = (farewell, room) {
        return view! { <Goodbye farewell=farewell room=room here=here invitation=None /> }.into_any();
    }
    view! {
        <Title text=said(&refusal) />
        {title.map(|title| view! { <p class="guest-eyebrow">{title}</p> })}
        <Refused refusal=refusal here=here invitation=None visit=None />
    }
    .into_any()
}

/// The room, the time left, and one thing to do.
#[component]
fn Welcome(entry: Entry) -> impl IntoView {
    let is_planned = Memo::new(move |_| entry.phase() == Some(Phase::Planned));
    let session = Memo::new(move |_| entry.room.with(|room| room.as_ref().map(|room| room.session)));
    let time_zone = entry.room.with_untracked(|room| room.as_ref().map(|room| room.time_zone.clone()));
    let starts_at = move || {
        let starts_at = session.get().map(|session| session.starts_at);
        starts_at.unwrap_or_else(|| entry.clock.now())
    };
    view! {
        <RoomTitle room=entry.room />
        <Show when=move || is_planned.get()>
            <Countdown starts_at=Signal::derive(starts_at) clock=entry.clock />
        </Show>
        {session
            .get_untracked()
            .map(|known| {
                let session = Signal::derive(move || session.get().unwrap_or(known));
                view! { <When session=session time_zone=time_zone.unwrap_or_default() /> }
            })}
        <Step entry=entry />
        <About room=entry.room />
    }
}

/// The single next step, as the door says it.
#[component]
fn Step(entry: Entry) -> impl IntoView {
    let step = Memo::new(move |_| (entry.admission.get(), entry.comes_by_link.get()));
    let room = entry.room.with_untracked(|room| room.as_ref().map(|room| room.id));
    move || {
        let Some(room) = room else { return ().into_any() };
        match step.get() {
            (Admission::Wait(role) | Admission::Knock(role) | Admission::Enter(role), false) => {
                let href = routes::live_room(room, None);
                view! { <OwnWay role=role href=href /> }.into_any()
            }
            (Admission::Introduce, _) => view! { <IntroduceStep entry=entry /> }.into_any(),
            (Admission::Wait(role), true) => view! { <WaitStep entry=entry role=role /> }.into_any(),
            (Admission::Knock(_), true) => {
                view! { <Knocking room=room invitation=None message=entry.message /> }.into_any()
            }
            (Admission::Enter(role), true) => view! { <EnterStep entry=entry role=role /> }.into_any(),
            (Admission::ConfirmAddress { .. } | Admission::ConfirmCode | Admission::Refused(_), _) => {
                ().into_any()
            }
        }
    }
}

/// Whoever may come in by themselves needs no guest link, and has more rights without it.
#[component]
fn OwnWay(role: Role, href: String) -> impl IntoView {
    view! {
        <section class="guest-step" data-state="open" aria-labelledby="step">
            <h2 id="step">{t!("You need no guest link")}</h2>
            <p class="guest-step-words">{t_view!("You come in by yourself, as {role}", role = view! { <RoleBadge role=role /> })}</p>
            <a class="button" data-kind="primary" href=href rel="external">{t!("Go to the room")}</a>
        </section>
    }
}

#[component]
fn WaitStep(entry: Entry, role: Role) -> impl IntoView {
    let is_alive = use_is_alive();
    view! {
        <section class="guest-step" data-state="waiting" aria-labelledby="step">
            <Expected role=role />
            <p class="guest-step-words">{t!("Keep this page open: the door opens by itself. This browser keeps your place.")}</p>
            <HostsMessage message=entry.message />
            <div class="cluster" hidden=move || is_alive.get()>
                <a class="button" href=routes::enter(entry.link) rel="external">{t!("Look again")}</a>
            </div>
        </section>
    }
}

#[component]
fn EnterStep(entry: Entry, role: Role) -> impl IntoView {
    let Some(room) = entry.room.with_untracked(|room| room.as_ref().map(|room| room.id)) else {
        return ().into_any();
    };
    let has_left = use_query_map().with_untracked(|query| query.get("left").is_some());
    let arrival = if has_left { Arrival::Back } else { Arrival::ByItself };
    let navigate = use_navigate();
    // Takes this page's place, so that the back button does not lead into a door that lets in again.
    let on_entered = move |()| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&routes::live_room(room, None), options);
    };
    view! {
        <Enter
            room=room
            invitation=None
            role=role
            arrival=arrival
            on_entered=on_entered
            on_refused=move |refusal| entry.admission.set(Admission::Refused(refusal))
        />
    }
    .into_any()
}

/// A link that was never made.
#[component]
fn Unknown() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::backend::set_page_status(crate::error::refusal_status(Refusal::UnknownLink));
    view! {
        <Title text=said(&Refusal::UnknownLink) />
        <EntryLayout seed=0>
            <Refused refusal=Refusal::UnknownLink here=routes::unknown_link() />
        </EntryLayout>
    }
}

/// The page could not be read at all.
#[component]
fn Trouble(error: AppError) -> impl IntoView {
    let error = Signal::stored(Some(error));
    view! {
        <Title text=t!("Something went wrong") />
        <EntryLayout seed=0>
            <h1 class="guest-title">{t!("The page could not be loaded")}</h1>
            <ErrorNotice error=error />
            <a class="button" data-kind="primary" href="" rel="external">{t!("Try again")}</a>
        </EntryLayout>
    }
}

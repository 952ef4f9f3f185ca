//! The room as its guests see it before they are in.

use domain::session::Session;
use leptos::prelude::*;

use super::api::RoomPreview;
use super::help::ProblemJoining;
use crate::language::LanguageChooser;
use crate::ui::{Icon, IconName, LocalTime, PageTitle, Poster, TimeStyle};
use crate::{t, t_view};

/// The frame of every page a guest may meet. `seed` decides the pattern on top.
#[component]
pub fn GuestLayout(seed: u128, children: Children) -> impl IntoView {
    view! {
        <main id="main" class="guest" tabindex="-1">
            <Poster seed=seed />
            <div class="guest-body">
                {children()}
                <ProblemJoining />
                <LanguageChooser />
            </div>
        </main>
    }
}

/// The room's name and who speaks.
#[component]
pub fn RoomTitle(#[prop(into)] room: Signal<Option<RoomPreview>>) -> impl IntoView {
    let title = Memo::new(move |_| room.with(|room| room.as_ref().map(|room| room.title.clone())));
    let speakers = Memo::new(move |_| {
        room.with(|room| room.as_ref().map(|room| room.speakers.clone()).unwrap_or_default())
    });
    view! {
        <PageTitle text=Signal::derive(move || title.get().unwrap_or_default()) />
        <header class="guest-header">
            <p class="guest-eyebrow">{t!("You are invited")}</p>
            <h1 class="guest-title" dir="auto">{move || title.get()}</h1>
            <ul class="guest-speakers" aria-label=t!("Speakers") hidden=move || speakers.with(Vec::is_empty)>
                {move || speakers.get().into_iter().map(|speaker| view! { <li dir="auto">{speaker}</li> }).collect_view()}
            </ul>
        </header>
    }
}

/// The absolute time with its zone; and the host's wall clock, where the schedule was made.
#[component]
pub fn When(#[prop(into)] session: Signal<Session>, #[prop(into)] time_zone: String) -> impl IntoView {
    let starts_at = Signal::derive(move || session.get().starts_at);
    let ends_at = Signal::derive(move || session.get().ends_at);
    view! {
        <div class="guest-when">
            <Icon name=IconName::CalendarClock />
            <p>
                <LocalTime at=starts_at />
                <span class="guest-until">
                    {t_view!("until {time}", time = view! { <LocalTime at=ends_at style=TimeStyle::Short /> })}
                    " "
                    <span class="guest-zone">{t!("· planned in {zone}", zone = time_zone.replace('_', " "))}</span>
                </span>
            </p>
        </div>
    }
}

/// What to expect.
#[component]
pub fn About(#[prop(into)] room: Signal<Option<RoomPreview>>) -> impl IntoView {
    let description = Memo::new(move |_| {
        room.with(|room| room.as_ref().map(|room| room.description.clone()).unwrap_or_default())
    });
    view! {
        <section class="guest-about" hidden=move || description.with(String::is_empty) aria-labelledby="about">
            <h2 id="about">{t!("What to expect")}</h2>
            <p class="guest-description" dir="auto">{move || description.get()}</p>
        </section>
    }
}

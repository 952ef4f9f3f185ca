//! A room's media page: the screen, the three-dot menu below it, and what the room says of itself.

use domain::RoomId;
use domain::room::Audience;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{RoomPage, find_room};
use super::deleted::DeletedNotice;
use super::hosts::HostList;
use super::link_requests::LinkRequests;
use super::menu::RoomMenu;
use super::room::{Room, use_room};
use super::screen::Screen;
use super::when::When;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::t;
use crate::ui::{Icon, IconName, PageTitle, SkeletonLines};

/// The room that the URL names; a word that names none is a page that is not there.
pub fn room_in_url() -> Memo<Option<RoomId>> {
    let parameters = use_params_map();
    Memo::new(move |_| parameters.read().get("room").and_then(|word| word.parse().ok()))
}

/// Loads the page of the room in the URL.
pub async fn load_room(room: Option<RoomId>) -> Result<RoomPage, AppError> {
    match room {
        Some(room) => find_room(room).await,
        None => Err(AppError::NotFound),
    }
}

#[component]
pub fn RoomRoute() -> impl IntoView {
    let id = room_in_url();
    let page = Resource::new(move || id.get(), load_room);
    view! {
        <Transition fallback=|| view! { <LoadingPage /> }>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <MediaPage page /> }.into_any(),
                    Err(error) => view! { <PageProblem error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn LoadingPage() -> impl IntoView {
    view! {
        <div class="page stack" data-gap="large">
            <div class="screen-skeleton skeleton-line"></div>
            <SkeletonLines lines=4 />
        </div>
    }
}

#[component]
fn MediaPage(page: RoomPage) -> impl IntoView {
    let room = use_room(page);
    move || match room.problem.get() {
        Some(error) => view! { <PageProblem error /> }.into_any(),
        None => view! { <Shown room /> }.into_any(),
    }
}

#[component]
fn Shown(room: Room) -> impl IntoView {
    let title = Memo::new(move |_| room.page.with(|page| page.details.title.clone()));
    let speakers = Memo::new(move |_| room.page.with(|page| page.details.speakers.clone()));
    view! {
        <PageTitle text=title />
        <article class="page media">
            <DeletedNotice room />
            <Screen room />
            <header class="media-header">
                <div class="media-title">
                    <h1 dir="auto">{move || title.get()}</h1>
                    <p class="soft" dir="auto" hidden=move || speakers.with(Vec::is_empty)>
                        {move || speakers.with(|speakers| speakers.join(" · "))}
                    </p>
                </div>
                <RoomMenu room />
            </header>
            <LinkRequests room />
            <div class="media-columns">
                <Description room />
                <aside class="media-facts" aria-label=t!("About this room")>
                    <When room />
                    <Access room />
                    <HostList room />
                </aside>
            </div>
        </article>
    }
}

#[component]
fn Description(room: Room) -> impl IntoView {
    let description = Memo::new(move |_| room.page.with(|page| page.details.description.clone()));
    view! {
        <section class="media-description" aria-label=t!("Description")>
            <p dir="auto" hidden=move || description.with(String::is_empty)>{move || description.get()}</p>
            <p class="soft" hidden=move || !description.with(String::is_empty)>
                {t!("There is no description yet.")}
            </p>
        </section>
    }
}

/// Who gets in, and whether there is something to talk in.
#[component]
fn Access(room: Room) -> impl IntoView {
    let audience = Memo::new(move |_| room.page.with(|page| page.details.audience));
    let collaboration = Memo::new(move |_| room.page.with(|page| page.details.collaboration));
    view! {
        <section class="fact">
            <h2>{t!("Who can come in")}</h2>
            <p class="fact-line">
                {move || match audience.get() {
                    Audience::Invited => {
                        view! {
                            <Icon name=IconName::Lock />
                            {t!("Invited people only")}
                        }.into_any()
                    }
                    Audience::Site => {
                        view! {
                            <Icon name=IconName::Globe />
                            {t!("Everyone who is signed in, and invited people")}
                        }.into_any()
                    }
                }}
            </p>
            <p class="fact-line">
                <Icon name=IconName::MessageSquare />
                {move || {
                    if collaboration.get() { t!("Chat & Collaboration is on") } else { t!("Chat & Collaboration is off") }
                }}
            </p>
        </section>
    }
}

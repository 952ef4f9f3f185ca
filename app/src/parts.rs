//! The browser half comes in parts. What a guest meets before the door comes first and is small; the site's pages
//! and the live room follow where they are needed. The server has all parts and waits for none.
//!
//! The build cuts at the functions marked here (`bin/bundle/src/browser_half/split.rs`).

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::ChooseView;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::account::{AccountRoute, NotFound, PageProblem, SignInRoute};
use crate::app::{Home, SiteLayout};
use crate::error::AppError;
use crate::invitation::InvitationsPage;
use crate::media::{EditRoomRoute, NewRoomRoute, RoomListRoute, RoomRoute};
use crate::room::LiveRoomRoute;

/// A page for people of the site, or the frame of such pages.
#[derive(Clone, Copy, Debug)]
pub enum SitePage {
    Layout,
    Home,
    RoomList,
    NewRoom,
    Room,
    EditRoom,
    Invitations,
    Account,
    SignIn,
    NotFound,
}

impl ChooseView for SitePage {
    async fn choose(self) -> AnyView {
        draw_site_page(self).await.unwrap_or_else(did_not_come)
    }

    async fn preload(&self) {
        // Without it `choose` tries once more, and tells.
        let _ = load_site().await;
    }
}

#[wasm_split(site, fallible, preload(load_site))]
fn draw_site_page(page: SitePage) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        SitePage::Layout => view! { <SiteLayout /> }.into_any(),
        SitePage::Home => view! { <Home /> }.into_any(),
        SitePage::RoomList => view! { <RoomListRoute /> }.into_any(),
        SitePage::NewRoom => view! { <NewRoomRoute /> }.into_any(),
        SitePage::Room => view! { <RoomRoute /> }.into_any(),
        SitePage::EditRoom => view! { <EditRoomRoute /> }.into_any(),
        SitePage::Invitations => view! { <InvitationsPage /> }.into_any(),
        SitePage::Account => view! { <AccountRoute /> }.into_any(),
        SitePage::SignIn => view! { <SignInRoute /> }.into_any(),
        SitePage::NotFound => view! { <NotFound /> }.into_any(),
    })
}

/// Inside the room.
#[derive(Clone, Copy, Debug)]
pub struct LiveRoomPage;

impl LiveRoomPage {
    /// Loads the part while a guest waits, so that the door opens at once. It is tried again when it is needed.
    pub fn load_ahead() {
        Effect::new(|_| spawn_local(async { drop(load_live_room().await) }));
    }
}

impl ChooseView for LiveRoomPage {
    async fn choose(self) -> AnyView {
        draw_live_room().await.unwrap_or_else(did_not_come)
    }

    async fn preload(&self) {
        let _ = load_live_room().await;
    }
}

#[wasm_split(live_room, fallible, preload(load_live_room))]
fn draw_live_room() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <LiveRoomRoute /> }.into_any())
}

/// The network has failed, or the site has been renewed since this page was loaded: loading it anew helps.
fn did_not_come(_: SplitLoaderError) -> AnyView {
    view! { <PageProblem error=AppError::Unreachable /> }.into_any()
}

//! Which page is behind which URL.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::account::{SiteHeader, provide_myself};
use crate::browser::focus;
use crate::join::JoinRoute;
use crate::parts::{LiveRoomPage, SitePage};
use crate::routes;
use crate::ui::{Toaster, provide_toasts, raw_text};

/// The application. Every page is drawn whole by the server, so that it reads without JavaScript and its status
/// says what it is.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();

    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "Greenroom".to_owned() } else { format!("{} · Greenroom", raw_text(&title)) }
        } />
        <Router>
            <Pages />
        </Router>
        <Toaster />
    }
}

/// All that needs the URL.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FocusAfterNavigation />
        <Routes fallback=|| ()>
            <Route path=path!("/join/:invitation") view=JoinRoute ssr=SsrMode::Async />
            <Route path=path!("/rooms/:room/live") view=LiveRoomPage ssr=SsrMode::Async />
            <Route path=path!("/sign-in") view=SitePage::SignIn ssr=SsrMode::Async />
            <ParentRoute path=path!("") view=SitePage::Layout ssr=SsrMode::Async>
                <Route path=path!("/") view=SitePage::Home ssr=SsrMode::Async />
                <Route path=path!("/rooms") view=SitePage::RoomList ssr=SsrMode::Async />
                <Route path=path!("/rooms/new") view=SitePage::NewRoom ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room") view=SitePage::Room ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room/edit") view=SitePage::EditRoom ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room/invitations") view=SitePage::Invitations ssr=SsrMode::Async />
                <Route path=path!("/account") view=SitePage::Account ssr=SsrMode::Async />
                <Route path=path!("/*unknown") view=SitePage::NotFound ssr=SsrMode::Async />
            </ParentRoute>
        </Routes>
    }
}

/// The route of everything that no other route knows, as the server names it.
#[cfg(feature = "ssr")]
pub const UNKNOWN: &str = "/{*unknown}";

/// The frame of the site's pages; guests and people inside a room see none.
#[component]
pub fn SiteLayout() -> impl IntoView {
    provide_myself();
    view! {
        <a class="skip-link" href="#main" rel="external">"Skip to the page"</a>
        <SiteHeader />
        <main id="main" tabindex="-1"><Outlet /></main>
    }
}

#[component]
pub fn Home() -> impl IntoView {
    view! { <Redirect path=routes::rooms() /> }
}

/// A page that comes without a reload must be noticed by those who do not see it: focus goes to its main part.
#[component]
fn FocusAfterNavigation() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            focus::focus_main();
        }
        path
    });
}

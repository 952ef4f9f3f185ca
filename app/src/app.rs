//! Which page is behind which URL.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::account::{AccountRoute, NewPasswordRoute, NotFound, SignInRoute, SiteHeader, provide_myself};
use crate::audit::AuditRoute;
use crate::browser::{focus, zone_cookie};
use crate::guest_link::EntryRoute;
use crate::health::HealthRoute;
use crate::identity::provide_face;
use crate::invitation::{InvitationsPage, InviteManyRoute};
use crate::join::JoinRoute;
use crate::language::LanguageChooser;
use crate::mail::MailDeskRoute;
use crate::media::{EditRoomRoute, NewRoomRoute, RoomListRoute, RoomRoute};
use crate::people::{GroupRoute, GroupsRoute, ImportPeopleRoute, NewPersonRoute, PeopleRoute, PersonRoute};
use crate::privacy::PrivacyRoute;
use crate::report::ReportRoute;
use crate::room::LiveRoomRoute;
use crate::routes;
use crate::settings::SettingsRoute;
use crate::setup::{
    AddressStepRoute, FinishSetup, FirstAdministratorRoute, MailStepRoute, RoomStepRoute, SiteStepRoute,
};
use crate::t;
use crate::ui::{Toaster, provide_toasts, raw_text};

/// The application. Every page is drawn whole by the server, so that it reads without JavaScript and its status
/// says what it is.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    let face = provide_face();
    #[cfg(feature = "ssr")]
    let site = {
        let name = face.name_untracked();
        move || name.clone()
    };
    #[cfg(not(feature = "ssr"))]
    let site = move || face.name_untracked();
    Effect::new(zone_cookie::keep_zone);

    view! {
        <Title formatter=move |title: String| {
            let site = raw_text(&site());
            if title.is_empty() { site } else { format!("{} · {site}", raw_text(&title)) }
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
    provide_myself();
    view! {
        <FocusAfterNavigation />
        <Routes fallback=|| view! { <WithHeader><NotFound /></WithHeader> }>
            <ParentRoute path=path!("") view=SiteLayout ssr=SsrMode::Async>
                <Route path=path!("/") view=Home ssr=SsrMode::Async />
                <Route path=path!("/rooms") view=RoomListRoute ssr=SsrMode::Async />
                <Route path=path!("/rooms/new") view=NewRoomRoute ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room") view=RoomRoute ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room/edit") view=EditRoomRoute ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room/invitations") view=InvitationsPage ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room/invite-many") view=InviteManyRoute ssr=SsrMode::Async />
                <Route path=path!("/rooms/:room/report") view=ReportRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/settings") view=SettingsRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/health") view=HealthRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/audit") view=AuditRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/privacy") view=PrivacyRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/mail") view=MailDeskRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/people") view=PeopleRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/people/new") view=NewPersonRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/people/:person") view=PersonRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/groups") view=GroupsRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/groups/:group") view=GroupRoute ssr=SsrMode::Async />
                <Route path=path!("/admin/import") view=ImportPeopleRoute ssr=SsrMode::Async />
                <Route path=path!("/account") view=AccountRoute ssr=SsrMode::Async />
            </ParentRoute>
            <Route path=path!("/new-password") view=NewPasswordRoute ssr=SsrMode::Async />
            <Route path=path!("/sign-in") view=SignInRoute ssr=SsrMode::Async />
            <Route path=path!("/setup") view=FirstAdministratorRoute ssr=SsrMode::Async />
            <Route path=path!("/setup/site") view=SiteStepRoute ssr=SsrMode::Async />
            <Route path=path!("/setup/address") view=AddressStepRoute ssr=SsrMode::Async />
            <Route path=path!("/setup/mail") view=MailStepRoute ssr=SsrMode::Async />
            <Route path=path!("/setup/room") view=RoomStepRoute ssr=SsrMode::Async />
            <Route path=path!("/rooms/:room/live") view=LiveRoomRoute ssr=SsrMode::Async />
            <Route path=path!("/join/:invitation") view=JoinRoute ssr=SsrMode::Async />
            <Route path=path!("/enter/:link") view=EntryRoute ssr=SsrMode::Async />
        </Routes>
    }
}

/// Pages of the site share the header; guests and people inside a room see none.
#[component]
fn SiteLayout() -> impl IntoView {
    view! { <WithHeader><Outlet /></WithHeader> }
}

#[component]
fn WithHeader(children: Children) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main" rel="external">{t!("Skip to the page")}</a>
        <SiteHeader />
        <FinishSetup />
        <main id="main" tabindex="-1">{children()}</main>
        <footer class="site-footer"><LanguageChooser /></footer>
    }
}

#[component]
fn Home() -> impl IntoView {
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

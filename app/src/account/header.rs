//! The header of the site's pages.

use domain::audit::AuditView;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use server_fn::ServerFn;

use super::api::{Me, SignOut};
use super::{Mark, use_myself};
use crate::identity::use_face;
use crate::routes;
use crate::t;
use crate::ui::{Avatar, Icon, IconName, MenuButton, MenuLink, MenuSubmit, raw_text};

/// The site's name, where to go, and who I am.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let me = use_myself().me;
    let face = use_face();
    let path = use_location().pathname;
    let is_here = move |route: String| (path.get() == route).then_some("page");
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="brand" href=routes::rooms() aria-label=move || face.name()>
                    <Mark />
                    <span class="brand-name">{move || face.name()}</span>
                </a>
                <nav class="site-nav" aria-label=t!("Site [of the navigation]")>
                    <a class="site-link" href=routes::rooms() aria-current=move || is_here(routes::rooms())>
                        {t!("Rooms")}
                    </a>
                </nav>
                <Transition fallback=|| ()>
                    {move || Suspend::new(async move {
                        match me.await {
                            Ok(Some(me)) => view! { <AccountMenu me /> }.into_any(),
                            Ok(None) | Err(_) => view! { <SignInLink /> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </header>
    }
}

#[component]
fn AccountMenu(me: Me) -> impl IntoView {
    let name = me.name.to_string();
    let face = {
        let (initials, name) = (me.name.initials(), name.clone());
        move || {
            view! {
                <Avatar initials=initials.clone() name=name.clone() />
                <span class="account-name" dir="auto">{name.clone()}</span>
                <Icon name=IconName::ChevronDown />
            }
        }
    };
    view! {
        <noscript inner_html=without_script()></noscript>
        <MenuButton id="account-button" label=t!("{name}, account menu", name) face=ViewFn::from(face)>
            {me.application_role
                .is_administrator()
                .then(|| {
                    view! {
                        <MenuLink href=routes::people() icon=IconName::Users>{t!("People")}</MenuLink>
                        <MenuLink href=routes::settings() icon=IconName::Sliders>{t!("Settings")}</MenuLink>
                        <MenuLink href=routes::mail_desk() icon=IconName::Mail>{t!("Mail")}</MenuLink>
                        <MenuLink href=routes::health() icon=IconName::Heart>{t!("Health")}</MenuLink>
                        <MenuLink href=routes::audit(&AuditView::default(), None) icon=IconName::Eye>
                            {t!("Audit log")}
                        </MenuLink>
                        <MenuLink href=routes::privacy() icon=IconName::Shield>{t!("Privacy [page]")}</MenuLink>
                    }
                })}
            <MenuLink href=routes::account() icon=IconName::User>
                {t!("Your account")}
            </MenuLink>
            <MenuSubmit action=SignOut::url() icon=IconName::SignOut>
                {t!("Sign out")}
            </MenuSubmit>
        </MenuButton>
    }
}

/// In place of the menu, which needs scripts.
fn without_script() -> String {
    format!(r#"<a class="site-link" href="{}">{}</a>"#, routes::account(), raw_text(t!("Your account")))
}

#[component]
fn SignInLink() -> impl IntoView {
    view! {
        <a class="button" data-kind="quiet" href=routes::sign_in(None)>
            <Icon name=IconName::SignIn />
            {t!("Sign in")}
        </a>
    }
}

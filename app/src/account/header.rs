//! The header of the site's pages.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use server_fn::ServerFn;

use super::api::{Me, SignOut};
use super::{Mark, use_myself};
use crate::routes;
use crate::ui::{Avatar, Icon, IconName, MenuButton, MenuLink, MenuSubmit};

const WITHOUT_SCRIPT: &str = r#"<a class="site-link" href="/account">Your account</a>"#;

/// The site's name, where to go, and who I am.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let me = use_myself().me;
    let path = use_location().pathname;
    let is_here = move |route: String| (path.get() == route).then_some("page");
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="brand" href=routes::rooms() aria-label="Greenroom">
                    <Mark />
                    <span class="brand-name">"Greenroom"</span>
                </a>
                <nav class="site-nav" aria-label="Site">
                    <a class="site-link" href=routes::rooms() aria-current=move || is_here(routes::rooms())>
                        "Rooms"
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
                <span class="account-name">{name.clone()}</span>
                <Icon name=IconName::ChevronDown />
            }
        }
    };
    view! {
        <noscript inner_html=WITHOUT_SCRIPT></noscript>
        <MenuButton id="account-button" label=format!("{name}, account menu") face=ViewFn::from(face)>
            {me.application_role
                .is_administrator()
                .then(|| {
                    view! {
                        <MenuLink href=routes::people() icon=IconName::Users>"People"</MenuLink>
                        <MenuLink href=routes::settings() icon=IconName::Sliders>"Settings"</MenuLink>
                        <MenuLink href=routes::mail_desk() icon=IconName::Mail>"Mail"</MenuLink>
                        <MenuLink href=routes::health() icon=IconName::Heart>"Health"</MenuLink>
                    }
                })}
            <MenuLink href=routes::account() icon=IconName::User>
                "Your account"
            </MenuLink>
            <MenuSubmit action=SignOut::url() icon=IconName::SignOut>
                "Sign out"
            </MenuSubmit>
        </MenuButton>
    }
}

#[component]
fn SignInLink() -> impl IntoView {
    view! {
        <a class="button" data-kind="quiet" href=routes::sign_in(None)>
            <Icon name=IconName::SignIn />
            "Sign in"
        </a>
    }
}

//! What the site is, on the page of settings.

use leptos::prelude::*;

use super::api::find_site_desk;
use super::{AddressForm, LogoField, NameForm};
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, SkeletonLines};

/// Name, logo and address, each saved by itself.
#[component]
pub fn SiteSection() -> impl IntoView {
    let desk = Resource::new(|| (), |()| find_site_desk());
    view! {
        <section class="settings-group settings-site" aria-labelledby="settings-site">
            <h2 id="settings-site">{t!("Site")}</h2>
            <Transition fallback=|| view! { <SkeletonLines lines=4 /> }>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(desk) => {
                            view! {
                                <LogoField back=routes::settings() />
                                <NameForm button=t!("Save the name") />
                                <AddressForm desk=desk.address button=t!("Save the address") />
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorNotice error=Signal::stored(Some(error)) /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

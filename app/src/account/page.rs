//! My account.

use domain::language::Say;
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

use super::api::{Me, SignOut};
use super::change_password::ChangeMyPassword;
use super::sign_ins::SignIns;
use super::{PageProblem, use_myself};
use crate::error::AppError;
use crate::t;
use crate::ui::{Avatar, Icon, IconName, SkeletonLines};

/// Who I am here, and where I am signed in.
#[component]
pub fn AccountRoute() -> impl IntoView {
    let me = use_myself().me;
    view! {
        <Title text=t!("Your account") />
        <div class="page page-narrow stack" data-gap="large">
            <Transition fallback=|| view! { <SkeletonLines /> }>
                {move || Suspend::new(async move {
                    match me.await {
                        Ok(Some(me)) => view! { <Account me /> }.into_any(),
                        Ok(None) => view! { <PageProblem error=AppError::SignInNeeded /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Account(me: Me) -> impl IntoView {
    let name = me.name.to_string();
    let email = me.email.to_string();
    view! {
        <h1>{t!("Your account")}</h1>
        <section class="card account-card" aria-label=t!("You")>
            <Avatar initials=me.name.initials() name=name.clone() />
            <div class="account-words">
                <p class="account-title" dir="auto">{name}</p>
                <p class="soft">{email}</p>
                <p class="soft">{t!("Your role on this site: {role}", role = me.application_role.say())}</p>
            </div>
            <form method="post" action=SignOut::url()>
                <button class="button" type="submit">
                    <Icon name=IconName::SignOut />
                    {t!("Sign out")}
                </button>
            </form>
        </section>
        <ChangeMyPassword me=me />
        <SignIns />
    }
}

//! The second step: what the site is called, and its logo.

use domain::setup::SetupStep;
use leptos::prelude::*;

use super::frame::{StepFrame, StepWays};
use crate::account::PageProblem;
use crate::identity::api::find_site_desk;
use crate::identity::{LogoField, NameForm};
use crate::routes;
use crate::t;
use crate::ui::SkeletonLines;

const STEP: SetupStep = SetupStep::Site;

#[component]
pub fn SiteStepRoute() -> impl IntoView {
    let desk = Resource::new(|| (), |()| find_site_desk());
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
            {move || Suspend::new(async move {
                match desk.await {
                    Ok(_) => view! { <Step /> }.into_any(),
                    Err(error) => view! { <main id="main"><PageProblem error /></main> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Step() -> impl IntoView {
    view! {
        <StepFrame step=STEP heading=t!("What is your site called?")>
            <p>{t!("Guests see its name and its logo before anything else. Both can be changed later, under Settings.")}</p>
            <LogoField back=routes::setup_step(STEP) />
            <NameForm walking=STEP button=t!("Save and go on") />
            <StepWays step=STEP on=t!("Skip for now") />
        </StepFrame>
    }
}

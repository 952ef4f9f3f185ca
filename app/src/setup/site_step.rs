//! The second step: what the site is called, and its logo.

use domain::setup::SetupStep;
use leptos::prelude::*;

use super::frame::{StepFrame, StepWays};
use super::step_route::StepRoute;
use crate::identity::api::SiteDesk;
use crate::identity::{LogoField, NameForm};
use crate::routes;
use crate::t;

const STEP: SetupStep = SetupStep::Site;

#[component]
pub fn SiteStepRoute() -> impl IntoView {
    view! { <StepRoute draw=|_: SiteDesk| view! { <Step /> }.into_any() /> }
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

//! The third step: where people reach the site.

use domain::setup::SetupStep;
use leptos::prelude::*;

use super::frame::{StepFrame, StepWays};
use super::step_route::StepRoute;
use crate::identity::AddressForm;
use crate::identity::api::{AddressDesk, SiteDesk};
use crate::t;

const STEP: SetupStep = SetupStep::Address;

#[component]
pub fn AddressStepRoute() -> impl IntoView {
    view! { <StepRoute draw=|desk: SiteDesk| view! { <Step desk=desk.address /> }.into_any() /> }
}

#[component]
fn Step(desk: AddressDesk) -> impl IntoView {
    let is_fixed = desk.is_fixed;
    view! {
        <StepFrame step=STEP heading=t!("Where do people reach it?")>
            <p>{t!("The links that guests get begin with this address.")}</p>
            <AddressForm desk=desk walking=STEP button=t!("Save and go on") />
            <StepWays step=STEP on=if is_fixed { t!("Go on") } else { t!("Skip for now") } is_next=is_fixed />
        </StepFrame>
    }
}

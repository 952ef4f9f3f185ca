//! The third step: where people reach the site.

use domain::setup::SetupStep;
use leptos::prelude::*;

use super::frame::{StepFrame, StepWays};
use crate::account::PageProblem;
use crate::identity::AddressForm;
use crate::identity::api::{AddressDesk, find_site_desk};
use crate::t;
use crate::ui::SkeletonLines;

const STEP: SetupStep = SetupStep::Address;

#[component]
pub fn AddressStepRoute() -> impl IntoView {
    let desk = Resource::new(|| (), |()| find_site_desk());
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
            {move || Suspend::new(async move {
                match desk.await {
                    Ok(desk) => view! { <Step desk=desk.address /> }.into_any(),
                    Err(error) => view! { <main id="main"><PageProblem error /></main> }.into_any(),
                }
            })}
        </Transition>
    }
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

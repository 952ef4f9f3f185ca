//! The way to a step that needs to know what the site is by now. Only administrators are told.

use leptos::prelude::*;

use crate::account::PageProblem;
use crate::identity::api::{SiteDesk, find_site_desk};
use crate::ui::SkeletonLines;

#[component]
pub fn StepRoute(
    /// Another value asks again what the site is.
    #[prop(default = Signal::stored(0), into)]
    version: Signal<usize>,
    /// Draws the step.
    #[prop(into)]
    draw: Callback<SiteDesk, AnyView>,
) -> impl IntoView {
    let desk = Resource::new(move || version.get(), |_| find_site_desk());
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
            {move || Suspend::new(async move {
                match desk.await {
                    Ok(desk) => draw.run(desk),
                    Err(error) => view! { <main id="main"><PageProblem error /></main> }.into_any(),
                }
            })}
        </Transition>
    }
}

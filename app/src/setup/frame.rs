//! What all steps have around them: whose site it is, how far one has come, and the ways back and on.

use domain::setup::SetupStep;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;

use super::api::FinishStep;
use crate::error::AppError;
use crate::identity::{CardPage, take_face};
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName};

/// The page of a step.
#[component]
pub fn StepFrame(step: SetupStep, #[prop(into)] heading: String, children: Children) -> impl IntoView {
    let (number, steps) = (step.number(), SetupStep::ALL.len());
    view! {
        <Title text=format!("{}: {heading}", t!("Step {number} of {steps}", number, steps)) />
        <CardPage kind="setup">
            <Progress step=step />
            <h1>{heading}</h1>
            {children()}
        </CardPage>
    }
}

#[component]
fn Progress(step: SetupStep) -> impl IntoView {
    let (number, steps) = (step.number(), SetupStep::ALL.len());
    let mark = move |one: &SetupStep| {
        let state = match one.cmp(&step) {
            core::cmp::Ordering::Less => "done",
            core::cmp::Ordering::Equal => "now",
            core::cmp::Ordering::Greater => "ahead",
        };
        view! {
            <li data-state=state aria-current=(state == "now").then_some("step")>
                <span class="setup-step-name">{said(one)}</span>
                {(state == "done").then(|| view! { <span class="visually-hidden">{t!(" (behind you)")}</span> })}
            </li>
        }
    };
    view! {
        <nav class="setup-progress" aria-label=t!("Steps")>
            <p class="setup-step-count">{t!("Step {number} of {steps}", number, steps)}</p>
            <ol>{SetupStep::ALL.iter().map(mark).collect_view()}</ol>
        </nav>
    }
}

/// The way back to the step before, and the way on without this one.
#[component]
pub fn StepWays(
    step: SetupStep,
    /// What the way on says.
    on: &'static str,
    /// The way on is what to do next.
    #[prop(optional)]
    is_next: bool,
) -> impl IntoView {
    let finish = ServerAction::<FinishStep>::new();
    let (value, is_pending) = (finish.value(), finish.pending());
    let error: Signal<Option<AppError>> = Signal::derive(move || value.get().and_then(Result::err));
    take_face(move || value.get());
    view! {
        <div class="setup-ways">
            {step
                .previous()
                .map(|before| {
                    view! {
                        <a class="button" data-kind="quiet" href=routes::setup_step(before)>
                            <Icon name=IconName::ArrowLeft />
                            {t!("Back")}
                        </a>
                    }
                })}
            <ActionForm action=finish attr:class="setup-on">
                <input type="hidden" name="step" value=step.word() />
                <button
                    class="button"
                    data-kind=if is_next { "primary" } else { "quiet" }
                    type="submit"
                    disabled=is_pending
                >
                    {on}
                </button>
            </ActionForm>
        </div>
        <ErrorNotice error=error />
    }
}

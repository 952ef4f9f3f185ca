//! The fourth step: how mails leave, with a try.

use domain::setup::SetupStep;
use leptos::prelude::*;

use super::frame::{StepFrame, StepWays};
use super::step_route::StepRoute;
use crate::identity::api::{MailServerDesk, SiteDesk};
use crate::identity::{MailServerActs, MailServerFields, TestMail};
use crate::t;
use crate::ui::{Icon, IconName, LeaveGuard};

const STEP: SetupStep = SetupStep::Mail;

#[component]
pub fn MailStepRoute() -> impl IntoView {
    let acts = MailServerActs::of_page();
    view! {
        <StepRoute
            version=Signal::derive(move || acts.version())
            draw=move |desk: SiteDesk| view! { <Step desk=desk.mail acts /> }.into_any()
        />
        <LeaveGuard is_unsaved=acts.is_unsaved() />
    }
}

#[component]
fn Step(desk: MailServerDesk, acts: MailServerActs) -> impl IntoView {
    let leaves = desk.leaves;
    view! {
        <StepFrame step=STEP heading=t!("How do mails leave?")>
            <p>
                {t!("With a mail server, hosts have links sent by mail, guests are told of changes, and you can ask guests for a code from their \
                 mailbox. The mails are written from ready templates, which you can change later under Mail.")}
            </p>
            {(!leaves).then(|| view! { <WithoutMail /> })}
            <MailServerFields desk=desk.clone() acts=acts />
            {leaves
                .then(|| {
                    view! {
                        <section class="setup-part stack" aria-labelledby="setup-test">
                            <h2 id="setup-test">{t!("Try it")}</h2>
                            <TestMail desk=desk />
                        </section>
                    }
                })}
            <StepWays step=STEP on=if leaves { t!("Go on") } else { t!("Skip for now") } is_next=leaves />
        </StepFrame>
    }
}

/// What a site can do that sends no mail.
#[component]
fn WithoutMail() -> impl IntoView {
    view! {
        <div class="notice">
            <Icon name=IconName::Info />
            <p>
                {t!("Without one, everything else works: hosts copy links and send them on themselves. Mails that would have been sent are kept \
                 as files, which you can read under Mail.")}
            </p>
        </div>
    }
}

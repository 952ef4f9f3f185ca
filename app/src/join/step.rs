//! The single next step of a guest, as the door says it.

use domain::language::Say;
use domain::{Admission, Role};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::code::CodeStep;
use super::confirm::ConfirmAddressStep;
use super::enter::{Arrival, Enter};
use super::knock::KnockStep;
use super::reply::{CannotCome, DeclinedStep};
use super::visit::Visit;
use super::wait::WaitStep;
use crate::routes;
use crate::t;
use crate::ui::use_toast;

/// The form, the wait, or the open door. A refusal has a page of its own.
#[component]
pub fn Step(visit: Visit) -> impl IntoView {
    let kind = Memo::new(move |_| {
        let has_declined = visit.reply.get().declined_at.is_some();
        if has_declined { StepKind::Declined } else { StepKind::of(visit.admission.get()) }
    });
    let toasts = use_toast();
    Effect::new(move |before: Option<StepKind>| {
        let now = kind.get();
        if let (Some(StepKind::Wait(old)), StepKind::Wait(new)) = (before, now)
            && old != new
        {
            toasts.say(t!("Your role has changed: you are now expected as {role}.", role = new.say()));
        }
        now
    });
    let step = move || match kind.get() {
        StepKind::Declined => view! { <DeclinedStep visit=visit /> }.into_any(),
        StepKind::Confirm => view! { <ConfirmAddressStep visit=visit /> }.into_any(),
        StepKind::Code => view! { <CodeStep visit=visit /> }.into_any(),
        StepKind::Wait(role) => view! { <WaitStep visit=visit role=role /> }.into_any(),
        StepKind::Knock => view! { <KnockStep visit=visit /> }.into_any(),
        StepKind::Enter(role) => view! { <EnterStep visit=visit role=role /> }.into_any(),
        StepKind::None => ().into_any(),
    };
    view! {
        {step}
        <Show when=move || kind.get().may_decline()>
            <CannotCome visit=visit />
        </Show>
    }
}

/// An admission without what changes while a form is being filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepKind {
    Declined,
    Confirm,
    Code,
    Wait(Role),
    Knock,
    Enter(Role),
    None,
}

impl StepKind {
    /// Whoever goes in by themselves, or has declined, is not asked.
    const fn may_decline(self) -> bool {
        matches!(self, Self::Confirm | Self::Code | Self::Wait(_) | Self::Knock)
    }

    const fn of(admission: Admission) -> Self {
        match admission {
            // Whoever comes by a guest link has a page of their own.
            Admission::ConfirmAddress { .. } | Admission::Introduce => Self::Confirm,
            Admission::ConfirmCode => Self::Code,
            Admission::Wait(role) => Self::Wait(role),
            Admission::Knock(_) => Self::Knock,
            Admission::Enter(role) => Self::Enter(role),
            Admission::Refused(_) => Self::None,
        }
    }
}

#[component]
fn EnterStep(visit: Visit, role: Role) -> impl IntoView {
    let Some(room) = visit.room.with_untracked(|room| room.as_ref().map(|room| room.id)) else {
        return ().into_any();
    };
    let has_left = use_query_map().with_untracked(|query| query.get("left").is_some());
    let arrival = match (has_left, visit.takes_claim_by_sign_in()) {
        (true, _) => Arrival::Back,
        (false, true) => Arrival::ClaimsBySignIn,
        (false, false) => Arrival::ByItself,
    };
    let invitation = Some(visit.invitation);
    let navigate = use_navigate();
    // Takes this page's place, so that the back button does not lead into a door that lets in again.
    let on_entered = move |()| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&routes::live_room(room, invitation), options);
    };
    view! {
        <Enter
            room=room
            invitation=invitation
            role=role
            arrival=arrival
            on_entered=on_entered
            on_refused=move |refusal| visit.admission.set(Admission::Refused(refusal))
        />
    }
    .into_any()
}

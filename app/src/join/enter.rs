//! The door is open: the page goes in by itself, and a button does it for readers without scripts.

use domain::admission::Refusal;
use domain::{InvitationId, Role, RoomId};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::confirm_sign_in;
use crate::error::AppError;
use crate::room::RoleBadge;
use crate::room::api::EnterRoom;
use crate::ui::ErrorNotice;
use crate::{t, t_view};

/// How somebody comes to an open door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Goes in without a further word.
    ByItself,
    /// As before, with a link that this device claims by the guest's sign-in first.
    ClaimsBySignIn,
    /// Has left, and comes back when they want to.
    Back,
}

#[component]
pub fn Enter(
    room: RoomId,
    invitation: Option<InvitationId>,
    role: Role,
    arrival: Arrival,
    #[prop(into)] on_entered: Callback<()>,
    #[prop(into)] on_refused: Callback<Refusal>,
) -> impl IntoView {
    let enter = ServerAction::<EnterRoom>::new();
    let error = Signal::derive(move || {
        enter.value().get().and_then(Result::err).filter(|error| !matches!(error, AppError::Refused(_)))
    });
    Effect::new(move || {
        if arrival != Arrival::Back {
            go_in(enter, room, invitation, arrival);
        }
    });
    Effect::new(move || match enter.value().get() {
        Some(Ok(())) => on_entered.run(()),
        Some(Err(AppError::Refused(refusal))) => on_refused.run(refusal),
        _ => {}
    });
    let (heading, label) = words(arrival);
    view! {
        <section class="guest-step" data-state="open" aria-labelledby="step">
            <h2 id="step">{heading}</h2>
            <p class="guest-step-words">{let_in_as(arrival, role)}</p>
            <ActionForm action=enter>
                <input type="hidden" name="room" value=room.to_string() />
                {invitation
                    .map(|invitation| {
                        view! { <input type="hidden" name="invitation" value=invitation.to_string() /> }
                    })}
                <button class="button" data-kind="primary" disabled=move || enter.pending().get()>
                    {label}
                </button>
            </ActionForm>
            <ErrorNotice error=error />
        </section>
    }
}

fn go_in(enter: ServerAction<EnterRoom>, room: RoomId, invitation: Option<InvitationId>, arrival: Arrival) {
    spawn_local(async move {
        if let (Arrival::ClaimsBySignIn, Some(invitation)) = (arrival, invitation) {
            // Whatever it answers: the door itself says what is wrong.
            let _ = confirm_sign_in(invitation).await;
        }
        if !enter.value().is_disposed() {
            enter.dispatch(EnterRoom { room, invitation });
        }
    });
}

/// The heading and the button.
fn words(arrival: Arrival) -> (&'static str, &'static str) {
    match arrival {
        Arrival::Back => (t!("You left"), t!("Come back")),
        Arrival::ByItself | Arrival::ClaimsBySignIn => (t!("The door is open"), t!("Enter the room")),
    }
}

fn let_in_as(arrival: Arrival, role: Role) -> impl IntoView {
    let role = view! { <RoleBadge role=role /> };
    match arrival {
        Arrival::Back => t_view!("The session is still open. You come back as {role}", role = role),
        Arrival::ByItself | Arrival::ClaimsBySignIn => t_view!("You are let in as {role}", role = role),
    }
}

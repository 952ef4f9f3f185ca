//! The room is locked: the page waits until somebody inside lets its reader in.

use domain::{InvitationId, RoomId};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{Knock, knock};
use super::visit::Visit;
use crate::browser::page_life::use_is_alive;
use crate::t;
use crate::ui::{Icon, IconName, use_toast};

/// Knocks, and says calmly what happens next. The page goes in by itself.
#[component]
pub fn Knocking(
    room: RoomId,
    invitation: Option<InvitationId>,
    #[prop(into)] message: Signal<Option<String>>,
) -> impl IntoView {
    let toasts = use_toast();
    Effect::new(move || {
        toasts.announce(t!("The room is locked. The hosts know that you are here."));
        spawn_local(async move {
            // Whatever it answers: the door itself says what is wrong.
            let _ = knock(room, invitation).await;
        });
    });
    view! {
        <section class="guest-step" data-state="waiting" aria-labelledby="step">
            <h2 id="step" class="guest-knock">
                <Icon name=IconName::Lock />
                {t!("You will be let in soon")}
            </h2>
            <p class="guest-step-words">
                {t!("The room is locked, and the hosts see that you are here. Keep this page open: it goes in by itself.")}
            </p>
            <HostsMessage message=message />
            <WithoutScript room=room invitation=invitation />
        </section>
    }
}

/// What the hosts tell all who wait. The region is always there, so that readers of the screen hear what comes into
/// it.
#[component]
pub fn HostsMessage(#[prop(into)] message: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div class="hosts-message" role="status" hidden=move || message.with(Option::is_none)>
            {move || {
                message
                    .get()
                    .map(|text| {
                        view! {
                            <p class="hosts-message-from">{t!("The hosts say:")}</p>
                            <p class="hosts-message-text" dir="auto">{text}</p>
                        }
                    })
            }}
        </div>
    }
}

/// Knocks again, for readers whose browser runs no scripts; the answer shows when they look again.
#[component]
fn WithoutScript(room: RoomId, invitation: Option<InvitationId>) -> impl IntoView {
    let is_alive = use_is_alive();
    let knock = ServerAction::<Knock>::new();
    view! {
        <div class="cluster" hidden=move || is_alive.get()>
            <ActionForm action=knock>
                <input type="hidden" name="room" value=room.to_string() />
                {invitation
                    .map(|invitation| {
                        view! { <input type="hidden" name="invitation" value=invitation.to_string() /> }
                    })}
                <button class="button">{t!("Ask to be let in")}</button>
            </ActionForm>
        </div>
    }
}

/// The step of a guest's page.
#[component]
pub fn KnockStep(visit: Visit) -> impl IntoView {
    let room = visit.room.with_untracked(|room| room.as_ref().map(|room| room.id));
    room.map(|room| {
        view! { <Knocking room=room invitation=Some(visit.invitation) message=visit.message /> }
    })
}

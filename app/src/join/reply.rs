//! What a guest tells the hosts from before the door: that they need a new link, or will not come.

use core::time::Duration;

use domain::InvitationId;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::{AskForLink, Decline};
use super::visit::Visit;
use crate::browser::timers::{chance, every};
use crate::ui::{ErrorNotice, Icon, IconName, LocalTime, TimeStyle, use_toast};
use crate::{t, t_view};

/// How often the door is asked whether the hosts have answered.
const ASKS_EVERY: Duration = Duration::from_secs(15);

/// The button by which the hosts are asked for a new link. Once they are, [`LinkRequested`] takes its place.
#[component]
pub fn AskForLinkButton(visit: Visit, kind: &'static str) -> impl IntoView {
    let ask = ServerAction::<AskForLink>::new();
    let error = Signal::derive(move || ask.value().get().and_then(Result::err));
    let is_asked = Memo::new(move |_| visit.reply.get().link_requested_at.is_some());
    Effect::new(move || {
        if matches!(ask.value().get(), Some(Ok(()))) {
            visit.ask_again(Duration::ZERO, None);
        }
    });
    view! {
        <Show when=move || !is_asked.get()>
            <ActionForm action=ask>
                <input type="hidden" name="invitation" value=visit.invitation.to_string() />
                <button class="button" data-kind=kind disabled=move || ask.pending().get()>
                    {t!("Ask for a new link")}
                </button>
            </ActionForm>
            <ErrorNotice error=error />
        </Show>
    }
}

/// Since when the hosts are asked, and what happens then. The page looks again by itself.
#[component]
pub fn LinkRequested(visit: Visit) -> impl IntoView {
    let asked_at = Memo::new(move |_| visit.reply.get().link_requested_at);
    Effect::new(move |_| {
        if asked_at.get().is_some() {
            let pause = ASKS_EVERY.mul_f64(0.75 + chance() / 2.0);
            every(pause, move || visit.ask_again(Duration::ZERO, None)).keep();
        }
    });
    view! {
        <div role="status">
            {move || {
                asked_at
                    .get()
                    .map(|at| {
                        view! {
                            <div class="notice" data-kind="success">
                                <Icon name=IconName::CircleCheck />
                                <p>
                                    {t_view!(
                                        "You asked for a new link at {time}. The hosts see it and can send you one with one click. If this link is to work again, this page goes on by itself.",
                                        time = view! { <LocalTime at=at style=TimeStyle::Time /> }
                                    )}
                                </p>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// A quiet line for guests who will not come.
#[component]
pub fn CannotCome(visit: Visit) -> impl IntoView {
    let decline = ServerAction::<Decline>::new();
    let error = Signal::derive(move || decline.value().get().and_then(Result::err));
    follow(visit, decline);
    view! {
        <div class="guest-decline">
            <ActionForm action=decline>
                <DeclineFields invitation=visit.invitation will_not_come=true />
                <span>{t!("Something came up?")}</span>
                <button class="button" data-kind="quiet" disabled=move || decline.pending().get()>
                    {t!("I cannot come")}
                </button>
            </ActionForm>
            <ErrorNotice error=error />
        </div>
    }
}

/// The step of a guest who will not come.
#[component]
pub fn DeclinedStep(visit: Visit) -> impl IntoView {
    let accept = ServerAction::<Decline>::new();
    let error = Signal::derive(move || accept.value().get().and_then(Result::err));
    follow(visit, accept);
    let toasts = use_toast();
    Effect::new(move || toasts.announce(t!("The hosts know that you will not come.")));
    view! {
        <section class="guest-step" aria-labelledby="step">
            <h2 id="step">{t!("You have said that you will not come")}</h2>
            <p class="guest-step-words">{t!("The hosts know. Your link stays yours, should you change your mind.")}</p>
            <ActionForm action=accept>
                <DeclineFields invitation=visit.invitation will_not_come=false />
                <button class="button" data-kind="primary" disabled=move || accept.pending().get()>
                    {t!("I will come after all")}
                </button>
            </ActionForm>
            <ErrorNotice error=error />
        </section>
    }
}

#[component]
fn DeclineFields(invitation: InvitationId, will_not_come: bool) -> impl IntoView {
    view! {
        <input type="hidden" name="invitation" value=invitation.to_string() />
        <input type="hidden" name="will_not_come" value=will_not_come.to_string() />
    }
}

fn follow(visit: Visit, decline: ServerAction<Decline>) {
    Effect::new(move || {
        if matches!(decline.value().get(), Some(Ok(()))) {
            visit.ask_again(Duration::ZERO, None);
        }
    });
}

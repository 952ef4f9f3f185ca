//! The door stays shut: what happened, why, and the way out. Each refusal looks as cared for as a welcome.

use domain::InvitationId;
use domain::admission::Refusal;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::MoveLinkHere;
use super::code::CodeDesk;
use super::refusal_words::{WayOut, way_out, why};
use super::reply::{AskForLinkButton, LinkRequested};
use super::visit::Visit;
use crate::browser::page_life::reload_page;
use crate::language::said;
use crate::routes;
use crate::ui::{ErrorNotice, Icon, IconName, LocalTime, TimeStyle};
use crate::{t, t_view};

/// A refusal's screen. `here` is the page it stands on, which *Try again* loads anew.
#[component]
pub fn Refused(
    refusal: Refusal,
    #[prop(into)] here: String,
    #[prop(optional_no_strip)] invitation: Option<InvitationId>,
    /// On the guest's own page, where there is more to do than elsewhere.
    #[prop(optional_no_strip)]
    visit: Option<Visit>,
) -> impl IntoView {
    // Elsewhere nothing is known of codes; the guest's own page has them.
    let has_codes = Memo::new(move |_| visit.is_some_and(Visit::has_codes));
    view! {
        <section class="refusal" role="alert" aria-labelledby="refusal" data-refusal=kind(refusal)>
            <span class="refusal-icon"><Icon name=icon(refusal) /></span>
            <h1 id="refusal" class="refusal-heading">{said(&refusal)}</h1>
            <p class="refusal-why">{move || why(refusal, has_codes.get())}</p>
            <Until refusal=refusal />
            {visit.map(|visit| view! { <LinkRequested visit=visit /> })}
            <div class="refusal-ways">
                {move || {
                    let way_out = way_out(refusal, has_codes.get());
                    view! { <Ways refusal=refusal way_out=way_out here=here.clone() invitation=invitation visit=visit /> }
                }}
            </div>
        </section>
    }
}

/// The primary way out, and the others.
#[component]
fn Ways(
    refusal: Refusal,
    way_out: WayOut,
    here: String,
    invitation: Option<InvitationId>,
    visit: Option<Visit>,
) -> impl IntoView {
    let asks_besides = refusal.may_ask_for_link() && way_out != WayOut::AskForLink;
    let may_sign_in = matches!(refusal, Refusal::UsedOnOtherDevice { may_move_here: false });
    view! {
        <PrimaryWay way_out=way_out here=here.clone() invitation=invitation visit=visit />
        {visit
            .filter(|_| asks_besides)
            .map(|visit| view! { <AskForLinkButton visit=visit kind="secondary" /> })}
        {may_sign_in.then(|| view! { <SignIn here=here.clone() kind="secondary" /> })}
        {(!matches!(way_out, WayOut::TryAgain | WayOut::LookAgain))
            .then(|| view! { <LoadAgain here=here label=WayOut::TryAgain.label() kind="quiet" /> })}
    }
}

/// When a locked link may be tried again.
#[component]
fn Until(refusal: Refusal) -> impl IntoView {
    let Refusal::Locked { until } = refusal else { return ().into_any() };
    view! {
        <p class="refusal-until">
            <Icon name=IconName::Clock />
            <span>
                {t_view!(
                    "It opens again at {time}.",
                    time = view! { <strong><LocalTime at=until style=TimeStyle::Time /></strong> }
                )}
            </span>
        </p>
    }
    .into_any()
}

#[component]
fn PrimaryWay(
    way_out: WayOut,
    here: String,
    invitation: Option<InvitationId>,
    visit: Option<Visit>,
) -> impl IntoView {
    match (way_out, invitation) {
        (WayOut::MailCode | WayOut::AskForLink, Some(invitation)) => match visit {
            Some(visit) if way_out == WayOut::MailCode => {
                view! { <CodeDesk visit=visit on_right=|()| reload_page() /> }.into_any()
            }
            Some(visit) => view! { <AskForLinkButton visit=visit kind="primary" /> }.into_any(),
            None => {
                let href = routes::join(invitation);
                view! { <a class="button" data-kind="primary" href=href rel="external">{t!("Go to your invitation")}</a> }
                    .into_any()
            }
        },
        (WayOut::MoveHere, Some(invitation)) => view! { <MoveHere invitation=invitation /> }.into_any(),
        (WayOut::SignIn, _) => view! { <SignIn here=here kind="primary" /> }.into_any(),
        (WayOut::Rooms, _) => {
            view! { <a class="button" data-kind="primary" href=routes::rooms()>{way_out.label()}</a> }
                .into_any()
        }
        (WayOut::LookAgain, _) => {
            view! { <LoadAgain here=here label=way_out.label() kind="primary" /> }.into_any()
        }
        (WayOut::TryAgain | WayOut::MoveHere | WayOut::MailCode | WayOut::AskForLink, _) => {
            view! { <LoadAgain here=here label=WayOut::TryAgain.label() kind="primary" /> }.into_any()
        }
    }
}

#[component]
fn SignIn(here: String, kind: &'static str) -> impl IntoView {
    let href = routes::sign_in(Some(&here));
    view! { <a class="button" data-kind=kind href=href>{WayOut::SignIn.label()}</a> }
}

/// A link past the router: the server is asked anew.
#[component]
fn LoadAgain(here: String, label: &'static str, kind: &'static str) -> impl IntoView {
    view! { <a class="button" data-kind=kind href=here rel="external">{label}</a> }
}

/// Brings the link over. The page starts afresh afterwards, as what it knew belongs to a shut door.
#[component]
fn MoveHere(invitation: InvitationId) -> impl IntoView {
    let moving = ServerAction::<MoveLinkHere>::new();
    let error = Signal::derive(move || moving.value().get().and_then(Result::err));
    Effect::new(move || {
        if moving.value().with(|answer| matches!(answer, Some(Ok(())))) {
            reload_page();
        }
    });
    view! {
        <ActionForm action=moving>
            <input type="hidden" name="invitation" value=invitation.to_string() />
            <button class="button" data-kind="primary" disabled=move || moving.pending().get()>
                {WayOut::MoveHere.label()}
            </button>
        </ActionForm>
        <ErrorNotice error=error />
    }
}

const fn icon(refusal: Refusal) -> IconName {
    match refusal {
        Refusal::UnknownLink | Refusal::LinkReplaced | Refusal::GuestLinkDeleted => IconName::Unlink,
        Refusal::RoomDeleted => IconName::Trash,
        Refusal::InvitationRemoved => IconName::Mail,
        Refusal::DomainBlocked | Refusal::PlusAddress => IconName::Globe,
        Refusal::SessionEnded => IconName::CircleCheck,
        Refusal::LinkExpired | Refusal::GuestLinkEnded => IconName::Hourglass,
        Refusal::GuestLinkFull => IconName::Users,
        Refusal::UsedOnOtherDevice { .. } => IconName::Smartphone,
        Refusal::Locked { .. } | Refusal::Declined => IconName::Lock,
        Refusal::Removed | Refusal::GuestLinkOff => IconName::Ban,
        Refusal::NotInvited => IconName::DoorOpen,
    }
}

/// How grave it is, for its colour: an end is no loss, and a lock passes.
const fn kind(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::SessionEnded => "over",
        Refusal::Locked { .. }
        | Refusal::UsedOnOtherDevice { .. }
        | Refusal::LinkReplaced
        | Refusal::GuestLinkOff
        | Refusal::GuestLinkFull => "wait",
        _ => "loss",
    }
}

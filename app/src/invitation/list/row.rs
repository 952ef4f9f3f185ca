//! One invitation in the hosts' list. It follows the board part by part, so that the row stays where it is, and
//! keeps the focus, when its invitation changes.

use domain::InvitationId;
use domain::invitation::Standing;
use leptos::prelude::*;

use super::actions::Actions;
use super::attention::{Attention, name_of};
use super::board::Board;
use crate::invitation::api::{ClaimedDevice, InvitationSummary};
use crate::invitation::mail_words::MailLine;
use crate::invitation::person_line::PersonLine;
use crate::language::said;
use crate::room::RoleBadge;
use crate::ui::{LocalTime, TimeStyle, device_name};
use crate::{t, t_view};

#[component]
pub fn InvitationRow(id: InvitationId, board: Board) -> impl IntoView {
    // A row that goes keeps what it showed until it is gone.
    let invitation = Memo::new(move |before: Option<&Option<InvitationSummary>>| {
        board.find(id).or_else(|| before.cloned().flatten())
    });
    let is_chosen = Memo::new(move |_| board.chosen.ids.with(|ids| ids.contains(&id)));
    view! {
        <li
            class="invitation-row card"
            aria-busy=move || board.is_busy(id).then_some("true")
            data-chosen=move || is_chosen.get().then_some("")
        >
            <Choose id=id invitation=invitation is_chosen=is_chosen board=board />
            {move || invitation.get().map(|invitation| view! { <Facts invitation=invitation board=board /> })}
            <Actions id=id invitation=invitation board=board />
            <Attention invitation=invitation board=board />
        </li>
    }
}

/// The box that selects the row; with the shift key, all rows from the last one on.
#[component]
fn Choose(
    id: InvitationId,
    invitation: Memo<Option<InvitationSummary>>,
    is_chosen: Memo<bool>,
    board: Board,
) -> impl IntoView {
    let name = name_of(invitation);
    view! {
        <input
            type="checkbox"
            class="invitation-choose"
            aria-label=move || t!("Select {name}", name = name.get())
            prop:checked=is_chosen
            on:click=move |event| {
                let is_on = event_target_checked(&event);
                board.chosen.turn(id, is_on, event.shift_key(), &board.order());
            }
        />
    }
}

#[component]
fn Facts(invitation: InvitationSummary, board: Board) -> impl IntoView {
    let ready = invitation.ready.clone();
    let devices = device_facts(invitation.devices.clone());
    let (mail, is_inside) = (invitation.mail.clone(), invitation.is_inside);
    let seen_at = invitation.last_seen_at.filter(|_| !is_inside);
    let standing = Memo::new(move |_| invitation.standing(board.now.get()));
    let expiry = move || {
        let time = view! { <LocalTime at=ready.expires_at style=TimeStyle::Short /> };
        match standing.get() {
            Standing::NotOpened | Standing::InUse => t_view!("The link works until {time}", time = time),
            Standing::Expired => t_view!("The link expired {time}", time = time),
            Standing::Declined => t_view!("The link ends {time}", time = time),
            Standing::Removed => t_view!("The link would have worked until {time}", time = time),
        }
    };
    view! {
        <div class="invitation-person">
            <PersonLine name=ready.name email=ready.email />
        </div>
        <div class="invitation-badges">
            <RoleBadge role=ready.role />
            <span class="badge" data-kind=move || badge_kind(standing.get())>
                {move || said(&standing.get())}
            </span>
            {is_inside.then(|| view! { <span class="badge" data-kind="success">{t!("Inside now")}</span> })}
        </div>
        <div class="invitation-facts">
            {devices}
            {seen_at
                .map(|at| {
                    let time = view! { <LocalTime at=at style=TimeStyle::Short /> };
                    view! { <p>{t_view!("Last seen {time}", time = time)}</p> }
                })}
            {mail.map(|mail| view! { <MailLine mail=mail /> })}
            <p>{expiry}</p>
        </div>
    }
}

const fn badge_kind(standing: Standing) -> &'static str {
    match standing {
        Standing::InUse => "success",
        Standing::Expired | Standing::Declined => "wait",
        Standing::NotOpened | Standing::Removed => "info",
    }
}

/// On what the link is used, and since when.
fn device_facts(claimed: Vec<ClaimedDevice>) -> Option<AnyView> {
    let device = |(index, device): (usize, ClaimedDevice)| {
        let time = view! { <LocalTime at=device.claimed_at style=TimeStyle::Short /> };
        let device = view! { <bdi>{device_name(&device.user_agent)}</bdi> };
        let words = if index == 0 {
            t_view!("In use on {device} since {time}", device = device, time = time)
        } else {
            t_view!("on {device} since {time}", device = device, time = time)
        };
        view! {
            {(index > 0).then_some(", ")}
            {words}
        }
    };
    (!claimed.is_empty())
        .then(|| view! { <p>{claimed.into_iter().enumerate().map(device).collect_view()}</p> }.into_any())
}

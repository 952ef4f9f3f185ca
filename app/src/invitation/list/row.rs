//! One invitation in the hosts' list. It follows the board part by part, so that the row stays where it is, and
//! keeps the focus, when its invitation changes.

use domain::InvitationId;
use leptos::prelude::*;

use super::actions::Actions;
use super::arrange::Standing;
use super::board::Board;
use crate::invitation::api::{ClaimedDevice, InvitationSummary};
use crate::invitation::mail_words::MailLine;
use crate::invitation::person_line::PersonLine;
use crate::room::RoleBadge;
use crate::ui::device_name::device_name;
use crate::ui::{LocalTime, TimeStyle};

#[component]
pub fn InvitationRow(id: InvitationId, board: Board) -> impl IntoView {
    let invitation = Memo::new(move |_| board.find(id));
    view! {
        <li class="invitation-row card" aria-busy=move || board.is_busy(id).then_some("true")>
            {move || invitation.get().map(|invitation| view! { <Facts invitation=invitation board=board /> })}
            <Actions id=id invitation=invitation board=board />
        </li>
    }
}

#[component]
fn Facts(invitation: InvitationSummary, board: Board) -> impl IntoView {
    let ready = invitation.ready.clone();
    let devices = device_facts(invitation.devices.clone());
    let mail = invitation.mail.clone();
    let standing = Memo::new(move |_| board.standing(&invitation));
    let expiry = move || match standing.get() {
        Standing::Open => "The link works until ",
        Standing::Expired => "The link expired ",
        Standing::Removed => "The link would have worked until ",
    };
    view! {
        <div class="invitation-person">
            <PersonLine name=ready.name email=ready.email />
        </div>
        <div class="invitation-badges">
            <RoleBadge role=ready.role />
            <span class="badge" data-kind=move || standing.get().kind()>
                {move || standing.get().label()}
            </span>
        </div>
        <div class="invitation-facts">
            <p>{devices}</p>
            {mail.map(|mail| view! { <MailLine mail=mail /> })}
            <p>{expiry} <LocalTime at=ready.expires_at style=TimeStyle::Short /></p>
        </div>
    }
}

/// On what the link is used, and since when.
fn device_facts(claimed: Vec<ClaimedDevice>) -> AnyView {
    if claimed.is_empty() {
        return "Not opened yet".into_any();
    }
    let device = |(index, device): (usize, ClaimedDevice)| {
        let lead = if index == 0 { "In use on " } else { ", on " };
        view! {
            {format!("{lead}{} since ", device_name(&device.user_agent))}
            <LocalTime at=device.claimed_at style=TimeStyle::Short />
        }
    };
    claimed.into_iter().enumerate().map(device).collect_view().into_any()
}

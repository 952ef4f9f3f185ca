//! Claiming a link: the first device that proves the invited address has it.

use domain::audit::{AuditAct, AuditField};
use domain::invitation::{DeviceStanding, Settlement};
use domain::live::RoomEvent;
use domain::{InvitationId, Refusal, Timestamp};

use super::standing::{Proofs, Standing};
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::Outcome;
use crate::invitation::queries::{self, ClaimingDevice, StoredInvitation};
use crate::invitation::refused_tries;
use crate::live::events;
use crate::secrets;

/// What has been shown by whoever claims a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// They know the invited address, or are signed in with it.
    Address,
    /// They read its mailbox.
    Mailbox,
}

/// Claims the link for the caller's device unless it has it already. Answers the device's secret, for its
/// cookie, when it was claimed now. The caller has been let through by `admit`.
pub async fn claim_if_free(
    connection: &mut Connection,
    proofs: &Proofs,
    standing: &Standing,
    now: Timestamp,
) -> Outcome<Option<String>> {
    match &standing.invitation {
        Some(stored) if standing.device == DeviceStanding::Free => {
            claim(connection, proofs, stored, Proof::Address, now).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// Gives the link's next place to the caller's device. The table's key lets one of two through who come at
/// once. Whatever the guest has asked the hosts for is answered by that.
pub async fn claim(
    connection: &mut Connection,
    proofs: &Proofs,
    stored: &StoredInvitation,
    proof: Proof,
    now: Timestamp,
) -> Outcome<String> {
    let invitation = stored.invitation.id;
    let (device, device_hash) = device(proofs, invitation);
    let claiming = ClaimingDevice {
        place: queries::count_devices(connection, invitation).await?,
        device_hash: &device_hash,
        user_agent: &proofs.caller.user_agent,
        mailbox_proven_at: (proof == Proof::Mailbox).then_some(now),
    };
    if !queries::insert_device(connection, invitation, claiming, now).await? {
        return Err(Refusal::UsedOnOtherDevice { may_move_here: false }.into());
    }
    queries::update_claimed(connection, invitation).await?;
    refused_tries::settle(connection, invitation, Settlement::Claimed).await?;
    let note = Note::of(AuditAct::LinkClaimed).about_guest(&stored.invitation);
    let note = note.with(AuditField::MailboxProven, proof == Proof::Mailbox);
    audit::note(connection, &By::guest(&stored.invitation, &proofs.caller), note, now).await?;
    let event = RoomEvent::InvitationNoted { invitation };
    events::append(connection, stored.invitation.room, &event, now).await?;
    Ok(device)
}

/// The secret by which the caller's device is known, made now if it has none, and the hash under which this invitation
/// knows it.
pub fn device(proofs: &Proofs, invitation: InvitationId) -> (String, String) {
    let device = device_secret(proofs);
    let device_hash = proofs.key.device_hash(invitation, &device);
    (device, device_hash)
}

/// The secret by which the caller's device is known, made now if it has none.
pub fn device_secret(proofs: &Proofs) -> String {
    // A secret that somebody made up would be guessed.
    let known = proofs.caller.device.clone().filter(|device| secrets::is_cookie_secret(device));
    known.unwrap_or_else(secrets::cookie_secret)
}

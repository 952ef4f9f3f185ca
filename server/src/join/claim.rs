//! Claiming a link: the first device that proves the invited address has it.

use domain::invitation::{DeviceStanding, Settlement};
use domain::link_policy::Tries;
use domain::{InvitationId, Refusal, Timestamp};

use super::standing::{Proofs, Standing};
use crate::db::Connection;
use crate::failure::Outcome;
use crate::invitation::{queries, refused_tries};
use crate::secrets;

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
            claim(connection, proofs, stored.invitation.id, now).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// Gives the link's next place to the caller's device. The table's key lets one of two through who come at
/// once.
pub async fn claim(
    connection: &mut Connection,
    proofs: &Proofs,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<String> {
    // A secret that somebody made up would be guessed.
    let known = proofs.caller.device.clone().filter(|device| secrets::is_cookie_secret(device));
    let device = known.unwrap_or_else(secrets::cookie_secret);
    let device_hash = proofs.key.device_hash(invitation, &device);
    let place = queries::count_devices(connection, invitation).await?;
    let user_agent = &proofs.caller.user_agent;
    if !queries::insert_device(connection, invitation, place, &device_hash, user_agent, now).await? {
        return Err(Refusal::UsedOnOtherDevice { may_move_here: false }.into());
    }
    queries::update_tries(connection, invitation, Tries::default()).await?;
    refused_tries::settle(connection, invitation, Settlement::Claimed).await?;
    Ok(device)
}

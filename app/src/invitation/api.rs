//! Inviting people, and what becomes of their invitations.

use domain::mail::{MailKind, MailState};
use domain::people::Suggestions;
use domain::{EmailAddress, InvitationId, Language, PersonName, Role, RoomId, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// What to do when the address is invited already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfInvited {
    /// Answer with [`AppError::AlreadyInvited`].
    #[default]
    Ask,
    /// Give the existing invitation this name and this type; its link stays.
    Update,
}

/// What the *Invite users* window holds, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteRequest {
    pub room: RoomId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
    pub if_invited: IfInvited,
    /// *Send link via email*.
    #[serde(default)]
    pub send_mail: bool,
    /// What the guest is written to in; `None` keeps what is there, which is English at first.
    #[serde(default)]
    pub language: Option<Language>,
}

/// An invitation with its link, ready to be copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationReady {
    pub id: InvitationId,
    pub email: EmailAddress,
    pub name: PersonName,
    pub role: Role,
    /// What the guest is written to in.
    #[serde(default)]
    pub language: Language,
    /// The whole URL; empty in the list of hosts who may not invite.
    pub link: String,
    pub expires_at: Timestamp,
}

/// An invitation in the hosts' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationSummary {
    pub ready: InvitationReady,
    pub removed: bool,
    pub invited_at: Timestamp,
    /// The last mail for it, if any.
    pub mail: Option<MailSummary>,
    /// When its link was claimed on the device or devices that use it, latest first.
    pub devices: Vec<ClaimedDevice>,
}

/// How the last mail for an invitation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSummary {
    pub kind: MailKind,
    pub state: MailState,
    /// When it was queued, or, once it is settled, sent or given up.
    pub at: Timestamp,
    /// When it is tried again, after a try that has failed.
    pub next_try: Option<Timestamp>,
    /// Why the last try failed.
    pub problem: Option<String>,
}

/// A device that uses a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedDevice {
    pub user_agent: String,
    pub claimed_at: Timestamp,
}

/// People whose address or name begins with `query`.
#[server(endpoint = "people/suggest")]
pub async fn suggest_people(room: Option<RoomId>, query: String) -> Result<Suggestions, AppError> {
    crate::backend::call(async |backend, caller| backend.suggest_people(&caller, room, &query).await).await
}

/// Makes an invitation and its link.
#[server(endpoint = "invitations/invite", input = Json)]
pub async fn invite(request: InviteRequest) -> Result<InvitationReady, AppError> {
    crate::backend::call(async |backend, caller| backend.invite(&caller, request).await).await
}

/// The invitations of a room, latest first.
#[server(endpoint = "invitations/list")]
pub async fn list_invitations(room: RoomId) -> Result<Vec<InvitationSummary>, AppError> {
    crate::backend::call(async |backend, caller| backend.list_invitations(&caller, room).await).await
}

/// Removes an invitation; its guest is shut out at once.
#[server(endpoint = "invitations/remove")]
pub async fn remove_invitation(invitation: InvitationId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.remove_invitation(&caller, invitation).await).await
}

/// Takes a removal back.
#[server(endpoint = "invitations/restore")]
pub async fn restore_invitation(invitation: InvitationId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.restore_invitation(&caller, invitation).await).await
}

/// Replaces the link by a new one.
#[server(endpoint = "invitations/new-link")]
pub async fn new_link(invitation: InvitationId) -> Result<InvitationReady, AppError> {
    crate::backend::call(async |backend, caller| backend.new_link(&caller, invitation).await).await
}

/// Sends the link by mail, or sends it again.
#[server(endpoint = "invitations/send-mail")]
pub async fn send_link(invitation: InvitationId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.send_link(&caller, invitation).await).await
}

/// Lets the link be used on another device.
#[server(endpoint = "invitations/release-device")]
pub async fn release_device(invitation: InvitationId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.release_device(&caller, invitation).await).await
}

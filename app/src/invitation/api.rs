//! Inviting people, and what becomes of their invitations.

use domain::invitation::{
    ActDenied, FilterCounts, InvitationAct, InvitationState, ListView, RefusedTry, RequestAnswer, Standing,
    StandingFacts,
};
use domain::mail::{MailKind, MailProblem, MailState};
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
    pub state: InvitationState,
    pub invited_at: Timestamp,
    /// Since when the guest asks for a new link, if they do.
    pub link_requested_at: Option<Timestamp>,
    /// Since when the guest says that they will not come, if they do.
    pub declined_at: Option<Timestamp>,
    /// The last mail for it, if any.
    pub mail: Option<MailSummary>,
    /// When its link was claimed on the device or devices that use it, latest first.
    pub devices: Vec<ClaimedDevice>,
    /// When the guest was last in the room, or has claimed the link.
    pub last_seen_at: Option<Timestamp>,
    pub is_inside: bool,
    /// By cause.
    pub refused_tries: Vec<RefusedTry>,
}

impl InvitationSummary {
    pub fn standing(&self, now: Timestamp) -> Standing {
        let facts = StandingFacts {
            state: self.state,
            expires_at: self.ready.expires_at,
            has_declined: self.declined_at.is_some(),
            is_in_use: !self.devices.is_empty(),
        };
        Standing::of(facts, now)
    }
}

/// Some of a room's invitations, as they were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPage {
    /// At most [`domain::invitation::MOST_LISTED`].
    pub rows: Vec<InvitationSummary>,
    /// How many each filter keeps of those that are found.
    pub counts: FilterCounts,
    /// All that the room has.
    pub total: u32,
    pub server_now: Timestamp,
}

/// What has become of one of the invitations that something was done about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActResult {
    pub invitation: InvitationId,
    /// Whether it has changed by it.
    pub outcome: Result<bool, AppError>,
    /// The type that the guest had before, where another has been given or the guest has been removed.
    #[serde(default)]
    pub old_type: Option<Role>,
}

/// What an answered request has led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestAnswered {
    /// A new link is on its way by mail.
    Mailed,
    /// A new link, for the host to hand on.
    LinkMade(Box<InvitationReady>),
    /// The guest asks no more.
    Dismissed,
    /// Somebody else has answered before.
    TooLate,
}

impl From<ActDenied> for AppError {
    fn from(denied: ActDenied) -> Self {
        match denied {
            ActDenied::Refused(refusal) => Self::Refused(refusal),
            ActDenied::Invite(denied) => Self::InviteDenied(denied),
            ActDenied::End(denied) => Self::field("until", denied),
        }
    }
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
    pub problem: Option<MailProblem>,
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

/// Invitations of a room: those that `view` shows, from the one at `offset` on.
#[server(endpoint = "invitations/list")]
pub async fn list_invitations(
    room: RoomId,
    #[server(default)] view: ListView,
    #[server(default)] offset: u32,
) -> Result<InvitationPage, AppError> {
    crate::backend::call(async |backend, caller| backend.list_invitations(&caller, room, view, offset).await)
        .await
}

/// All invitations that `view` shows, in its order.
#[server(endpoint = "invitations/list-matching")]
pub async fn list_matching(
    room: RoomId,
    #[server(default)] view: ListView,
) -> Result<Vec<InvitationId>, AppError> {
    crate::backend::call(async |backend, caller| backend.list_matching(&caller, room, view).await).await
}

/// Does the same about many invitations, at most [`domain::invitation::MOST_AT_ONCE`], and tells what has become of each.
#[server(endpoint = "invitations/act", input = Json)]
pub async fn act_on_invitations(
    room: RoomId,
    invitations: Vec<InvitationId>,
    act: InvitationAct,
) -> Result<Vec<ActResult>, AppError> {
    crate::backend::call(async |backend, caller| {
        backend.act_on_invitations(&caller, room, invitations, act).await
    })
    .await
}

/// Gives an invitation another address, and a new link with it.
#[server(endpoint = "invitations/change-address")]
pub async fn change_address(invitation: InvitationId, email: String) -> Result<InvitationReady, AppError> {
    crate::backend::call(async |backend, caller| backend.change_address(&caller, invitation, &email).await)
        .await
}

/// Answers a guest who asks for a new link.
#[server(endpoint = "invitations/answer-request", input = Json)]
pub async fn answer_request(
    invitation: InvitationId,
    answer: RequestAnswer,
) -> Result<RequestAnswered, AppError> {
    crate::backend::call(async |backend, caller| backend.answer_request(&caller, invitation, answer).await)
        .await
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

//! What the pages ask about invitations, one by one and by lists.

use async_trait::async_trait;
use domain::invitation::{InvitationAct, ListView, RequestAnswer};
use domain::invite_many::{GivenRow, RowState};
use domain::{BatchId, InvitationId, Role, RoomId};

use super::{Answer, Caller};
use crate::invitation::api::{ActResult, InvitationPage, InvitationReady, InviteRequest, RequestAnswered};
use crate::invitation::many::api::{BatchOrder, BatchSummary, KnownRow, Results, Standing};

#[async_trait]
pub trait Invitations {
    async fn invite(&self, caller: &Caller, request: InviteRequest) -> Answer<InvitationReady>;
    /// Reads only.
    async fn list_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        view: ListView,
        offset: u32,
    ) -> Answer<InvitationPage>;
    /// Reads only.
    async fn list_matching(&self, caller: &Caller, room: RoomId, view: ListView)
    -> Answer<Vec<InvitationId>>;
    async fn act_on_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        invitations: Vec<InvitationId>,
        act: InvitationAct,
    ) -> Answer<Vec<ActResult>>;
    /// Makes the old link dead and answers with the new one.
    async fn change_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        email: &str,
    ) -> Answer<InvitationReady>;
    async fn answer_request(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        answer: RequestAnswer,
    ) -> Answer<RequestAnswered>;
    async fn remove_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    async fn restore_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    /// Makes the old link dead and answers with the new one.
    async fn new_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<InvitationReady>;
    /// Sends the link by mail, or sends it again.
    async fn send_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    /// Lets the link be used on another device; the present one is shut out.
    async fn release_device(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
}

/// Lists of people who are invited together.
#[async_trait]
pub trait Batches {
    /// Reads only.
    async fn read_list(
        &self,
        caller: &Caller,
        room: RoomId,
        text: String,
        role: Role,
    ) -> Answer<Vec<KnownRow>>;
    /// Reads only.
    async fn find_standings(
        &self,
        caller: &Caller,
        room: RoomId,
        addresses: Vec<String>,
    ) -> Answer<Vec<Standing>>;
    async fn begin_batch(&self, caller: &Caller, order: BatchOrder) -> Answer<()>;
    async fn add_rows(&self, caller: &Caller, batch: BatchId, from: u32, rows: Vec<GivenRow>) -> Answer<()>;
    async fn start_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()>;
    async fn cancel_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()>;
    /// Reads only, as the others below.
    async fn list_batches(&self, caller: &Caller, room: RoomId) -> Answer<Vec<BatchSummary>>;
    async fn find_batch(&self, caller: &Caller, room: RoomId, batch: BatchId) -> Answer<BatchSummary>;
    async fn list_results(
        &self,
        caller: &Caller,
        batch: BatchId,
        state: Option<RowState>,
        after: Option<u32>,
    ) -> Answer<Results>;
    async fn list_uninvited(&self, caller: &Caller, batch: BatchId) -> Answer<Vec<KnownRow>>;
}

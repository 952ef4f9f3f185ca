//! Hands on what is asked about invitations, one by one and by lists.

use app::backend::{Answer, Batches, Caller, Invitations};
use app::invitation::api::{ActResult, InvitationPage, InvitationReady, InviteRequest, RequestAnswered};
use app::invitation::many::api::{BatchOrder, BatchSummary, KnownRow, Results, Standing};
use async_trait::async_trait;
use domain::invitation::{InvitationAct, ListView, RequestAnswer};
use domain::invite_many::{GivenRow, RowState};
use domain::{BatchId, InvitationId, Role, RoomId};

use crate::failure::to_answer;
use crate::invitation::{self, many};
use crate::site::Site;

#[async_trait]
impl Invitations for Site {
    async fn invite(&self, caller: &Caller, request: InviteRequest) -> Answer<InvitationReady> {
        to_answer(invitation::service::invite(self, caller, request).await)
    }

    async fn list_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        view: ListView,
        offset: u32,
    ) -> Answer<InvitationPage> {
        to_answer(invitation::list::list(self, caller, room, &view, offset).await)
    }

    async fn list_matching(
        &self,
        caller: &Caller,
        room: RoomId,
        view: ListView,
    ) -> Answer<Vec<InvitationId>> {
        to_answer(invitation::list::list_matching(self, caller, room, &view).await)
    }

    async fn act_on_invitations(
        &self,
        caller: &Caller,
        room: RoomId,
        invitations: Vec<InvitationId>,
        act: InvitationAct,
    ) -> Answer<Vec<ActResult>> {
        to_answer(invitation::act_on_many::act(self, caller, room, &invitations, act).await)
    }

    async fn change_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        email: &str,
    ) -> Answer<InvitationReady> {
        to_answer(invitation::answers::change_address(self, caller, invitation, email).await)
    }

    async fn answer_request(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        answer: RequestAnswer,
    ) -> Answer<RequestAnswered> {
        to_answer(invitation::answers::answer_request(self, caller, invitation, answer).await)
    }

    async fn remove_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::Remove).await)
    }

    async fn restore_invitation(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::Restore).await)
    }

    async fn new_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<InvitationReady> {
        to_answer(invitation::acts::new_link(self, caller, invitation).await)
    }

    async fn send_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::SendLink).await)
    }

    async fn release_device(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(invitation::acts::act(self, caller, invitation, InvitationAct::ReleaseDevice).await)
    }
}

#[async_trait]
impl Batches for Site {
    async fn read_list(
        &self,
        caller: &Caller,
        room: RoomId,
        text: String,
        role: Role,
    ) -> Answer<Vec<KnownRow>> {
        to_answer(many::list::read(self, caller, room, text, role).await)
    }

    async fn find_standings(
        &self,
        caller: &Caller,
        room: RoomId,
        addresses: Vec<String>,
    ) -> Answer<Vec<Standing>> {
        to_answer(many::list::standings(self, caller, room, &addresses).await)
    }

    async fn begin_batch(&self, caller: &Caller, order: BatchOrder) -> Answer<()> {
        to_answer(many::service::begin(self, caller, order).await)
    }

    async fn add_rows(&self, caller: &Caller, batch: BatchId, from: u32, rows: Vec<GivenRow>) -> Answer<()> {
        to_answer(many::service::add(self, caller, batch, from, rows).await)
    }

    async fn start_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()> {
        to_answer(many::service::start(self, caller, batch).await)
    }

    async fn cancel_batch(&self, caller: &Caller, batch: BatchId) -> Answer<()> {
        to_answer(many::service::cancel(self, caller, batch).await)
    }

    async fn list_batches(&self, caller: &Caller, room: RoomId) -> Answer<Vec<BatchSummary>> {
        to_answer(many::results::list_batches(self, caller, room).await)
    }

    async fn find_batch(&self, caller: &Caller, room: RoomId, batch: BatchId) -> Answer<BatchSummary> {
        to_answer(many::results::find(self, caller, room, batch).await)
    }

    async fn list_results(
        &self,
        caller: &Caller,
        batch: BatchId,
        state: Option<RowState>,
        after: Option<u32>,
    ) -> Answer<Results> {
        to_answer(many::results::list(self, caller, batch, state, after).await)
    }

    async fn list_uninvited(&self, caller: &Caller, batch: BatchId) -> Answer<Vec<KnownRow>> {
        to_answer(many::list::uninvited(self, caller, batch).await)
    }
}

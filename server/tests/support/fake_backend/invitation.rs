//! What the fake answers about invitations, one by one and by lists.

use app::backend::{Answer, Batches, Caller, Invitations};
use app::error::AppError;
use app::invitation::api::{ActResult, InvitationPage, InvitationReady, InviteRequest, RequestAnswered};
use app::invitation::many::api::{BatchOrder, BatchSummary, KnownRow, Results, Standing};
use async_trait::async_trait;
use domain::invitation::{InvitationAct, ListView, RequestAnswer};
use domain::invite_many::{GivenRow, RowState};
use domain::{BatchId, InvitationId, Role, RoomId};

use super::FakeBackend;

#[async_trait]
impl Invitations for FakeBackend {
    async fn invite(&self, caller: &Caller, _: InviteRequest) -> Answer<InvitationReady> {
        self.note("invite", caller);
        Err(AppError::NotFound)
    }

    async fn list_invitations(
        &self,
        caller: &Caller,
        _: RoomId,
        _: ListView,
        _: u32,
    ) -> Answer<InvitationPage> {
        self.note("list_invitations", caller);
        Err(AppError::NotFound)
    }

    async fn list_matching(&self, caller: &Caller, _: RoomId, _: ListView) -> Answer<Vec<InvitationId>> {
        self.note("list_matching", caller);
        Ok(Vec::new())
    }

    async fn act_on_invitations(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Vec<InvitationId>,
        _: InvitationAct,
    ) -> Answer<Vec<ActResult>> {
        self.note("act_on_invitations", caller);
        Ok(Vec::new())
    }

    async fn change_address(&self, caller: &Caller, _: InvitationId, _: &str) -> Answer<InvitationReady> {
        self.note("change_address", caller);
        Err(AppError::NotFound)
    }

    async fn answer_request(
        &self,
        caller: &Caller,
        _: InvitationId,
        _: RequestAnswer,
    ) -> Answer<RequestAnswered> {
        self.note("answer_request", caller);
        Err(AppError::NotFound)
    }

    async fn remove_invitation(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("remove_invitation", caller);
        Ok(())
    }

    async fn restore_invitation(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("restore_invitation", caller);
        Ok(())
    }

    async fn new_link(&self, caller: &Caller, _: InvitationId) -> Answer<InvitationReady> {
        self.note("new_link", caller);
        Err(AppError::NotFound)
    }

    async fn send_link(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("send_link", caller);
        Ok(())
    }

    async fn release_device(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("release_device", caller);
        Ok(())
    }
}

#[async_trait]
impl Batches for FakeBackend {
    async fn read_list(&self, caller: &Caller, _: RoomId, _: String, _: Role) -> Answer<Vec<KnownRow>> {
        self.note("read_list", caller);
        Err(AppError::NotFound)
    }
    async fn find_standings(&self, caller: &Caller, _: RoomId, _: Vec<String>) -> Answer<Vec<Standing>> {
        self.note("find_standings", caller);
        Err(AppError::NotFound)
    }
    async fn begin_batch(&self, caller: &Caller, _: BatchOrder) -> Answer<()> {
        self.note("begin_batch", caller);
        Err(AppError::NotFound)
    }
    async fn add_rows(&self, caller: &Caller, _: BatchId, _: u32, _: Vec<GivenRow>) -> Answer<()> {
        self.note("add_rows", caller);
        Err(AppError::NotFound)
    }
    async fn start_batch(&self, caller: &Caller, _: BatchId) -> Answer<()> {
        self.note("start_batch", caller);
        Err(AppError::NotFound)
    }
    async fn cancel_batch(&self, caller: &Caller, _: BatchId) -> Answer<()> {
        self.note("cancel_batch", caller);
        Err(AppError::NotFound)
    }
    async fn list_batches(&self, caller: &Caller, _: RoomId) -> Answer<Vec<BatchSummary>> {
        self.note("list_batches", caller);
        Err(AppError::NotFound)
    }
    async fn find_batch(&self, caller: &Caller, _: RoomId, _: BatchId) -> Answer<BatchSummary> {
        self.note("find_batch", caller);
        Err(AppError::NotFound)
    }
    async fn list_results(
        &self,
        caller: &Caller,
        _: BatchId,
        _: Option<RowState>,
        _: Option<u32>,
    ) -> Answer<Results> {
        self.note("list_results", caller);
        Err(AppError::NotFound)
    }
    async fn list_uninvited(&self, caller: &Caller, _: BatchId) -> Answer<Vec<KnownRow>> {
        self.note("list_uninvited", caller);
        Err(AppError::NotFound)
    }
}

//! What the fake answers about invitations, one by one and by lists.

use app::backend::{Answer, Batches, Caller, Invitations};
use app::error::AppError;
use app::invitation::api::{ActResult, InvitationPage, InvitationReady, InviteRequest, RequestAnswered};
use app::invitation::many::api::{BatchOrder, BatchSummary, KnownRow, Results, Standing};
use async_trait::async_trait;
use domain::invitation::{FilterCounts, InvitationAct, ListView, RequestAnswer};
use domain::invite_many::{GivenRow, RowState};
use domain::{BatchId, InvitationId, PersonName, Role, RoomId};

use super::{Fake, NOW, in_minutes};

#[async_trait]
impl Invitations for Fake {
    async fn invite(&self, _: &Caller, request: InviteRequest) -> Answer<InvitationReady> {
        Ok(InvitationReady {
            id: InvitationId::from_bits(9),
            email: request
                .email
                .parse()
                .map_err(|problem: domain::EmailProblem| AppError::field("email", problem))?,
            name: PersonName::parse(&request.first_name, &request.last_name)
                .map_err(|(_, problem)| AppError::field("first_name", problem))?,
            role: request.role,
            language: request.language.unwrap_or_default(),
            link: "https://greenroom.example/i/0000000009-abcdefghijklmnopqrstuvwxyz".into(),
            expires_at: in_minutes(24 * 60),
        })
    }
    async fn list_invitations(&self, _: &Caller, _: RoomId, _: ListView, _: u32) -> Answer<InvitationPage> {
        self.signed_in()?;
        let total = u32::try_from(self.invitations.len()).unwrap_or(u32::MAX);
        let rows = self.invitations.clone();
        Ok(InvitationPage { rows, counts: FilterCounts::default(), total, server_now: NOW })
    }
    async fn list_matching(&self, _: &Caller, _: RoomId, _: ListView) -> Answer<Vec<InvitationId>> {
        self.signed_in()?;
        Ok(self.invitations.iter().map(|one| one.ready.id).collect())
    }
    async fn act_on_invitations(
        &self,
        _: &Caller,
        _: RoomId,
        _: Vec<InvitationId>,
        _: InvitationAct,
    ) -> Answer<Vec<ActResult>> {
        self.signed_in()?;
        Ok(Vec::new())
    }
    async fn change_address(&self, _: &Caller, _: InvitationId, _: &str) -> Answer<InvitationReady> {
        Err(AppError::NotFound)
    }
    async fn answer_request(&self, _: &Caller, _: InvitationId, _: RequestAnswer) -> Answer<RequestAnswered> {
        Err(AppError::NotFound)
    }
    async fn remove_invitation(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        self.signed_in()
    }
    async fn restore_invitation(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        self.signed_in()
    }
    async fn new_link(&self, _: &Caller, _: InvitationId) -> Answer<InvitationReady> {
        Err(AppError::NotFound)
    }
    async fn send_link(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        Ok(())
    }
    async fn release_device(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        self.signed_in()
    }
}

#[async_trait]
impl Batches for Fake {
    async fn read_list(&self, _: &Caller, _: RoomId, _: String, _: Role) -> Answer<Vec<KnownRow>> {
        Err(AppError::NotFound)
    }
    async fn find_standings(&self, _: &Caller, _: RoomId, _: Vec<String>) -> Answer<Vec<Standing>> {
        Err(AppError::NotFound)
    }
    async fn begin_batch(&self, _: &Caller, _: BatchOrder) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn add_rows(&self, _: &Caller, _: BatchId, _: u32, _: Vec<GivenRow>) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn start_batch(&self, _: &Caller, _: BatchId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn cancel_batch(&self, _: &Caller, _: BatchId) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn list_batches(&self, _: &Caller, _: RoomId) -> Answer<Vec<BatchSummary>> {
        Ok(Vec::new())
    }
    async fn find_batch(&self, _: &Caller, _: RoomId, _: BatchId) -> Answer<BatchSummary> {
        Err(AppError::NotFound)
    }
    async fn list_results(
        &self,
        _: &Caller,
        _: BatchId,
        _: Option<RowState>,
        _: Option<u32>,
    ) -> Answer<Results> {
        Err(AppError::NotFound)
    }
    async fn list_uninvited(&self, _: &Caller, _: BatchId) -> Answer<Vec<KnownRow>> {
        Err(AppError::NotFound)
    }
}

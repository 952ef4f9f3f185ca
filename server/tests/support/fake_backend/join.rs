//! What the fake answers about the lobby and the farewell.

use app::backend::{Answer, Caller, Joining, SetCookie};
use app::error::AppError;
use app::join::api::JoinPage;
use app::join::farewell::Farewell;
use async_trait::async_trait;
use domain::{InvitationId, RoomId};

use super::FakeBackend;

#[async_trait]
impl Joining for FakeBackend {
    async fn find_visit(&self, caller: &Caller, _: InvitationId) -> Answer<JoinPage> {
        self.note("find_visit", caller);
        Err(AppError::NotFound)
    }

    async fn confirm_address(
        &self,
        caller: &Caller,
        _: InvitationId,
        _: Option<&str>,
    ) -> Answer<Option<SetCookie>> {
        self.note("confirm_address", caller);
        Err(AppError::NotFound)
    }

    async fn move_link_here(&self, caller: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        self.note("move_link_here", caller);
        panic!("this question breaks the fake on purpose")
    }

    async fn send_code(&self, caller: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        self.note("send_code", caller);
        Err(AppError::NotFound)
    }

    async fn confirm_code(&self, caller: &Caller, _: InvitationId, _: &str) -> Answer<Option<SetCookie>> {
        self.note("confirm_code", caller);
        Err(AppError::NotFound)
    }

    async fn ask_for_link(&self, caller: &Caller, _: InvitationId) -> Answer<()> {
        self.note("ask_for_link", caller);
        Err(AppError::NotFound)
    }

    async fn decline(&self, caller: &Caller, _: InvitationId, _: bool) -> Answer<()> {
        self.note("decline", caller);
        Err(AppError::NotFound)
    }

    async fn find_farewell(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<Farewell>> {
        self.note("find_farewell", caller);
        Ok(None)
    }
}

//! What the fake answers about the lobby and the farewell.

use app::backend::{Answer, Caller, Joining, SetCookie};
use app::error::AppError;
use app::join::api::JoinPage;
use app::join::farewell::Farewell;
use async_trait::async_trait;
use domain::{InvitationId, RoomId};

use super::Fake;

#[async_trait]
impl Joining for Fake {
    async fn find_visit(&self, _: &Caller, _: InvitationId) -> Answer<JoinPage> {
        self.join.clone().ok_or(AppError::NotFound)
    }
    async fn confirm_address(
        &self,
        _: &Caller,
        _: InvitationId,
        _: Option<&str>,
    ) -> Answer<Option<SetCookie>> {
        Err(AppError::WrongAddress { tries_left: 4 })
    }
    async fn move_link_here(&self, _: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
    async fn send_code(&self, _: &Caller, _: InvitationId) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
    async fn confirm_code(&self, _: &Caller, _: InvitationId, _: &str) -> Answer<Option<SetCookie>> {
        Err(AppError::WrongCode { tries_left: 4 })
    }
    async fn ask_for_link(&self, _: &Caller, _: InvitationId) -> Answer<()> {
        Ok(())
    }
    async fn decline(&self, _: &Caller, _: InvitationId, _: bool) -> Answer<()> {
        Ok(())
    }
    async fn find_farewell(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<Farewell>> {
        Ok(self.farewell.clone())
    }
}

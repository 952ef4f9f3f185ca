//! Hands on what is asked about the lobby and the farewell.

use app::backend::{Answer, Caller, Joining, SetCookie};
use app::join::api::JoinPage;
use app::join::farewell::Farewell;
use async_trait::async_trait;
use domain::{InvitationId, RoomId};

use crate::failure::to_answer;
use crate::join;
use crate::site::Site;

#[async_trait]
impl Joining for Site {
    async fn find_visit(&self, caller: &Caller, invitation: InvitationId) -> Answer<JoinPage> {
        to_answer(join::service::find_visit(self, caller, invitation).await)
    }

    async fn confirm_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        address: Option<&str>,
    ) -> Answer<Option<SetCookie>> {
        to_answer(join::service::confirm_address(self, caller, invitation, address).await)
    }

    async fn move_link_here(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>> {
        to_answer(join::service::move_link_here(self, caller, invitation).await)
    }

    async fn send_code(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>> {
        to_answer(join::code::send(self, caller, invitation).await)
    }

    async fn confirm_code(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        code: &str,
    ) -> Answer<Option<SetCookie>> {
        to_answer(join::code::confirm(self, caller, invitation, code).await)
    }

    async fn ask_for_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()> {
        to_answer(join::reply::ask_for_link(self, caller, invitation).await)
    }

    async fn decline(&self, caller: &Caller, invitation: InvitationId, will_not_come: bool) -> Answer<()> {
        to_answer(join::reply::decline(self, caller, invitation, will_not_come).await)
    }

    async fn find_farewell(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<Farewell>> {
        to_answer(join::farewell::find(self, caller, room, invitation).await)
    }
}

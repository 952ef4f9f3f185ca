//! What the fake answers about a room from inside and its door.

use app::backend::{Answer, Caller, LiveRooms, SetCookie};
use app::error::AppError;
use app::room::api::{LiveRoom, OlderMessages};
use async_trait::async_trait;
use domain::chat::Channel;
use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::{CommandId, GuestLinkId, InvitationId, ParticipantId, Role, RoomId};

use super::Fake;

#[async_trait]
impl LiveRooms for Fake {
    async fn find_live_room(&self, _: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<LiveRoom> {
        self.live.clone().ok_or(AppError::NotFound)
    }
    async fn enter_room(&self, _: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
    async fn leave_room(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>> {
        Ok(None)
    }
    async fn run_command(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: CommandId,
        _: RoomCommand,
    ) -> Answer<Sequence> {
        Err(AppError::NotFound)
    }
    async fn list_older_messages(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: Channel,
        _: Sequence,
    ) -> Answer<OlderMessages> {
        Err(AppError::NotFound)
    }
    async fn change_role(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
        _: Role,
    ) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn remove_participant(
        &self,
        _: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
    ) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn knock(&self, _: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<Option<SetCookie>> {
        Ok(None)
    }
}

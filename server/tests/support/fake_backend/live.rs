//! What the fake answers about a room from inside and its door.

use app::backend::{Answer, Caller, LiveRooms, SetCookie};
use app::error::AppError;
use app::room::api::{LiveRoom, OlderMessages};
use async_trait::async_trait;
use domain::chat::Channel;
use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::{CommandId, GuestLinkId, InvitationId, ParticipantId, Role, RoomId};

use super::FakeBackend;

#[async_trait]
impl LiveRooms for FakeBackend {
    async fn find_live_room(&self, caller: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<LiveRoom> {
        self.note("find_live_room", caller);
        Err(AppError::NotFound)
    }

    async fn enter_room(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>> {
        self.note("enter_room", caller);
        Ok(None)
    }

    async fn leave_room(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>> {
        self.note("leave_room", caller);
        Ok(None)
    }

    async fn run_command(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: CommandId,
        _: RoomCommand,
    ) -> Answer<Sequence> {
        self.note("run_command", caller);
        Ok(1)
    }

    async fn list_older_messages(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: Channel,
        _: Sequence,
    ) -> Answer<OlderMessages> {
        self.note("list_older_messages", caller);
        Err(AppError::NotFound)
    }

    async fn change_role(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
        _: Role,
    ) -> Answer<()> {
        self.note("change_role", caller);
        Ok(())
    }

    async fn remove_participant(
        &self,
        caller: &Caller,
        _: RoomId,
        _: Option<InvitationId>,
        _: ParticipantId,
    ) -> Answer<()> {
        self.note("remove_participant", caller);
        Ok(())
    }

    async fn knock(&self, caller: &Caller, _: RoomId, _: Option<InvitationId>) -> Answer<Option<SetCookie>> {
        self.note("knock", caller);
        Ok(None)
    }
}

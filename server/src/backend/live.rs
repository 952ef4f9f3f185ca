//! Hands on what is asked about a room from inside and its door.

use app::backend::{Answer, Caller, LiveRooms, SetCookie};
use app::room::api::{LiveRoom, OlderMessages};
use async_trait::async_trait;
use domain::chat::Channel;
use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::{CommandId, GuestLinkId, InvitationId, ParticipantId, Role, RoomId};

use crate::failure::to_answer;
use crate::live::{chat, commands, lock, participants};
use crate::site::Site;

#[async_trait]
impl LiveRooms for Site {
    async fn find_live_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<LiveRoom> {
        to_answer(participants::service::find_live_room(self, caller, room, invitation).await)
    }

    async fn enter_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>> {
        to_answer(participants::service::enter(self, caller, room, invitation).await)
    }

    async fn leave_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>> {
        to_answer(participants::service::leave(self, caller, room, invitation).await)
    }

    async fn run_command(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        id: CommandId,
        command: RoomCommand,
    ) -> Answer<Sequence> {
        to_answer(commands::service::run(self, caller, room, invitation, id, command).await)
    }

    async fn list_older_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        channel: Channel,
        before: Sequence,
    ) -> Answer<OlderMessages> {
        to_answer(chat::service::list_older(self, caller, (room, invitation), channel, before).await)
    }

    async fn change_role(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
        role: Role,
    ) -> Answer<()> {
        let place = (room, invitation);
        to_answer(participants::service::change_role(self, caller, place, participant, role).await)
    }

    async fn remove_participant(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
    ) -> Answer<()> {
        to_answer(participants::service::remove(self, caller, (room, invitation), participant).await)
    }

    async fn knock(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>> {
        to_answer(lock::knock::knock(self, caller, room, invitation).await)
    }
}

//! What the pages ask about a room from inside and its door.

use async_trait::async_trait;
use domain::chat::Channel;
use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::{CommandId, GuestLinkId, InvitationId, ParticipantId, Role, RoomId};

use super::{Answer, Caller, SetCookie};
use crate::room::api::{LiveRoom, OlderMessages};

#[async_trait]
pub trait LiveRooms {
    async fn find_live_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<LiveRoom>;
    /// Goes in, or comes back in. Somebody let in by their sign-in claims their link on the way.
    async fn enter_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>>;
    /// Answers the guest link that the caller came by, if any.
    async fn leave_room(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<GuestLinkId>>;
    /// Carries out a command once, however often it is sent.
    async fn run_command(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        id: CommandId,
        command: RoomCommand,
    ) -> Answer<Sequence>;
    /// Reads only.
    async fn list_older_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        channel: Channel,
        before: Sequence,
    ) -> Answer<OlderMessages>;
    async fn change_role(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
        role: Role,
    ) -> Answer<()>;
    async fn remove_participant(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
        participant: ParticipantId,
    ) -> Answer<()>;
    /// Waits at the door of a locked room. Somebody proven by their sign-in claims their link on the way.
    async fn knock(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<SetCookie>>;
}

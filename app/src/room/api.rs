//! Inside the room.

use domain::chat::{Channel, Message};
use domain::command::RoomCommand;
use domain::live::{RoomState, Sequence};
use domain::room::{RoomAct, may};
use domain::session::Session;
use domain::{
    Admission, CommandId, HostKind, InvitationId, ParticipantId, Role, RoomId, Settings, Timestamp,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;
use crate::join::farewell::Farewell;

/// A room from inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveRoom {
    /// What the door says of me now; all else is there only when it lets me in.
    pub admission: Admission,
    pub inside: Option<Inside>,
    /// What the hosts tell all who wait, when I am one of them.
    pub message: Option<String>,
    /// The invitation I come with, if any.
    pub invitation: Option<InvitationId>,
    pub session: Session,
    /// The last event this answer holds.
    pub sequence: i64,
    pub server_now: Timestamp,
}

/// What somebody inside sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    pub state: RoomState,
    pub host: Option<HostKind>,
    /// The site's settings, for hosts; lists of domains are left out.
    pub settings: Option<Settings>,
}

impl Inside {
    /// Me; `None` until I have entered.
    pub const fn me(&self) -> Option<ParticipantId> {
        self.state.me
    }

    /// What is said to me when the session is over; `session` is how it has ended, when the state does not know.
    pub fn farewell(&self, session: Option<Session>) -> Option<Farewell> {
        self.me()?;
        let session = session.unwrap_or(self.state.session);
        let is_host = may(self.host, RoomAct::Host).is_ok();
        Farewell::of(&self.state.details.title, &session, is_host)
    }
}

/// The room from inside. Reads only.
#[server(endpoint = "room/find")]
pub async fn find_live_room(room: RoomId, invitation: Option<InvitationId>) -> Result<LiveRoom, AppError> {
    let live_room =
        crate::backend::call(async |backend, caller| backend.find_live_room(&caller, room, invitation).await)
            .await?;
    if let Admission::Refused(refusal) = live_room.admission {
        crate::backend::set_page_status(crate::error::refusal_status(refusal));
    }
    Ok(live_room)
}

/// Messages from further back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OlderMessages {
    /// In the order they were posted.
    pub messages: Vec<Message>,
    pub has_older: bool,
}

/// Does something inside the room, once, however often it is sent with this `id`. Answers the last event of the
/// room that it has led to.
#[server(endpoint = "room/command", input = Json)]
pub async fn run_command(
    room: RoomId,
    invitation: Option<InvitationId>,
    id: CommandId,
    command: RoomCommand,
) -> Result<Sequence, AppError> {
    crate::backend::call(async |backend, caller| {
        backend.run_command(&caller, room, invitation, id, command).await
    })
    .await
}

/// The messages before this one. Reads only.
#[server(endpoint = "room/older-messages", input = Json)]
pub async fn list_older_messages(
    room: RoomId,
    invitation: Option<InvitationId>,
    channel: Channel,
    before: Sequence,
) -> Result<OlderMessages, AppError> {
    crate::backend::call(async |backend, caller| {
        backend.list_older_messages(&caller, room, invitation, channel, before).await
    })
    .await
}

/// Goes in, or comes back in.
#[server(endpoint = "room/enter")]
pub async fn enter_room(room: RoomId, invitation: Option<InvitationId>) -> Result<(), AppError> {
    let cookie =
        crate::backend::call(async |backend, caller| backend.enter_room(&caller, room, invitation).await)
            .await?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(&crate::routes::live_room(room, invitation));
    Ok(())
}

/// Leaves; the way back in stays open.
#[server(endpoint = "room/leave")]
pub async fn leave_room(room: RoomId, invitation: Option<InvitationId>) -> Result<(), AppError> {
    let guest_link =
        crate::backend::call(async |backend, caller| backend.leave_room(&caller, room, invitation).await)
            .await?;
    leptos_axum::redirect(&crate::routes::after_leaving(room, invitation, guest_link));
    Ok(())
}

/// Gives somebody inside another role, which acts at once.
#[server(endpoint = "room/change-role")]
pub async fn change_role(
    room: RoomId,
    invitation: Option<InvitationId>,
    participant: ParticipantId,
    role: Role,
) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| {
        backend.change_role(&caller, room, invitation, participant, role).await
    })
    .await
}

/// Removes somebody; their link stays dead.
#[server(endpoint = "room/remove")]
pub async fn remove_participant(
    room: RoomId,
    invitation: Option<InvitationId>,
    participant: ParticipantId,
) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| {
        backend.remove_participant(&caller, room, invitation, participant).await
    })
    .await
}

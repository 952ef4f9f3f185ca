//! Inside the room.

use domain::live::RoomState;
use domain::session::Session;
use domain::{Admission, HostKind, InvitationId, ParticipantId, Role, RoomId, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::json::Json;

/// A room from inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveRoom {
    /// What the door says of me now; all else is there only when it lets me in.
    pub admission: Admission,
    pub inside: Option<Inside>,
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
    /// Me; `None` until I have entered.
    pub me: Option<ParticipantId>,
    pub host: Option<HostKind>,
}

/// The room from inside. Reads only.
#[server(endpoint = "room/find", output = Json)]
pub async fn find_live_room(room: RoomId, invitation: Option<InvitationId>) -> Result<LiveRoom, AppError> {
    let live_room =
        crate::backend::call(async |backend, caller| backend.find_live_room(&caller, room, invitation).await)
            .await?;
    if let Admission::Refused(refusal) = live_room.admission {
        crate::backend::set_page_status(crate::error::refusal_status(refusal));
    }
    Ok(live_room)
}

/// Goes in, or comes back in.
#[server(endpoint = "room/enter", output = Json)]
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
#[server(endpoint = "room/leave", output = Json)]
pub async fn leave_room(room: RoomId, invitation: Option<InvitationId>) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.leave_room(&caller, room, invitation).await).await?;
    leptos_axum::redirect(&crate::routes::after_leaving(room, invitation));
    Ok(())
}

/// Gives somebody inside another role, which acts at once.
#[server(endpoint = "room/change-role", output = Json)]
pub async fn change_role(room: RoomId, participant: ParticipantId, role: Role) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.change_role(&caller, room, participant, role).await)
        .await
}

/// Removes somebody; their link stays dead.
#[server(endpoint = "room/remove", output = Json)]
pub async fn remove_participant(room: RoomId, participant: ParticipantId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.remove_participant(&caller, room, participant).await)
        .await
}

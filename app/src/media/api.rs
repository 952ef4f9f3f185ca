//! Rooms: the lists, the media page, the form, and the session's schedule.

use domain::lobby::Lobby;
use domain::lock::LockStanding;
use domain::people::PersonSuggestion;
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::{ApplicationRole, HostKind, Language, Role, RoomId, Settings, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// A room in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomCard {
    pub id: RoomId,
    pub title: String,
    pub speakers: Vec<String>,
    pub session: Session,
    /// How I am its host, if I am.
    pub host: Option<HostKind>,
    /// The role I am invited with, if I am.
    pub invited_as: Option<Role>,
}

/// The rooms I have and the rooms I may see, each by start, soonest first; ended ones last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomList {
    pub mine: Vec<RoomCard>,
    pub visible: Vec<RoomCard>,
    pub may_create: bool,
    pub server_now: Timestamp,
}

/// A host of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    pub person: PersonSuggestion,
    pub kind: HostKind,
}

/// A room's media page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomPage {
    pub id: RoomId,
    pub details: RoomDetails,
    pub session: Session,
    /// When it has been deleted; only those who may restore it still see it.
    pub deleted_at: Option<Timestamp>,
    pub host: Option<HostKind>,
    /// My own invitation, when I am its guest and no host.
    pub invitation: Option<domain::InvitationId>,
    pub application_role: ApplicationRole,
    /// The site's settings; lists of domains are left out.
    pub settings: Settings,
    /// The languages that a mail template is configured in.
    pub mail_languages: Vec<Language>,
    /// Whether mails leave this site: without a mail server each is kept as a file, and reaches nobody.
    pub mails_leave: bool,
    /// Who waits for the start; nobody for others than hosts.
    pub lobby: Lobby,
    /// What the room's lock says to me.
    pub lock: LockStanding,
    /// All hosts; empty for others than hosts.
    pub hosts: Vec<Host>,
    /// There is something to report to hosts.
    pub has_report: bool,
    /// So many guests ask for a new link; none for others than hosts.
    pub link_requests: u32,
    pub server_now: Timestamp,
    /// The last event this page holds.
    pub sequence: i64,
    /// How often the site's policy had changed by then: logs of old rooms do not tell.
    pub changes: i64,
    /// What a form filled in from this page sends back.
    pub version: i64,
    /// The schedule in the room's own time zone, as the form's inputs want it (`2026-11-22T18:30`).
    pub starts_local: String,
    pub ends_local: String,
}

impl RoomPage {
    /// Mails with links can be written.
    pub const fn can_mail(&self) -> bool {
        !self.mail_languages.is_empty()
    }
}

/// What the form for a room holds, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomForm {
    /// The room to change; `None` makes a new one.
    pub room: Option<RoomId>,
    /// The version of the room that the form was filled in from: who has changed it since is not overwritten.
    pub version: Option<i64>,
    pub title: String,
    pub description: String,
    /// One a line.
    pub speakers: String,
    /// Local to `time_zone`, as in `2026-11-22T18:30`.
    pub starts: String,
    pub ends: String,
    pub time_zone: String,
    pub collaboration: bool,
    pub audience: Audience,
    /// Co-owners, co-editors and co-publishers; who makes the room is its owner.
    pub hosts: Vec<(domain::PersonId, HostKind)>,
}

/// My rooms and the rooms I may see.
#[server(endpoint = "rooms/list")]
pub async fn list_rooms() -> Result<RoomList, AppError> {
    crate::backend::call(async |backend, caller| backend.list_rooms(&caller).await).await
}

/// A room's media page.
#[server(endpoint = "rooms/find")]
pub async fn find_room(room: RoomId) -> Result<RoomPage, AppError> {
    crate::backend::call(async |backend, caller| backend.find_room(&caller, room).await).await
}

/// Creates or changes a room.
#[server(endpoint = "rooms/save", input = Json)]
pub async fn save_room(form: RoomForm) -> Result<RoomId, AppError> {
    crate::backend::call(async |backend, caller| backend.save_room(&caller, form).await).await
}

/// Deletes a room; everybody who waits or is inside learns it at once.
#[server(endpoint = "rooms/delete")]
pub async fn delete_room(room: RoomId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.delete_room(&caller, room).await).await
}

/// Takes a deletion back.
#[server(endpoint = "rooms/restore")]
pub async fn restore_room(room: RoomId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.restore_room(&caller, room).await).await
}

/// Opens the session now.
#[server(endpoint = "sessions/open")]
pub async fn open_session(room: RoomId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.open_session(&caller, room).await).await
}

/// Ends the session now.
#[server(endpoint = "sessions/end")]
pub async fn end_session(room: RoomId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.end_session(&caller, room).await).await
}

/// Moves, extends or repeats the session.
#[server(endpoint = "sessions/reschedule")]
pub async fn reschedule_session(
    room: RoomId,
    starts: String,
    ends: String,
    time_zone: String,
) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| {
        backend.reschedule_session(&caller, room, &starts, &ends, &time_zone).await
    })
    .await
}

/// The time zones a schedule may be made in.
#[server(endpoint = "rooms/time-zones")]
pub async fn list_time_zones() -> Result<Vec<String>, AppError> {
    crate::backend::call(async |backend, _| backend.list_time_zones().await).await
}

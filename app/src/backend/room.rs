//! What the pages ask about rooms and their sessions.

use async_trait::async_trait;
use domain::RoomId;

use super::{Answer, Caller};
use crate::media::api::{RoomForm, RoomList, RoomPage};

#[async_trait]
pub trait Rooms {
    async fn list_rooms(&self, caller: &Caller) -> Answer<RoomList>;
    async fn find_room(&self, caller: &Caller, room: RoomId) -> Answer<RoomPage>;
    /// Creates the room, or changes it when the form names one.
    async fn save_room(&self, caller: &Caller, form: RoomForm) -> Answer<RoomId>;
    async fn delete_room(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    async fn restore_room(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    async fn open_session(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    async fn end_session(&self, caller: &Caller, room: RoomId) -> Answer<()>;
    /// Both times are local to `time_zone`, as in `2026-11-22T18:30`.
    async fn reschedule_session(
        &self,
        caller: &Caller,
        room: RoomId,
        starts: &str,
        ends: &str,
        time_zone: &str,
    ) -> Answer<()>;
    /// The time zones a schedule may be made in.
    async fn list_time_zones(&self) -> Answer<Vec<String>>;
}

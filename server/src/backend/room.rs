//! Hands on what is asked about rooms and their sessions.

use app::backend::{Answer, Caller, Rooms};
use app::media::api::{RoomForm, RoomList, RoomPage};
use async_trait::async_trait;
use domain::RoomId;

use crate::failure::to_answer;
use crate::room;
use crate::site::Site;

#[async_trait]
impl Rooms for Site {
    async fn list_rooms(&self, caller: &Caller) -> Answer<RoomList> {
        to_answer(room::service::list(self, caller).await)
    }

    async fn find_room(&self, caller: &Caller, room: RoomId) -> Answer<RoomPage> {
        to_answer(room::service::find(self, caller, room).await)
    }

    async fn save_room(&self, caller: &Caller, form: RoomForm) -> Answer<RoomId> {
        to_answer(room::service::save(self, caller, form).await)
    }

    async fn delete_room(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::service::delete(self, caller, room).await)
    }

    async fn restore_room(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::service::restore(self, caller, room).await)
    }

    async fn open_session(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::session::open(self, caller, room).await)
    }

    async fn end_session(&self, caller: &Caller, room: RoomId) -> Answer<()> {
        to_answer(room::session::end(self, caller, room).await)
    }

    async fn reschedule_session(
        &self,
        caller: &Caller,
        room: RoomId,
        starts: &str,
        ends: &str,
        time_zone: &str,
    ) -> Answer<()> {
        to_answer(room::session::reschedule(self, caller, room, starts, ends, time_zone).await)
    }

    async fn list_time_zones(&self) -> Answer<Vec<String>> {
        Ok(room::schedule::time_zones())
    }
}

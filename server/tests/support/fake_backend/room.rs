//! What the fake answers about rooms and their sessions.

use app::backend::{Answer, Caller, Rooms};
use app::error::AppError;
use app::media::api::{RoomForm, RoomList, RoomPage};
use async_trait::async_trait;
use domain::RoomId;

use super::FakeBackend;

#[async_trait]
impl Rooms for FakeBackend {
    async fn list_rooms(&self, caller: &Caller) -> Answer<RoomList> {
        self.note("list_rooms", caller);
        Err(AppError::NotFound)
    }

    async fn find_room(&self, caller: &Caller, _: RoomId) -> Answer<RoomPage> {
        self.note("find_room", caller);
        Err(AppError::NotFound)
    }

    async fn save_room(&self, caller: &Caller, _: RoomForm) -> Answer<RoomId> {
        self.note("save_room", caller);
        Err(AppError::NotFound)
    }

    async fn delete_room(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("delete_room", caller);
        Ok(())
    }

    async fn restore_room(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("restore_room", caller);
        Ok(())
    }

    async fn open_session(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("open_session", caller);
        Ok(())
    }

    async fn end_session(&self, caller: &Caller, _: RoomId) -> Answer<()> {
        self.note("end_session", caller);
        Ok(())
    }

    async fn reschedule_session(&self, caller: &Caller, _: RoomId, _: &str, _: &str, _: &str) -> Answer<()> {
        self.note("reschedule_session", caller);
        Ok(())
    }

    async fn list_time_zones(&self) -> Answer<Vec<String>> {
        Ok(vec![])
    }
}

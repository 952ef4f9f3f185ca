//! What the fake answers about rooms and their sessions.

use app::backend::{Answer, Backend, Caller, Rooms};
use app::error::AppError;
use app::media::api::{RoomForm, RoomList, RoomPage};
use async_trait::async_trait;
use domain::RoomId;

use super::{Fake, NOW, ROOM};

#[async_trait]
impl Rooms for Fake {
    async fn list_rooms(&self, _: &Caller) -> Answer<RoomList> {
        self.signed_in()?;
        Ok(self.list.clone())
    }
    async fn find_room(&self, _: &Caller, room: RoomId) -> Answer<RoomPage> {
        self.signed_in()?;
        let page = self.page.lock().expect("no test panics while it holds this").clone();
        if room == page.id {
            Ok(RoomPage { server_now: self.now(), ..page })
        } else {
            Err(AppError::NotFound)
        }
    }
    async fn save_room(&self, _: &Caller, form: RoomForm) -> Answer<RoomId> {
        domain::room::parse_title(&form.title).map_err(|problem| AppError::field("title", problem))?;
        Ok(ROOM)
    }
    async fn delete_room(&self, _: &Caller, _: RoomId) -> Answer<()> {
        self.change(|page| page.deleted_at = Some(NOW))
    }
    async fn restore_room(&self, _: &Caller, _: RoomId) -> Answer<()> {
        self.change(|page| page.deleted_at = None)
    }
    async fn open_session(&self, _: &Caller, _: RoomId) -> Answer<()> {
        let now = self.now();
        self.change(|page| page.session.opened_at = Some(now))
    }
    async fn end_session(&self, _: &Caller, _: RoomId) -> Answer<()> {
        let now = self.now();
        self.change(|page| page.session.ended_at = Some(now))
    }
    async fn reschedule_session(&self, _: &Caller, _: RoomId, _: &str, _: &str, _: &str) -> Answer<()> {
        Err(AppError::field("ends", domain::session::ScheduleProblem::EndNotAfterStart))
    }
    async fn list_time_zones(&self) -> Answer<Vec<String>> {
        Ok(vec!["Europe/Berlin".into(), "Europe/Lisbon".into(), "UTC".into()])
    }
}

//! What the fake answers about guest links and the pages behind them.

use app::backend::{Answer, Backend, Caller, GuestLinks, SetCookie};
use app::error::AppError;
use app::guest_link::api::{EntryPage, GuestLinkList, GuestLinkSummary, Introduction};
use async_trait::async_trait;
use domain::guest_link::{GuestLinkAct, GuestLinkForm};
use domain::{GuestLinkId, RoomId};

use super::Fake;

#[async_trait]
impl GuestLinks for Fake {
    async fn list_guest_links(&self, _: &Caller, _: RoomId) -> Answer<GuestLinkList> {
        Ok(GuestLinkList { server_now: self.now(), ..self.guest_links.clone() })
    }
    async fn make_guest_link(&self, _: &Caller, _: RoomId, _: GuestLinkForm) -> Answer<GuestLinkSummary> {
        Err(AppError::NotFound)
    }
    async fn act_on_guest_link(&self, _: &Caller, _: GuestLinkId, _: GuestLinkAct) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn find_entry(&self, _: &Caller, _: GuestLinkId) -> Answer<EntryPage> {
        Err(AppError::NotFound)
    }
    async fn introduce(&self, _: &Caller, _: GuestLinkId, _: Introduction) -> Answer<Option<SetCookie>> {
        Err(AppError::NotFound)
    }
}

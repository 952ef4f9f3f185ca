//! What the fake answers about guest links and the pages behind them.

use app::backend::{Answer, Caller, GuestLinks, SetCookie};
use app::error::AppError;
use app::guest_link::api::{EntryPage, GuestLinkList, GuestLinkSummary, Introduction};
use async_trait::async_trait;
use domain::guest_link::{GuestLinkAct, GuestLinkForm};
use domain::{GuestLinkId, RoomId};

use super::FakeBackend;

#[async_trait]
impl GuestLinks for FakeBackend {
    async fn list_guest_links(&self, caller: &Caller, _: RoomId) -> Answer<GuestLinkList> {
        self.note("list_guest_links", caller);
        Err(AppError::NotFound)
    }

    async fn make_guest_link(
        &self,
        caller: &Caller,
        _: RoomId,
        _: GuestLinkForm,
    ) -> Answer<GuestLinkSummary> {
        self.note("make_guest_link", caller);
        Err(AppError::NotFound)
    }

    async fn act_on_guest_link(&self, caller: &Caller, _: GuestLinkId, _: GuestLinkAct) -> Answer<()> {
        self.note("act_on_guest_link", caller);
        Err(AppError::NotFound)
    }

    async fn find_entry(&self, caller: &Caller, _: GuestLinkId) -> Answer<EntryPage> {
        self.note("find_entry", caller);
        Err(AppError::NotFound)
    }

    async fn introduce(&self, caller: &Caller, _: GuestLinkId, _: Introduction) -> Answer<Option<SetCookie>> {
        self.note("introduce", caller);
        Err(AppError::NotFound)
    }
}

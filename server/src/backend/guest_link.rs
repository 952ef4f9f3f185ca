//! Hands on what is asked about guest links and the pages behind them.

use app::backend::{Answer, Caller, GuestLinks, SetCookie};
use app::guest_link::api::{EntryPage, GuestLinkList, GuestLinkSummary, Introduction};
use async_trait::async_trait;
use domain::guest_link::{GuestLinkAct, GuestLinkForm};
use domain::{GuestLinkId, RoomId};

use crate::failure::to_answer;
use crate::guest_link;
use crate::site::Site;

#[async_trait]
impl GuestLinks for Site {
    async fn list_guest_links(&self, caller: &Caller, room: RoomId) -> Answer<GuestLinkList> {
        to_answer(guest_link::service::list(self, caller, room).await)
    }

    async fn make_guest_link(
        &self,
        caller: &Caller,
        room: RoomId,
        form: GuestLinkForm,
    ) -> Answer<GuestLinkSummary> {
        to_answer(guest_link::service::make(self, caller, room, form).await)
    }

    async fn act_on_guest_link(&self, caller: &Caller, link: GuestLinkId, act: GuestLinkAct) -> Answer<()> {
        to_answer(guest_link::service::act(self, caller, link, act).await)
    }

    async fn find_entry(&self, caller: &Caller, link: GuestLinkId) -> Answer<EntryPage> {
        to_answer(guest_link::visit::find(self, caller, link).await)
    }

    async fn introduce(
        &self,
        caller: &Caller,
        link: GuestLinkId,
        introduction: Introduction,
    ) -> Answer<Option<SetCookie>> {
        to_answer(guest_link::visit::introduce(self, caller, link, introduction).await)
    }
}

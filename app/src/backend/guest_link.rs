//! What the pages ask about guest links and the pages behind them.

use async_trait::async_trait;
use domain::guest_link::{GuestLinkAct, GuestLinkForm};
use domain::{GuestLinkId, RoomId};

use super::{Answer, Caller, SetCookie};
use crate::guest_link::api::{EntryPage, GuestLinkList, GuestLinkSummary, Introduction};

#[async_trait]
pub trait GuestLinks {
    /// Reads only.
    async fn list_guest_links(&self, caller: &Caller, room: RoomId) -> Answer<GuestLinkList>;
    async fn make_guest_link(
        &self,
        caller: &Caller,
        room: RoomId,
        form: GuestLinkForm,
    ) -> Answer<GuestLinkSummary>;
    async fn act_on_guest_link(&self, caller: &Caller, link: GuestLinkId, act: GuestLinkAct) -> Answer<()>;
    /// The page behind a guest link. Reads only.
    async fn find_entry(&self, caller: &Caller, link: GuestLinkId) -> Answer<EntryPage>;
    /// Takes a place in the room for whoever says who they are.
    async fn introduce(
        &self,
        caller: &Caller,
        link: GuestLinkId,
        introduction: Introduction,
    ) -> Answer<Option<SetCookie>>;
}

//! What the pages ask about the first start of a site.

use async_trait::async_trait;
use domain::RoomId;
use domain::setup::SetupStep;

use super::{Answer, Caller, SetCookie};
use crate::identity::api::SiteFace;
use crate::setup::api::{FirstAdministrator, FirstRoom};

/// A site that has just been started.
#[async_trait]
pub trait Setup {
    /// Makes the first administrator, who is signed in by it.
    async fn make_first_administrator(
        &self,
        caller: &Caller,
        form: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)>;
    /// Notes that a step is done, or left for later.
    async fn finish_step(&self, caller: &Caller, step: SetupStep) -> Answer<SiteFace>;
    async fn make_first_room(&self, caller: &Caller, form: FirstRoom) -> Answer<RoomId>;
    /// Nobody is asked any more to go on.
    async fn dismiss_setup(&self, caller: &Caller) -> Answer<SiteFace>;
}

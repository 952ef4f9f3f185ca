//! Hands on what is asked about the first start of a site.

use app::backend::{Answer, Caller, SetCookie, Setup};
use app::identity::api::SiteFace;
use app::setup::api::{FirstAdministrator, FirstRoom};
use async_trait::async_trait;
use domain::RoomId;
use domain::setup::SetupStep;

use crate::failure::to_answer;
use crate::setup;
use crate::site::Site;

#[async_trait]
impl Setup for Site {
    async fn make_first_administrator(
        &self,
        caller: &Caller,
        form: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)> {
        to_answer(setup::service::make_first_administrator(self, caller, form).await)
    }

    async fn finish_step(&self, caller: &Caller, step: SetupStep) -> Answer<SiteFace> {
        to_answer(setup::service::finish_step(self, caller, step).await)
    }

    async fn make_first_room(&self, caller: &Caller, form: FirstRoom) -> Answer<RoomId> {
        to_answer(setup::service::make_first_room(self, caller, form).await)
    }

    async fn dismiss_setup(&self, caller: &Caller) -> Answer<SiteFace> {
        to_answer(setup::service::dismiss(self, caller).await)
    }
}

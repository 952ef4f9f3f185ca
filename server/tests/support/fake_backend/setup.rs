//! What the fake answers about the first start of a site.

use app::backend::{Answer, Caller, SetCookie, Setup};
use app::error::AppError;
use app::identity::api::SiteFace;
use app::setup::api::{FirstAdministrator, FirstRoom};
use async_trait::async_trait;
use domain::RoomId;
use domain::setup::SetupStep;

use super::FakeBackend;

#[async_trait]
impl Setup for FakeBackend {
    async fn make_first_administrator(
        &self,
        caller: &Caller,
        _: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)> {
        self.note("make_first_administrator", caller);
        Err(AppError::SetUpAlready)
    }

    async fn finish_step(&self, caller: &Caller, _: SetupStep) -> Answer<SiteFace> {
        self.note("finish_step", caller);
        Ok(SiteFace::default())
    }

    async fn make_first_room(&self, caller: &Caller, _: FirstRoom) -> Answer<RoomId> {
        self.note("make_first_room", caller);
        Err(AppError::NotFound)
    }

    async fn dismiss_setup(&self, caller: &Caller) -> Answer<SiteFace> {
        self.note("dismiss_setup", caller);
        Ok(SiteFace::default())
    }
}

//! What the fake answers about the first start of a site.

use app::backend::{Answer, Caller, SetCookie, Setup};
use app::error::AppError;
use app::identity::api::SiteFace;
use app::setup::api::{FirstAdministrator, FirstRoom};
use async_trait::async_trait;
use domain::RoomId;
use domain::setup::SetupStep;

use super::Fake;

#[async_trait]
impl Setup for Fake {
    async fn make_first_administrator(
        &self,
        _: &Caller,
        _: FirstAdministrator,
    ) -> Answer<(SetCookie, SiteFace)> {
        Err(AppError::SetUpAlready)
    }
    async fn finish_step(&self, _: &Caller, _: SetupStep) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn make_first_room(&self, _: &Caller, _: FirstRoom) -> Answer<RoomId> {
        Err(AppError::NotFound)
    }
    async fn dismiss_setup(&self, _: &Caller) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
}

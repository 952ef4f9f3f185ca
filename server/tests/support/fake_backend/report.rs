//! What the fake answers about reports of sessions.

use app::backend::{Answer, Caller, Reports};
use app::error::AppError;
use app::report::api::{ReportPage, Transcript};
use async_trait::async_trait;
use domain::RoomId;
use domain::live::Sequence;

use super::FakeBackend;

#[async_trait]
impl Reports for FakeBackend {
    async fn find_report(&self, caller: &Caller, _: RoomId, _: Option<u32>) -> Answer<ReportPage> {
        self.note("find_report", caller);
        Err(AppError::NotFound)
    }

    async fn list_report_messages(
        &self,
        caller: &Caller,
        _: RoomId,
        _: u32,
        _: Sequence,
    ) -> Answer<Transcript> {
        self.note("list_report_messages", caller);
        Err(AppError::NotFound)
    }
}

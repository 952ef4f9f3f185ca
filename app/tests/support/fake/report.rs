//! What the fake answers about reports of sessions.

use app::backend::{Answer, Caller, Reports};
use app::error::AppError;
use app::report::api::{ReportPage, Transcript};
use async_trait::async_trait;
use domain::RoomId;
use domain::live::Sequence;

use super::Fake;

#[async_trait]
impl Reports for Fake {
    async fn find_report(&self, _: &Caller, _: RoomId, _: Option<u32>) -> Answer<ReportPage> {
        self.signed_in()?;
        self.report.clone().ok_or(AppError::NotFound)
    }
    async fn list_report_messages(&self, _: &Caller, _: RoomId, _: u32, _: Sequence) -> Answer<Transcript> {
        Err(AppError::NotFound)
    }
}

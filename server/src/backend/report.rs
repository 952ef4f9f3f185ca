//! Hands on what is asked about reports of sessions.

use app::backend::{Answer, Caller, Reports};
use app::report::api::{ReportPage, Transcript};
use async_trait::async_trait;
use domain::RoomId;
use domain::live::Sequence;

use crate::failure::to_answer;
use crate::report;
use crate::site::Site;

#[async_trait]
impl Reports for Site {
    async fn find_report(&self, caller: &Caller, room: RoomId, run: Option<u32>) -> Answer<ReportPage> {
        to_answer(report::service::find(self, caller, room, run).await)
    }

    async fn list_report_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        run: u32,
        after: Sequence,
    ) -> Answer<Transcript> {
        to_answer(report::service::list_messages(self, caller, room, run, after).await)
    }
}

//! What the pages ask about reports of sessions.

use async_trait::async_trait;
use domain::RoomId;
use domain::live::Sequence;

use super::{Answer, Caller};
use crate::report::api::{ReportPage, Transcript};

#[async_trait]
pub trait Reports {
    /// Reads only.
    async fn find_report(&self, caller: &Caller, room: RoomId, run: Option<u32>) -> Answer<ReportPage>;
    /// Reads only.
    async fn list_report_messages(
        &self,
        caller: &Caller,
        room: RoomId,
        run: u32,
        after: Sequence,
    ) -> Answer<Transcript>;
}

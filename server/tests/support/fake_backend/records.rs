//! What the fake answers about the audit log and what is kept about an address.

use app::audit::api::AuditPage;
use app::backend::{Answer, Caller, Records};
use app::error::AppError;
use app::privacy::api::StoredAbout;
use async_trait::async_trait;
use domain::PersonId;
use domain::audit::AuditView;

use super::FakeBackend;

#[async_trait]
impl Records for FakeBackend {
    async fn list_audit(&self, caller: &Caller, _: AuditView, _: Option<i64>) -> Answer<AuditPage> {
        self.note("list_audit", caller);
        Err(AppError::NotFound)
    }

    async fn find_stored(&self, caller: &Caller, _: &str) -> Answer<StoredAbout> {
        self.note("find_stored", caller);
        Err(AppError::NotFound)
    }

    async fn find_stored_of(&self, caller: &Caller, _: PersonId) -> Answer<Option<StoredAbout>> {
        self.note("find_stored_of", caller);
        Err(AppError::NotFound)
    }

    async fn erase_address(&self, caller: &Caller, _: &str) -> Answer<StoredAbout> {
        self.note("erase_address", caller);
        Err(AppError::NotFound)
    }
}

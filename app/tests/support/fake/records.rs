//! What the fake answers about the audit log and what is kept about an address.

use app::audit::api::AuditPage;
use app::backend::{Answer, Caller, Records};
use app::error::AppError;
use app::privacy::api::StoredAbout;
use async_trait::async_trait;
use domain::PersonId;
use domain::audit::AuditView;

use super::Fake;

#[async_trait]
impl Records for Fake {
    async fn list_audit(&self, _: &Caller, _: AuditView, _: Option<i64>) -> Answer<AuditPage> {
        Err(AppError::NotFound)
    }
    async fn find_stored(&self, _: &Caller, _: &str) -> Answer<StoredAbout> {
        Err(AppError::NotFound)
    }
    async fn find_stored_of(&self, _: &Caller, _: PersonId) -> Answer<Option<StoredAbout>> {
        Err(AppError::NotFound)
    }
    async fn erase_address(&self, _: &Caller, _: &str) -> Answer<StoredAbout> {
        Err(AppError::NotFound)
    }
}

//! Hands on what is asked about the audit log and what is kept about an address.

use app::audit::api::AuditPage;
use app::backend::{Answer, Caller, Records};
use app::privacy::api::StoredAbout;
use async_trait::async_trait;
use domain::PersonId;
use domain::audit::AuditView;

use crate::failure::to_answer;
use crate::site::Site;
use crate::{audit, privacy};

#[async_trait]
impl Records for Site {
    async fn list_audit(&self, caller: &Caller, view: AuditView, before: Option<i64>) -> Answer<AuditPage> {
        to_answer(audit::service::list(self, caller, &view, before).await)
    }

    async fn find_stored(&self, caller: &Caller, address: &str) -> Answer<StoredAbout> {
        to_answer(privacy::service::find(self, caller, address).await)
    }

    async fn find_stored_of(&self, caller: &Caller, person: PersonId) -> Answer<Option<StoredAbout>> {
        to_answer(privacy::service::find_of(self, caller, person).await)
    }

    async fn erase_address(&self, caller: &Caller, address: &str) -> Answer<StoredAbout> {
        to_answer(privacy::service::erase(self, caller, address).await)
    }
}

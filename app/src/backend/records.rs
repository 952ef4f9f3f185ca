//! What the pages ask about the audit log and what is kept about an address.

use async_trait::async_trait;
use domain::PersonId;
use domain::audit::AuditView;

use super::{Answer, Caller};
use crate::audit::api::AuditPage;
use crate::privacy::api::StoredAbout;

/// What is written down for good, for administrators.
#[async_trait]
pub trait Records {
    /// The newest entries of the audit log that a view shows, or the newest below `before`. Reads only.
    async fn list_audit(&self, caller: &Caller, view: AuditView, before: Option<i64>) -> Answer<AuditPage>;
    /// What is kept about an address. Reads only.
    async fn find_stored(&self, caller: &Caller, address: &str) -> Answer<StoredAbout>;
    /// The same about somebody of the site; nothing when they have been erased. Reads only.
    async fn find_stored_of(&self, caller: &Caller, person: PersonId) -> Answer<Option<StoredAbout>>;
    /// Erases it, and deactivates the account that there is with it. There is no way back.
    async fn erase_address(&self, caller: &Caller, address: &str) -> Answer<StoredAbout>;
}

//! Reading the audit log.

use domain::audit::{AuditEntry, AuditView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// Some entries, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub entries: Vec<AuditEntry>,
    /// There are older ones that the view shows.
    pub has_older: bool,
    /// Nobody here knows the zone of the view: its days were taken to be those of UTC.
    pub has_unknown_zone: bool,
}

/// The newest entries of a view, or the newest below `before`. Reads only.
#[server(endpoint = "audit/list", input = Json)]
pub async fn list_audit(view: AuditView, before: Option<i64>) -> Result<AuditPage, AppError> {
    crate::backend::call(async |backend, caller| backend.list_audit(&caller, view, before).await).await
}

//! Reading the log, for administrators.

use app::audit::api::AuditPage;
use app::backend::Caller;
use domain::audit::{AuditView, PAGE};

use super::queries;
use crate::account::service::require_administrator;
use crate::failure::Outcome;
use crate::room::schedule::zone_name;
use crate::site::Site;

/// The entries of a view below `before`, newest first.
pub async fn list(site: &Site, caller: &Caller, view: &AuditView, before: Option<i64>) -> Outcome<AuditPage> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    // One more tells whether there are older ones.
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut entries = queries::list(&mut connection, view, before.unwrap_or(i64::MAX), limit).await?;
    let has_older = entries.len() > PAGE;
    entries.truncate(PAGE);
    let has_unknown_zone = view.zone.as_deref().is_some_and(|zone| zone_name(zone).is_err());
    Ok(AuditPage { entries, has_older, has_unknown_zone })
}

//! Asking how the site is.

use domain::health::Health;
use leptos::prelude::*;

use crate::error::AppError;

/// How the node that answers is. Reads only.
#[server(endpoint = "health/find")]
pub async fn find_health() -> Result<Health, AppError> {
    crate::backend::call(async |backend, caller| backend.find_health(&caller).await).await
}

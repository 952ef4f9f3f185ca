//! What every open page may ask.

use domain::Timestamp;
use leptos::prelude::*;

use crate::error::AppError;

/// The server's clock, for whatever a page counts. Reads only.
#[server(endpoint = "live/clock")]
pub async fn read_server_clock() -> Result<Timestamp, AppError> {
    crate::backend::call(async |backend, _| Ok(backend.now())).await
}

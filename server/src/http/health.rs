//! For balancers: whether this process can do its work.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use http::StatusCode;

use crate::db::{Db, DbError};
use crate::site::Site;
use crate::values;

const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /healthz`: 200 when the database answers, else 503. Tells nothing else to anybody.
pub async fn check(State(site): State<Arc<Site>>) -> (StatusCode, &'static str) {
    match tokio::time::timeout(PATIENCE, ask(&site.db)).await {
        Ok(Ok(())) => (StatusCode::OK, "ok\n"),
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

async fn ask(db: &Db) -> Result<(), DbError> {
    db.read().await?.fetch_optional("select 1", values![]).await.map(|_| ())
}

//! `POST /admin/privacy/export`: what is kept about an address, as one JSON file. A form sends the address, so that it
//! stands in no URL.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Form, Router};
use domain::audit::AuditAct;
use http::{HeaderValue, header};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{queries, sections, service};
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::failure::{Outcome, to_answer};
use crate::http::told::tell_error;
use crate::room::schedule::with_offset;
use crate::site::Site;

/// The route of the file. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route(app::routes::PRIVACY_FILE, post(download)).with_state(site)
}

#[derive(Deserialize)]
struct Asked {
    address: String,
}

async fn download(
    State(site): State<Arc<Site>>,
    Extension(caller): Extension<Caller>,
    Form(Asked { address }): Form<Asked>,
) -> Response {
    to_answer(write(&site, &caller, &address).await).unwrap_or_else(tell_error)
}

async fn write(site: &Site, caller: &Caller, typed: &str) -> Outcome<Response> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let address = service::read(typed)?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let stored = sections::export(&mut connection, &address).await?;
    let others = queries::list_same_person(&mut connection, &address).await?;
    let about = service::subject(&mut connection, Note::of(AuditAct::DataExported), &address).await?;
    drop(connection);
    audit::note_alone(site, By::person(&me, caller), about).await;
    let file = json!({
        "address": address, "made_at": with_offset(now, "UTC"), "data": Value::Object(stored),
        // Each has a file of its own.
        "other_addresses": others,
    });
    let text = serde_json::to_vec_pretty(&file).map_err(|_| AppError::NotSaved)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"greenroom-personal-data.json\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

//! How a template looks, in a frame of the administrator's page: nothing in it runs, and nothing is fetched.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Form, Router};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Language;
use domain::mail::{Template, Values, picture_label, render};
use serde::Deserialize;

use super::qr;
use crate::account::service::require_administrator;
use crate::failure::to_answer;
use crate::http::security_headers::Framed;
use crate::http::told;
use crate::site::Site;

/// Where the frame's form leads.
pub const ROUTE: &str = app::routes::MAIL_PREVIEW;

#[derive(Deserialize)]
struct Typed {
    html: String,
    #[serde(default)]
    language: Language,
}

pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route(ROUTE, post(show)).with_state(site)
}

async fn show(
    State(site): State<Arc<Site>>,
    Extension(caller): Extension<Caller>,
    Form(typed): Form<Typed>,
) -> Response {
    if to_answer(require_administrator(&site, &caller).await).is_err() {
        let mut refused = told::tell_error(AppError::NotFound);
        refused.extensions_mut().insert(Framed);
        return refused;
    }
    let template = Template { html: typed.html, ..Template::default_english() };
    let name = site.identity.now().stored.name.to_string();
    let values = Values { qr_code: picture(typed.language), site: name, ..Values::sample_in(typed.language) };
    let mut response = Html(render(&template, &values).html).into_response();
    response.extensions_mut().insert(Framed);
    response
}

/// In a mail the picture is a part of its own; here it is in the page.
fn picture(language: Language) -> String {
    let png = qr::png(&Values::sample().url).unwrap_or_default();
    let data = BASE64_STANDARD.encode(png);
    format!(
        "<img src=\"data:image/png;base64,{data}\" width=\"144\" height=\"144\" alt=\"{}\">",
        picture_label(language)
    )
}

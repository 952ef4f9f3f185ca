//! `GET /logo/{name}`: the picture beside the site's name. `POST /setup/logo`: a form without scripts sends another.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use app::routes;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use domain::identity::{LogoKind, LogoProblem};
use http::header;

use super::service;
use crate::assets::FOR_EVER;
use crate::failure::{Failure, Outcome, to_answer};
use crate::http::body_limit;
use crate::http::told::tell_error;
use crate::site::Site;

pub fn routes(site: Arc<Site>) -> Router {
    Router::new()
        .route(routes::LOGO_UPLOAD, post(upload).layer(from_fn(body_limit::read_body)))
        .route("/logo/{name}", get(show))
        .with_state(site)
}

/// A name belongs to one content for ever; what the content is has been looked at when it came.
async fn show(State(site): State<Arc<Site>>, Path(name): Path<String>) -> Response {
    let kind = name.rsplit_once('.').and_then(|(_, ending)| ending.parse::<LogoKind>().ok());
    match (kind, to_answer(service::find_logo(&site, &name).await)) {
        (Some(kind), Ok(Some(bytes))) => {
            ([(header::CONTENT_TYPE, kind.media_type()), (header::CACHE_CONTROL, FOR_EVER)], bytes)
                .into_response()
        }
        (_, Err(error)) => tell_error(error),
        _ => tell_error(AppError::NotFound),
    }
}

/// Answers with the page that the form is on; a picture that is refused is named in its URL.
async fn upload(
    State(site): State<Arc<Site>>,
    Extension(caller): Extension<Caller>,
    form: Multipart,
) -> Response {
    let Ok(Form { back, picture }) = read(form).await else {
        return tell_error(AppError::Malformed);
    };
    let saved = match picture {
        Some(picture) => save(&site, &caller, &picture).await,
        None => Err(Failure::Told(AppError::LogoRefused(LogoProblem::Empty))),
    };
    match to_answer(saved) {
        Ok(()) => Redirect::to(&back).into_response(),
        Err(AppError::LogoRefused(problem)) => {
            Redirect::to(&format!("{back}?logo={}", problem.word())).into_response()
        }
        Err(error) => tell_error(error),
    }
}

async fn save(site: &Site, caller: &Caller, picture: &[u8]) -> Outcome<()> {
    service::save_logo(site, caller, picture).await.map(|_| ())
}

struct Form {
    back: String,
    /// Nothing was chosen when it is empty.
    picture: Option<Vec<u8>>,
}

async fn read(mut form: Multipart) -> Result<Form, MultipartError> {
    let (mut back, mut picture) = (routes::settings(), None);
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("back") => {
                let typed = field.text().await?;
                let own = routes::own_path(&typed).filter(|path| !path.contains(['?', '#']));
                back = own.map_or(back, str::to_owned);
            }
            Some("logo") => picture = Some(field.bytes().await?.to_vec()).filter(|bytes| !bytes.is_empty()),
            _ => {}
        }
    }
    Ok(Form { back, picture })
}

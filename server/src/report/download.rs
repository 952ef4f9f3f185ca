//! `GET /rooms/{room}/report/{part}.csv`: a part of a report as a file.
//!
//! A pure read, for the same people as the page. The chat, which has no bound, leaves in batches as it is read; all
//! else is bounded by who came and what a page holds anyway, and is built whole, so that it fails before it begins.

use std::sync::Arc;

use app::backend::Caller;
use app::error::AppError;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::live::Sequence;
use domain::people::search_key;
use domain::report::{Span, file_name};
use domain::{RoomId, interaction::Kind};
use futures::stream;
use http::{HeaderValue, header};
use serde::Deserialize;

use super::service::{self, Opened};
use super::sheet::Sheet;
use super::{files, queries};
use crate::failure::{Failure, Outcome, to_answer};
use crate::http::told::tell_error;
use crate::site::Site;

/// Messages that are in memory at once.
const BATCH: i64 = 500;

/// The route of the files. The caller comes as an extension, set by the HTTP layer.
pub fn routes(site: Arc<Site>) -> Router {
    Router::new().route("/rooms/{room}/report/{file}", get(download)).with_state(site)
}

#[derive(Deserialize)]
struct Chosen {
    run: Option<String>,
}

async fn download(
    State(site): State<Arc<Site>>,
    Path((room, file)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    Extension(caller): Extension<Caller>,
) -> Response {
    to_answer(write(&site, &caller, &room, &file, chosen.run.as_deref()).await).unwrap_or_else(tell_error)
}

async fn write(
    site: &Arc<Site>,
    caller: &Caller,
    room: &str,
    file: &str,
    run: Option<&str>,
) -> Outcome<Response> {
    let room: RoomId = room.parse().map_err(|_| AppError::NotFound)?;
    let run = run.map(str::parse).transpose().map_err(|_| AppError::NotFound)?;
    let part = file.strip_suffix(".csv").ok_or(AppError::NotFound)?;
    let opened = service::open(site, caller, room, run).await?;
    let body = match part {
        "attendance" => files::attendance(&opened).into_bytes().into(),
        "chat" => chat(Arc::clone(site), &opened),
        "questions" => questions(site, &opened).await?.into(),
        "interactions" => interactions(site, &opened).await?.into(),
        _ => return Err(AppError::NotFound.into()),
    };
    Ok(as_file(body, &opened.page.details.title, part))
}

/// The messages in batches, each with a connection of its own: who reads slowly holds none.
fn chat(site: Arc<Site>, opened: &Opened) -> Body {
    let (room, span, zone) = (opened.page.id, opened.span(), opened.page.details.time_zone.clone());
    let header = Sheet::with_header(&files::CHAT).into_bytes();
    let rows = stream::try_unfold(0, move |after| {
        let (site, zone) = (Arc::clone(&site), zone.clone());
        async move { next_messages(&site, room, span, after, &zone).await }
    });
    let beginning = stream::once(async { Ok::<_, Failure>(header) });
    Body::from_stream(futures::StreamExt::chain(beginning, rows))
}

async fn next_messages(
    site: &Site,
    room: RoomId,
    span: Span,
    after: Sequence,
    zone: &str,
) -> Outcome<Option<(Bytes, Sequence)>> {
    let mut connection = site.db.read().await?;
    let batch = queries::list_messages(&mut connection, room, span, after, BATCH).await?;
    let Some(last) = batch.last().map(|message| message.number) else { return Ok(None) };
    let mut sheet = Sheet::going_on();
    for message in &batch {
        files::message(&mut sheet, message, zone);
    }
    Ok(Some((sheet.into_bytes(), last)))
}

async fn questions(site: &Site, opened: &Opened) -> Outcome<Bytes> {
    let mut connection = site.db.read().await?;
    let questions = service::list_questions(&mut connection, opened).await?;
    Ok(files::questions(&questions, &opened.page.details.time_zone).into_bytes())
}

async fn interactions(site: &Site, opened: &Opened) -> Outcome<Bytes> {
    let mut connection = site.db.read().await?;
    let mut sheet = files::interactions();
    for report in service::list_interactions(&mut connection, opened).await? {
        let texts = match report.content.kind {
            Kind::Open => queries::list_texts(&mut connection, opened.page.id, report.number).await?,
            _ => Vec::new(),
        };
        files::interaction(&mut sheet, &report, &texts, &opened.page.details.time_zone);
    }
    Ok(sheet.into_bytes())
}

/// A file whose name tells the room and what is in it, for people to save.
pub fn as_file(body: Body, title: &str, part: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition(title, part)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}

/// RFC 6266: the name in plain letters for old programs, and the whole one.
fn disposition(title: &str, part: &str) -> HeaderValue {
    let ascii: String =
        search_key(title).chars().map(|letter| if letter.is_ascii() { letter } else { ' ' }).collect();
    let (plain, whole) = (file_name(&ascii, part), encode(&file_name(title, part)));
    HeaderValue::try_from(format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

/// Percent-encodes all but what RFC 8187 lets stand.
fn encode(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_for_old_programs_and_for_new_ones() {
        for (title, header) in [
            ("Optics", "attachment; filename=\"optics-chat.csv\"; filename*=UTF-8''optics-chat.csv"),
            (
                "Füße; \"x\"\r\n",
                "attachment; filename=\"fusse-x-chat.csv\"; filename*=UTF-8''f%C3%BC%C3%9Fe-x-chat.csv",
            ),
            ("水", "attachment; filename=\"session-chat.csv\"; filename*=UTF-8''%E6%B0%B4-chat.csv"),
        ] {
            assert_eq!(disposition(title, "chat"), header);
        }
    }
}

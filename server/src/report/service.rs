//! What a session was like, put together from the room's log and from what was written in it.

use std::collections::HashMap;

use app::backend::Caller;
use app::error::AppError;
use app::media::api::RoomPage;
use app::report::api::{InteractionReport, ReportPage, RunReport, Transcript};
use domain::live::Sequence;
use domain::question::Question;
use domain::report::{Attendance, AttendanceFold, Invited, PAGE, Run, Span, absent};
use domain::room::{RoomAct, may};
use domain::session::Session;
use domain::{EmailAddress, ParticipantId, Refusal, RoomId, Timestamp};

use super::queries;
use crate::db::Connection;
use crate::failure::Outcome;
use crate::live::interactions::{answer_queries, queries as interactions};
use crate::live::questions::queries as questions;
use crate::room;
use crate::site::Site;

/// Events of a log that are in memory at once.
const BATCH: i64 = 1_000;

/// A run of a room, for somebody who may know of it.
pub struct Opened {
    pub page: RoomPage,
    /// All runs of the room, the oldest first.
    pub runs: Vec<Run>,
    pub attendance: Attendance,
    pub invited: Vec<Invited>,
    /// What those have typed who came by a guest link.
    pub typed: HashMap<ParticipantId, EmailAddress>,
    pub now: Timestamp,
}

impl Opened {
    /// The moments whose words belong to it.
    pub fn span(&self) -> Span {
        Span::of(self.attendance.run.number, &self.runs)
    }
}

pub async fn find(site: &Site, caller: &Caller, room: RoomId, run: Option<u32>) -> Outcome<ReportPage> {
    let page = find_room(site, caller, room).await?;
    let now = page.server_now;
    let title = page.details.title.clone();
    let mut connection = site.db.read().await?;
    let all = fold(&mut connection, room, page.session, now).await?;
    if all.is_empty() && run.is_none() {
        return Ok(ReportPage { room, title, runs: Vec::new(), run: None, server_now: now });
    }
    let opened = choose(&mut connection, page, all, run).await?;
    let report = RunReport {
        transcript: transcript(&mut connection, room, opened.span(), 0).await?,
        questions: list_questions(&mut connection, &opened).await?,
        interactions: list_interactions(&mut connection, &opened).await?,
        absent: absent(opened.invited, &opened.attendance),
        attendance: opened.attendance,
    };
    let runs = opened.runs.into_iter().rev().collect();
    Ok(ReportPage { room, title, runs, run: Some(report), server_now: now })
}

pub async fn list_messages(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    run: u32,
    after: Sequence,
) -> Outcome<Transcript> {
    let opened = open(site, caller, room, Some(run)).await?;
    let mut connection = site.db.read().await?;
    transcript(&mut connection, room, opened.span(), after).await
}

/// The run with this number, or the newest, for a host of the room.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such run, or the caller may not see the room.
pub async fn open(site: &Site, caller: &Caller, room: RoomId, run: Option<u32>) -> Outcome<Opened> {
    let page = find_room(site, caller, room).await?;
    let mut connection = site.db.read().await?;
    let all = fold(&mut connection, room, page.session, page.server_now).await?;
    choose(&mut connection, page, all, run).await
}

/// The room, for whoever may have its report: exactly its hosts.
async fn find_room(site: &Site, caller: &Caller, room: RoomId) -> Outcome<RoomPage> {
    let page = room::service::find(site, caller, room).await?;
    may(page.host, RoomAct::Host)?;
    if page.deleted_at.is_some() {
        return Err(Refusal::RoomDeleted.into());
    }
    Ok(page)
}

/// All runs of a room, read from its log in batches.
async fn fold(
    connection: &mut Connection,
    room: RoomId,
    session: Session,
    now: Timestamp,
) -> Outcome<Vec<Attendance>> {
    let mut fold = AttendanceFold::default();
    let mut after = 0;
    loop {
        let batch = queries::list_attendance(connection, room, after, BATCH).await?;
        for logged in &batch {
            fold.note(logged.at, &logged.event);
        }
        match batch.last() {
            Some(last) => after = last.sequence,
            None => return Ok(fold.finish(session, now)),
        }
    }
}

async fn choose(
    connection: &mut Connection,
    page: RoomPage,
    mut all: Vec<Attendance>,
    run: Option<u32>,
) -> Outcome<Opened> {
    let runs: Vec<Run> = all.iter().map(|attendance| attendance.run).collect();
    let chosen = match run {
        Some(number) => all.iter().position(|attendance| attendance.run.number == number),
        None => all.len().checked_sub(1),
    };
    let attendance = all.swap_remove(chosen.ok_or(AppError::NotFound)?);
    let invited = queries::list_invited(connection, page.id).await?;
    let typed = queries::list_typed(connection, page.id).await?;
    let now = page.server_now;
    Ok(Opened { page, runs, attendance, invited, typed, now })
}

async fn transcript(
    connection: &mut Connection,
    room: RoomId,
    span: Span,
    after: Sequence,
) -> Outcome<Transcript> {
    let all = queries::count_messages(connection, room, span).await?;
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let mut messages = queries::list_messages(connection, room, span, after, limit.saturating_add(1)).await?;
    let has_more = messages.len() > PAGE;
    messages.truncate(PAGE);
    Ok(Transcript { messages, all, has_more })
}

/// The questions of a run, in the order they were asked.
pub async fn list_questions(connection: &mut Connection, opened: &Opened) -> Outcome<Vec<Question>> {
    let mut all = questions::list_all(connection, opened.page.id).await?;
    let span = opened.span();
    all.retain(|question| span.has(question.at));
    Ok(all)
}

/// What was published in a run, in that order, with its results.
pub async fn list_interactions(
    connection: &mut Connection,
    opened: &Opened,
) -> Outcome<Vec<InteractionReport>> {
    let (room, span) = (opened.page.id, opened.span());
    let mut reports = Vec::new();
    // The newest come first.
    for stored in interactions::list(connection, room).await?.into_iter().rev() {
        let Some((_, at)) = stored.published.filter(|(_, at)| span.has(*at)) else { continue };
        let tally = answer_queries::tally(connection, room, stored.number, &stored.content, 0).await?;
        reports.push(InteractionReport {
            number: stored.number,
            is_closed: stored.phase == domain::interaction::Phase::Closed,
            content: stored.content,
            right: stored.right,
            author: stored.author,
            at,
            tally,
        });
    }
    Ok(reports)
}

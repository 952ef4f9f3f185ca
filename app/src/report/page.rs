//! The page of a room's report.

use domain::report::Run;
use domain::{RoomId, Timestamp};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{ReportPage, RunReport, find_report};
use super::attendance::AttendanceSection;
use super::chat::ChatSection;
use super::figures::FigureTiles;
use super::interactions::InteractionsSection;
use super::questions::QuestionsSection;
use super::runs::{RunChoice, RunLine, StillOpen};
use super::section::About;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName, SkeletonLines};

/// The room and the run that the address names; a word that names none is a page that is not there.
type Place = Option<(RoomId, Option<u32>)>;

#[component]
pub fn ReportRoute() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let place = Memo::new(move |_| -> Place {
        let room = params.with(|params| params.get("room")?.parse().ok())?;
        match query.with(|query| query.get("run")) {
            Some(run) => Some((room, Some(run.parse().ok()?))),
            None => Some((room, None)),
        }
    });
    let report = Resource::new(move || place.get(), find);
    view! {
        <Title text=t!("Report") />
        <Transition fallback=|| view! { <div class="page"><SkeletonLines lines=8 /></div> }>
            {move || Suspend::new(async move {
                match report.await {
                    Ok(page) => view! { <Report page=page /> }.into_any(),
                    Err(error) => view! { <PageProblem error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

async fn find(place: Place) -> Result<ReportPage, AppError> {
    let (room, run) = place.ok_or(AppError::NotFound)?;
    find_report(room, run).await
}

#[component]
fn Report(page: ReportPage) -> impl IntoView {
    let ReportPage { room, title, runs, run, server_now } = page;
    view! {
        <article class="page report">
            <p class="way-back">
                <a href=routes::room(room)>
                    <Icon name=IconName::ArrowLeft />
                    <span dir="auto">{title}</span>
                </a>
            </p>
            {match run {
                Some(told) => view! { <Told room=room runs=runs told=told now=server_now /> }.into_any(),
                None => view! { <NeverOpen room=room /> }.into_any(),
            }}
        </article>
    }
}

#[component]
fn Told(room: RoomId, runs: Vec<Run>, told: RunReport, now: Timestamp) -> impl IntoView {
    let run = told.attendance.run;
    let about = About::new(room, run, now);
    view! {
        <header class="report-head">
            <h1>{t!("Report")}</h1>
            <RunLine run=run now=now />
            <RunChoice room=room runs=runs chosen=run.number />
        </header>
        {run.is_open().then(|| view! { <StillOpen room=room run=run now=now /> })}
        <FigureTiles about=about told=&told />
        <AttendanceSection about=about attendance=told.attendance absent=told.absent />
        <ChatSection about=about transcript=told.transcript />
        <QuestionsSection about=about questions=told.questions />
        <InteractionsSection about=about interactions=told.interactions />
    }
}

#[component]
fn NeverOpen(room: RoomId) -> impl IntoView {
    view! {
        <section class="blank">
            <span class="blank-mark"><Icon name=IconName::Poll /></span>
            <h1>{t!("There is nothing to report yet")}</h1>
            <p>
                {t!(
                    "The session has not been open. When it has, you will see here who came, what was written, and what \
                     was answered."
                )}
            </p>
            <a class="button" data-kind="primary" href=routes::room(room)>{t!("Back to the room")}</a>
        </section>
    }
}

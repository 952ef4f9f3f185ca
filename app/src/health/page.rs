//! The page of health: what needs attention first, the figures below.

use core::time::Duration;

use domain::Timestamp;
use domain::health::{Finding, Health, HealthPart, Level, findings, octets, worst};
use domain::language::count;
use leptos::prelude::*;
use leptos_meta::Title;

use super::api::find_health;
use crate::account::PageProblem;
use crate::browser::format_number::format_number;
use crate::browser::polling::poll;
use crate::language::said;
use crate::routes;
use crate::ui::{Icon, IconName, LocalTime, SkeletonLines, TechnicalText, TimeStyle, long_span};
use crate::{t, t_view};

/// How often the page looks again by itself.
const LOOKS_EVERY: Duration = Duration::from_secs(10);

#[component]
pub fn HealthRoute() -> impl IntoView {
    let health = Resource::new(|| (), |()| find_health());
    view! {
        <Title text=t!("Health") />
        <div class="page stack" data-gap="large">
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || Suspend::new(async move {
                    match health.await {
                        Ok(health) => view! { <Desk health=health /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Desk(health: Health) -> impl IntoView {
    let health = RwSignal::new(health);
    let is_stale = RwSignal::new(false);
    look_again(health, is_stale);
    let findings = Memo::new(move |_| health.with(findings));
    view! {
        <header>
            <h1>{t!("Health")}</h1>
            <p class="soft">
                {t_view!(
                    "How the node that has answered is. It looks again every ten seconds; last at {time}.",
                    time = move || view! { <LocalTime at=health.get().now style=TimeStyle::Time /> },
                )}
            </p>
        </header>
        <div role="status">
            {move || {
                is_stale
                    .get()
                    .then(|| {
                        view! {
                            <div class="notice" data-kind="loss">
                                <Icon name=IconName::Alert />
                                <p>
                                    {t!("The site does not answer at the moment. What is shown is what was last heard.")}
                                </p>
                            </div>
                        }
                    })
            }}
            {move || view! { <Verdict level=worst(&findings.get()) /> }}
        </div>
        <ul class="health-list" role="list">
            {move || findings.get().into_iter().map(|finding| view! { <Part finding=finding /> }).collect_view()}
        </ul>
        {move || view! { <Figures health=health.get() /> }}
    }
}

/// Asks again and again while the page is open.
fn look_again(health: RwSignal<Health>, is_stale: RwSignal<bool>) {
    Effect::new(move |_| {
        poll(LOOKS_EVERY, async move || match find_health().await {
            Ok(found) => {
                health.try_set(found);
                is_stale.try_set(false);
            }
            Err(_) => drop(is_stale.try_set(true)),
        });
    });
}

#[component]
fn Verdict(level: Level) -> impl IntoView {
    let words = match level {
        Level::Good => t!("All is well. Nothing to do."),
        Level::Watch => t!("The site works. Something needs attention."),
        Level::Bad => t!("Something is wrong that people notice."),
    };
    view! {
        <div class="notice" data-kind=kind(level)>
            <Icon name=icon(level) />
            <p><strong>{words}</strong></p>
        </div>
    }
}

#[component]
fn Part(finding: Finding) -> impl IntoView {
    let Finding { part, level, words, cause } = finding;
    let way = (part == HealthPart::Mail && level != Level::Good)
        .then(|| view! { <a href=routes::mail_desk()>{t!("Open the page of mails")}</a> });
    view! {
        <li class="card health-part" data-part=part.word()>
            <span class="badge" data-kind=kind(level)>
                <Icon name=icon(level) />
                {label(level)}
            </span>
            <div>
                <h2>{said(&part)}</h2>
                <p>{said(&words)} " " {way}</p>
                {cause.map(|cause| view! { <p class="soft"><TechnicalText text=cause /></p> })}
            </div>
        </li>
    }
}

const fn kind(level: Level) -> &'static str {
    match level {
        Level::Good => "success",
        Level::Watch => "wait",
        Level::Bad => "loss",
    }
}

fn label(level: Level) -> &'static str {
    match level {
        Level::Good => t!("Good [health]"),
        Level::Watch => t!("Watch [health]"),
        Level::Bad => t!("Bad [health]"),
    }
}

const fn icon(level: Level) -> IconName {
    match level {
        Level::Good => IconName::CircleCheck,
        Level::Watch => IconName::Warning,
        Level::Bad => IconName::Alert,
    }
}

#[component]
fn Figures(health: Health) -> impl IntoView {
    let Health { now, version, started_at, open_streams, database, mail, jobs, disk } = health;
    let figure = |name: &'static str, value: String| view! { <dt>{name}</dt><dd>{value}</dd> };
    let database = t!(
        "{engine}, {size}, answered in {milliseconds} ms",
        engine = database.engine,
        size = octets(database.size),
        milliseconds = count(database.answers_in.as_millis()),
    );
    let mails = t!(
        "{sent} sent, {failed} failed, {queued} queued",
        sent = mail.sent,
        failed = mail.failed,
        queued = mail.queued
    );
    let disk =
        disk.map(|disk| t!("{free} free of {total}", free = octets(disk.free), total = octets(disk.total)));
    view! {
        <section class="stack" aria-labelledby="health-figures">
            <h2 id="health-figures">{t!("Figures")}</h2>
            <dl class="health-figures">
                {figure(t!("Version"), version)}
                {figure(t!("Runs for"), long_span(now.since(started_at)))}
                {figure(t!("Open pages that listen"), format_number(open_streams))}
                {figure(t!("Database"), database)}
                {figure(t!("Mails of the last day"), mails)}
                {disk.map(|disk| figure(t!("Disk of the data folder"), disk))}
            </dl>
        </section>
        <section class="stack" aria-labelledby="health-jobs">
            <h2 id="health-jobs">{t!("Background jobs")}</h2>
            <table class="health-jobs">
                <thead>
                    <tr>
                        <th scope="col">{t!("Job")}</th>
                        <th scope="col">{t!("Done last")}</th>
                        <th scope="col">{t!("Failure since")}</th>
                    </tr>
                </thead>
                <tbody>
                    {jobs
                        .into_iter()
                        .map(|job| {
                            view! {
                                <tr>
                                    <th scope="row">{said(&job.kind)}</th>
                                    <td>
                                        {job.done_at.map(|at| view! { <LocalTime at=at style=TimeStyle::Short /> })}
                                    </td>
                                    <td>{failure(job.failure)}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </section>
    }
}

fn failure(failure: Option<(Timestamp, String)>) -> AnyView {
    match failure {
        Some((at, why)) => {
            view! { <LocalTime at=at style=TimeStyle::Short /> ": " <TechnicalText text=why /> }.into_any()
        }
        None => t!("None [failure]").into_any(),
    }
}

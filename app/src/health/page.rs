//! The page of health: what needs attention first, the figures below.

use crate::language::said;
use core::time::Duration;

use domain::health::{Finding, Health, HealthPart, Level, findings, octets, worst};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use super::api::find_health;
use crate::account::PageProblem;
use crate::browser::timers::every;
use crate::routes;
use crate::ui::{Icon, IconName, LocalTime, SkeletonLines, TimeStyle, long_span};

/// How often the page looks again by itself.
const LOOKS_EVERY: Duration = Duration::from_secs(10);

#[component]
pub fn HealthRoute() -> impl IntoView {
    let health = Resource::new(|| (), |()| find_health());
    view! {
        <Title text="Health" />
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
    let findings = Memo::new(move |_| health.with(findings_of));
    view! {
        <header>
            <h1>"Health"</h1>
            <p class="soft">
                "How the node that has answered is. It looks again every ten seconds; last at "
                {move || view! { <LocalTime at=health.get().now style=TimeStyle::Time /> }} "."
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
                                <p>"The site does not answer at the moment. What is shown is what was last heard."</p>
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

fn findings_of(health: &Health) -> Vec<Finding> {
    findings(health)
}

/// Asks again and again while the page is open.
fn look_again(health: RwSignal<Health>, is_stale: RwSignal<bool>) {
    Effect::new(move |_| {
        let ticker = every(LOOKS_EVERY, move || {
            spawn_local(async move {
                match find_health().await {
                    Ok(found) => {
                        health.try_set(found);
                        is_stale.try_set(false);
                    }
                    Err(_) => drop(is_stale.try_set(true)),
                }
            });
        });
        // Made in here, because the server must never own what belongs to one thread; goes with the page.
        StoredValue::new_local(ticker);
    });
}

#[component]
fn Verdict(level: Level) -> impl IntoView {
    let words = match level {
        Level::Good => "All is well. Nothing to do.",
        Level::Watch => "The site works. Something wants a look by daylight.",
        Level::Bad => "Something is wrong that people notice.",
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
    let Finding { part, level, words } = finding;
    let way = (part == HealthPart::Mail && level != Level::Good)
        .then(|| view! { <a href=routes::mail_desk()>"Open the page of mails"</a> });
    view! {
        <li class="card health-part" data-part=part.word()>
            <span class="badge" data-kind=kind(level)>
                <Icon name=icon(level) />
                {label(level)}
            </span>
            <div>
                <h2>{said(&part)}</h2>
                <p>{said(&words)} " " {way}</p>
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

const fn label(level: Level) -> &'static str {
    match level {
        Level::Good => "Good",
        Level::Watch => "Watch",
        Level::Bad => "Bad",
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
    let answers_in = format!("{} ms", database.answers_in.as_millis());
    let disk = disk.map(|disk| format!("{} free of {}", octets(disk.free), octets(disk.total)));
    view! {
        <section class="stack" aria-labelledby="health-figures">
            <h2 id="health-figures">"Figures"</h2>
            <dl class="health-figures">
                {figure("Version", version)}
                {figure("Runs for", long_span(now.since(started_at)))}
                {figure("Open pages that listen", open_streams.to_string())}
                {figure("Database", format!("{}, {}, answered in {answers_in}", database.engine, octets(database.size)))}
                {figure("Mails of the last day", format!("{} sent, {} failed, {} queued", mail.sent, mail.failed, mail.queued))}
                {disk.map(|disk| figure("Disk of the data folder", disk))}
            </dl>
        </section>
        <section class="stack" aria-labelledby="health-jobs">
            <h2 id="health-jobs">"Background jobs"</h2>
            <table class="health-jobs">
                <thead>
                    <tr>
                        <th scope="col">"Job"</th>
                        <th scope="col">"Done last"</th>
                        <th scope="col">"Failure since"</th>
                    </tr>
                </thead>
                <tbody>
                    {jobs
                        .into_iter()
                        .map(|job| {
                            view! {
                                <tr>
                                    <th scope="row">{job.name}</th>
                                    <td>
                                        {job.done_at.map(|at| view! { <LocalTime at=at style=TimeStyle::Time /> })}
                                    </td>
                                    <td>{job.failure.map_or_else(|| "None".to_owned(), |(_, why)| why)}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </section>
    }
}

//! A run at one look.

use domain::question::QuestionState;
use leptos::prelude::*;

use super::api::RunReport;
use super::section::About;
use crate::ui::{LocalTime, short_span};

/// The numbers, each with what it is measured by.
#[component]
pub fn FigureTiles<'a>(about: About, told: &'a RunReport) -> impl IntoView {
    let figures = told.attendance.figures(about.now);
    let run = about.run;
    let inside = told.attendance.attendees.iter().filter(|attendee| attendee.is_inside()).count();
    let came = if run.is_open() { format!("{inside} inside now") } else { missed(told.absent.len()) };
    let most_at = figures.most_at.map(|at| view! { "at " <LocalTime at=at style=about.times /> });
    let settled = told.questions.iter().filter(|question| question.state == QuestionState::Answered).count();
    let answers: u32 = told.interactions.iter().map(|one| one.tally.answered).sum();
    view! {
        <dl class="report-figures">
            <Tile name="Came" value=figures.came.to_string() note=came.into_any() />
            <Tile name="Most at once" value=figures.most.to_string() note=most_at.into_any() />
            <Tile
                name="Average stay"
                value=short_span(figures.average)
                note=format!("of {}", short_span(run.lasted_for(about.now))).into_any()
            />
            <Tile name="Messages" value=told.transcript.all.to_string() note=().into_any() />
            <Tile
                name="Questions"
                value=told.questions.len().to_string()
                note=format!("{settled} answered").into_any()
            />
            <Tile
                name="Interactions"
                value=told.interactions.len().to_string()
                note=(if answers == 1 { "1 answer".to_owned() } else { format!("{answers} answers") }).into_any()
            />
        </dl>
    }
}

fn missed(absent: usize) -> String {
    match absent {
        0 => String::new(),
        1 => "1 invited did not".to_owned(),
        several => format!("{several} invited did not"),
    }
}

#[component]
fn Tile(name: &'static str, value: String, note: AnyView) -> impl IntoView {
    view! {
        <div class="report-figure">
            <dt>{name}</dt>
            <dd class="report-figure-value">{value}</dd>
            <dd class="report-figure-note">{note}</dd>
        </div>
    }
}

//! A run at one look.

use domain::question::QuestionState;
use leptos::prelude::*;

use super::api::RunReport;
use super::section::About;
use crate::browser::format_number::format_number;
use crate::ui::{LocalTime, short_span};
use crate::{t, t_count, t_view};

/// The numbers, each with what it is measured by.
#[component]
pub fn FigureTiles<'a>(about: About, told: &'a RunReport) -> impl IntoView {
    let figures = told.attendance.figures(about.now);
    let run = about.run;
    let inside = told.attendance.attendees.iter().filter(|attendee| attendee.is_inside()).count();
    let came = if run.is_open() {
        t_count!(inside, "1 inside now", "{count} inside now")
    } else {
        missed(told.absent.len())
    };
    let most_at = figures
        .most_at
        .map(|at| t_view!("at {time}", time = view! { <LocalTime at=at style=about.times /> }));
    let settled = told.questions.iter().filter(|question| question.state == QuestionState::Answered).count();
    let answers: u32 = told.interactions.iter().map(|one| one.tally.answered).sum();
    view! {
        <dl class="report-figures">
            <Tile name=t!("Came") value=format_number(figures.came) note=came.into_any() />
            <Tile name=t!("Most at once") value=format_number(figures.most) note=most_at.into_any() />
            <Tile
                name=t!("Average stay")
                value=short_span(figures.average)
                note=t!("of {span}", span = short_span(run.lasted_for(about.now))).into_any()
            />
            <Tile name=t!("Messages") value=format_number(told.transcript.all) note=().into_any() />
            <Tile
                name=t!("Questions")
                value=format_number(told.questions.len())
                note=t_count!(settled, "1 answered", "{count} answered").into_any()
            />
            <Tile
                name=t!("Interactions")
                value=format_number(told.interactions.len())
                note=t_count!(answers, "1 answer", "{count} answers").into_any()
            />
        </dl>
    }
}

fn missed(absent: usize) -> String {
    match absent {
        0 => String::new(),
        some => t_count!(some, "1 invited did not", "{count} invited did not"),
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

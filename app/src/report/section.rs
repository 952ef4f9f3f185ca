//! What all sections of a report have.

use core::time::Duration;

use domain::report::Run;
use domain::{RoomId, Timestamp};
use leptos::prelude::*;

use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName, TimeStyle};

/// A session this long is told with its days; in a shorter one a time of day says all.
const LONG: Duration = Duration::from_hours(18);

/// Which run a section is about.
#[derive(Clone, Copy)]
pub struct About {
    pub room: RoomId,
    pub run: Run,
    /// When it was told.
    pub now: Timestamp,
    /// How moments of it are told.
    pub times: TimeStyle,
}

impl About {
    pub fn new(room: RoomId, run: Run, now: Timestamp) -> Self {
        let times = if run.lasted_for(now) < LONG { TimeStyle::Time } else { TimeStyle::Short };
        Self { room, run, now, times }
    }

    /// The file of this part.
    pub fn file(self, part: &str) -> String {
        routes::report_file(self.room, part, self.run.number)
    }
}

/// A part of the report under its heading, with the file that holds all of it.
#[component]
pub fn Section(about: About, part: &'static str, heading: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="report-section" aria-labelledby=heading_id(part)>
            <div class="report-section-head">
                <h2 id=heading_id(part)>{heading}</h2>
                <a
                    class="button report-file"
                    href=about.file(part)
                    rel="external"
                    download=""
                    aria-label=t!("Download CSV of {part}", part = heading)
                >
                    <Icon name=IconName::Download />
                    {t!("Download CSV")}
                </a>
            </div>
            {children()}
        </section>
    }
}

fn heading_id(part: &str) -> String {
    format!("report-{part}")
}

/// What a part says when there is nothing in it.
#[component]
pub fn Nothing(words: &'static str) -> impl IntoView {
    view! { <p class="report-nothing">{words}</p> }
}

//! Start, end and time zone: the same inputs wherever a session is planned.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::datetime_local::{an_hour_after, next_full_hour};
use crate::browser::format_time::time_zone;
use crate::error::AppError;
use crate::media::api::list_time_zones;
use crate::t;
use crate::ui::TextField;

/// What is typed. Copies share it.
#[derive(Clone, Copy)]
pub struct ScheduleInputs {
    pub starts: RwSignal<String>,
    pub ends: RwSignal<String>,
    pub time_zone: RwSignal<String>,
    /// What they held before anything was typed.
    first: RwSignal<Option<(String, String, String)>>,
}

impl ScheduleInputs {
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { starts: empty(), ends: empty(), time_zone: empty(), first: RwSignal::new(None) }
    }

    pub fn fill(self, starts: String, ends: String, time_zone: String) {
        self.starts.set(starts);
        self.ends.set(ends);
        self.time_zone.set(time_zone);
    }

    /// Start, end and time zone.
    pub fn values(self) -> (String, String, String) {
        (self.starts.get(), self.ends.get(), self.time_zone.get())
    }

    /// As [`Self::values`], before anything was typed; none until a time has been proposed, and on the server.
    pub fn first(self) -> Option<(String, String, String)> {
        self.first.get()
    }

    /// Proposes a time in the reader's zone where nothing is typed yet.
    fn propose(self) {
        if self.time_zone.with_untracked(String::is_empty) {
            self.time_zone.set(time_zone().unwrap_or_default());
        }
        if self.starts.with_untracked(String::is_empty)
            && let Some(start) = next_full_hour()
        {
            self.starts.set(start);
        }
    }

    /// An end that a new start has passed moves along. These values sort like the times they stand for.
    fn keep_end_after_start(self) {
        let starts = self.starts.get();
        let is_behind = self.ends.with_untracked(|ends| *ends <= starts);
        if is_behind && let Some(end) = an_hour_after(&starts) {
            self.ends.set(end);
        }
    }
}

#[component]
pub fn ScheduleFields(
    fields: ScheduleInputs,
    problem: Signal<Option<AppError>>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let for_field = move |name: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref()?.for_field(name)))
    };
    // Once: a half-typed time is empty for a moment, and must not be typed over.
    Effect::new(move |has_proposed: Option<()>| {
        if has_proposed.is_none() {
            fields.propose();
        }
        fields.keep_end_after_start();
        // What was typed before the page came alive is not in these values yet.
        if has_proposed.is_none() {
            fields.first.set(Some(untrack(|| fields.values())));
        }
    });
    view! {
        <div class="field-row">
            <TextField
                label=t!("Starts")
                name="starts"
                value=fields.starts
                error=for_field("starts")
                kind="datetime-local"
                required=true
                autofocus=autofocus
            />
            <TextField
                label=t!("Ends")
                name="ends"
                value=fields.ends
                error=for_field("ends")
                kind="datetime-local"
                required=true
            />
        </div>
        <TextField
            label=t!("Time zone")
            name="time_zone"
            value=fields.time_zone
            error=for_field("time_zone")
            hint=t!("Both times are on the clock of this zone, as in Europe/Berlin. Everybody sees them on their own.")
            list="time-zones"
            required=true
        />
        <TimeZones />
    }
}

/// The suggestions for the time zone. There are hundreds, so they come after the page.
#[component]
fn TimeZones() -> impl IntoView {
    let zones = RwSignal::new(Vec::<String>::new());
    Effect::new(move || {
        spawn_local(async move {
            if let Ok(list) = list_time_zones().await {
                zones.try_set(list);
            }
        });
    });
    view! {
        <datalist id="time-zones">
            <For each=move || zones.get() key=String::clone let:zone>
                <option value=zone></option>
            </For>
        </datalist>
    }
}

//! When the session is: on the reader's clock and on the one the schedule was made by.

use leptos::prelude::*;

use super::room::Room;
use crate::browser::format_time::{is_same_wall_clock, time_zone};
use crate::t;
use crate::ui::LocalTimeRange;

#[component]
pub fn When(room: Room) -> impl IntoView {
    let starts_at = Signal::derive(move || room.page.with(|page| page.session.starts_at));
    let ends_at = Signal::derive(move || room.page.with(|page| page.session.ends_at));
    let room_zone = Memo::new(move |_| room.page.with(|page| page.details.time_zone.clone()));
    let reader_zone = RwSignal::new(None::<String>);
    let is_elsewhere = RwSignal::new(false);
    Effect::new(move || {
        reader_zone.set(time_zone());
        is_elsewhere.set(!is_same_wall_clock(starts_at.get(), &room_zone.read()));
    });
    view! {
        <section class="fact">
            <h2>{t!("When")}</h2>
            <p class="fact-time">
                <LocalTimeRange from=starts_at to=ends_at />
            </p>
            <p class="soft" hidden=move || reader_zone.with(Option::is_none)>
                {move || reader_zone.get().map(|zone| t!("Your time zone, {zone}", zone = spaced(&zone)))}
            </p>
            <Show when=move || is_elsewhere.get()>
                <div class="fact-other-zone">
                    <p>
                        {move || view! { <LocalTimeRange from=starts_at to=ends_at zone=room_zone.get() /> }}
                    </p>
                    <p class="soft">{move || t!("The room’s time zone, {zone}", zone = spaced(&room_zone.read()))}</p>
                </div>
            </Show>
            <noscript inner_html=without_script(room)></noscript>
        </section>
    }
}

/// The schedule in the room's own zone, which the server knows without the reader's.
fn without_script(room: Room) -> String {
    let zone = room.page.with_untracked(|page| page.details.time_zone.clone());
    let (starts, ends) =
        room.page.with_untracked(|page| (page.starts_local.clone(), page.ends_local.clone()));
    // Both come from the server's own list of zones and its own clock: digits, letters and signs of no meaning.
    let words = t!(
        "{starts} – {ends} in the room’s time zone, {zone}",
        starts = starts.replace('T', " "),
        ends = ends.replace('T', " "),
        zone = spaced(&zone)
    );
    format!("<p class=\"soft\">{words}</p>")
}

fn spaced(zone: &str) -> String {
    zone.replace('_', " ")
}

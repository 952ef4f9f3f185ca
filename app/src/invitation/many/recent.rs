//! Lists of this room that are on their way or ended lately.

use domain::RoomId;
use leptos::prelude::*;

use super::api::BatchSummary;
use super::words::{batch_badge, told};
use crate::routes;
use crate::ui::{LocalTime, TimeStyle};
use crate::{t, t_count};

#[component]
pub fn Recent(room: RoomId, batches: Vec<BatchSummary>) -> impl IntoView {
    (!batches.is_empty()).then(|| {
        view! {
            <section class="many-recent" aria-labelledby="many-recent-title">
                <h2 id="many-recent-title">{t!("Recent lists")}</h2>
                <ul class="table-list" role="list">
                    {batches.into_iter().map(|batch| view! { <Line room=room batch=batch /> }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn Line(room: RoomId, batch: BatchSummary) -> impl IntoView {
    let (kind, word) = batch_badge(batch.state, batch.counts);
    let outcome = match batch.by.as_ref() {
        Some(by) => t!("{outcome}, by {name}", outcome = told(&batch), name = by.to_string()),
        None => told(&batch),
    };
    let people = t_count!(batch.total, "1 person", "{count} people");
    view! {
        <li class="many-recent-line">
            <div>
                <a href=routes::invite_many(room, Some(batch.id))>
                    {people} ", " <LocalTime at=batch.created_at style=TimeStyle::Short />
                </a>
                <p class="soft">{outcome}</p>
            </div>
            <span class="badge" data-kind=kind>{word}</span>
        </li>
    }
}

//! The files of late.

use leptos::prelude::*;

use super::api::ImportSummary;
use super::words::{import_badge, told};
use crate::routes;
use crate::t;
use crate::ui::{LocalTime, TimeStyle};

#[component]
pub fn Recent(imports: Vec<ImportSummary>) -> impl IntoView {
    let row = |import: ImportSummary| {
        let (kind, word) = import_badge(import.state, import.counts);
        view! {
            <li class="many-recent-line">
                <div>
                    <a href=routes::import_people(Some(import.id))>{import.file_name}</a>
                    <p class="soft">
                        <LocalTime at=import.created_at style=TimeStyle::Short />
                        {import.by.map(|by| format!(" · {by}"))}
                        {format!(" · {}", told(import.counts, import.state.is_over()))}
                    </p>
                </div>
                <span class="badge" data-kind=kind>{word}</span>
            </li>
        }
    };
    (!imports.is_empty()).then(|| {
        view! {
            <section class="people-section" aria-labelledby="recent-imports">
                <h2 id="recent-imports">{t!("Recent imports")}</h2>
                <ul class="table-list" role="list">{imports.into_iter().map(row).collect_view()}</ul>
                <p class="field-hint">{t!("Reports can be read for 30 days.")}</p>
            </section>
        }
    })
}

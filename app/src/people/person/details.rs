//! Name, address and role.

use leptos::prelude::*;

use super::acts::{Acts, problem_of};
use crate::people::api::PersonPage;
use crate::people::fields::{PersonDraft, PersonFieldset};
use crate::t;
use crate::ui::ErrorNotice;

#[component]
pub fn Details(page: PersonPage, acts: Acts) -> impl IntoView {
    let draft = PersonDraft::of(&page.entry);
    let problem = problem_of(acts.change.value());
    let is_pending = acts.change.pending();
    view! {
        <section class="people-section" aria-labelledby="person-details">
            <h2 id="person-details">{t!("Details")}</h2>
            <ActionForm action=acts.change attr:class="people-form card" attr:novalidate="">
                <ErrorNotice error=problem />
                <input type="hidden" name="person" value=page.entry.id.to_string() />
                <input type="hidden" name="version" value=page.version.to_string() />
                <PersonFieldset draft=draft problem=problem />
                <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                    {move || if is_pending.get() { t!("Saving…") } else { t!("Save changes") }}
                </button>
            </ActionForm>
        </section>
    }
}

//! Name, address and role.

use leptos::prelude::*;

use super::acts::{Acts, problem_of};
use crate::people::api::{ChangePerson, PersonFields, PersonPage};
use crate::people::fields::{PersonDraft, PersonFieldset};
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, LeaveGuard, last_saved, unsaved};

/// What is typed about somebody. It stays when the page is read again, unless they have been changed themself.
#[derive(Clone, Copy)]
pub struct KeptDraft {
    draft: PersonDraft,
    version: StoredValue<Option<i64>>,
    saved: Signal<Option<PersonFields>>,
}

impl KeptDraft {
    pub fn new(change: ServerAction<ChangePerson>) -> Self {
        Self {
            draft: PersonDraft::new(),
            version: StoredValue::new(None),
            saved: last_saved(change, PersonFields::from),
        }
    }

    fn of(self, page: &PersonPage) -> PersonDraft {
        if self.version.get_value() != Some(page.version) {
            self.version.set_value(Some(page.version));
            self.draft.take(PersonFields::from(&page.entry));
        }
        self.draft
    }

    fn is_unsaved(self, page: &PersonPage) -> Memo<bool> {
        unsaved(move || self.draft.read(), PersonFields::from(&page.entry), self.saved)
    }
}

#[component]
pub fn Details(page: PersonPage, acts: Acts, draft: KeptDraft) -> impl IntoView {
    let is_unsaved = draft.is_unsaved(&page);
    let draft = draft.of(&page);
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
                <p class="field-hint">
                    {t!("Whoever is below the role that the settings ask of hosts cannot invite, unless they are named there or in a group that is.")} " "
                    <a href=routes::settings()>{t!("Settings")}</a>
                </p>
                <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                    {move || if is_pending.get() { t!("Saving…") } else { t!("Save changes") }}
                </button>
            </ActionForm>
            <LeaveGuard is_unsaved=is_unsaved />
        </section>
    }
}

//! Name, address and role.

use leptos::prelude::*;

use super::acts::{Acts, problem_of};
use crate::people::api::{ChangePerson, PersonFields, PersonPage};
use crate::people::fields::{PersonDraft, PersonFieldset};
use crate::routes;
use crate::t;
use crate::ui::{DraftInputs, ErrorNotice, LeaveGuard, last_saved};

/// What is typed about somebody. It stays when the page is read again, with the version that it began with: of what
/// somebody else has changed meanwhile nothing is replaced unseen. Where nothing is typed, what they are now is shown.
#[derive(Clone, Copy)]
pub struct KeptDraft {
    draft: PersonDraft,
    inputs: DraftInputs,
    version: StoredValue<i64>,
    saved: RwSignal<PersonFields>,
}

impl KeptDraft {
    pub fn new(change: ServerAction<ChangePerson>) -> Self {
        let draft = PersonDraft::new();
        Self {
            draft,
            inputs: DraftInputs::of_form(),
            version: StoredValue::new(0),
            saved: last_saved(untrack(|| draft.read()), change, PersonFields::from),
        }
    }

    /// What is typed stays unless it is saved; its version goes on where only the save itself has changed them.
    fn take(self, page: &PersonPage) {
        let fields = PersonFields::from(&page.entry);
        let (typed, saved) = untrack(|| (self.draft.read(), self.saved.get()));
        let is_unsaved = typed != saved;
        if is_unsaved && saved != fields {
            return;
        }
        if !is_unsaved && typed != fields {
            self.draft.take(fields.clone());
            self.inputs.renew();
        }
        self.saved.set(fields);
        self.version.set_value(page.version);
    }

    fn is_unsaved(self) -> Memo<bool> {
        Memo::new(move |_| self.draft.read() != self.saved.get())
    }
}

#[component]
pub fn Details(page: PersonPage, acts: Acts, draft: KeptDraft) -> impl IntoView {
    draft.take(&page);
    let KeptDraft { draft: typed, inputs, version, .. } = draft;
    let is_unsaved = draft.is_unsaved();
    let problem = problem_of(acts.change.value());
    let is_pending = acts.change.pending();
    view! {
        <section class="people-section" aria-labelledby="person-details">
            <h2 id="person-details">{t!("Details")}</h2>
            <ActionForm action=acts.change attr:class="people-form card" attr:novalidate="">
                <ErrorNotice error=problem />
                <input type="hidden" name="person" value=page.entry.id.to_string() />
                <input type="hidden" name="version" value=version.get_value().to_string() />
                {inputs.draw(view! { <PersonFieldset draft=typed problem=problem /> })}
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

//! What administrators do about the mail server.

use leptos::prelude::*;

use super::api::{RemoveMailServer, SaveMailServer};
use super::face::take_face;
use super::mail_server_draft::MailServerDraft;
use crate::error::AppError;
use crate::t;
use crate::ui::{DoneActs, FormProblem, use_toast};

/// Naming a mail server, and going without one. Belongs to the page: the form is made anew by each of them.
#[derive(Clone, Copy)]
pub struct MailServerActs {
    pub save: ServerAction<SaveMailServer>,
    pub remove: ServerAction<RemoveMailServer>,
    draft: StoredValue<MailServerDraft>,
    done: DoneActs,
}

impl MailServerActs {
    /// Each is told by a toast, and every page learns of it.
    pub fn of_page() -> Self {
        let (save, remove) = (ServerAction::<SaveMailServer>::new(), ServerAction::<RemoveMailServer>::new());
        let (done, toasts) = (DoneActs::of_page(), use_toast());
        take_face(move || save.value().get());
        take_face(move || remove.value().get());
        done.then(save.value(), move || {
            remove.clear();
            toasts.say(t!("The mail server is saved."));
        });
        done.then(remove.value(), move || {
            save.clear();
            toasts.say(t!("There is no mail server any more."));
        });
        Self { save, remove, draft: StoredValue::new(MailServerDraft::new(save)), done }
    }

    /// Changes with each act that has been done.
    pub fn version(self) -> usize {
        self.done.version()
    }

    /// What is typed.
    pub fn draft(self) -> MailServerDraft {
        self.draft.get_value()
    }

    /// Whether something typed is not saved.
    pub fn is_unsaved(self) -> Memo<bool> {
        let draft = self.draft();
        Memo::new(move |_| draft.is_unsaved())
    }

    /// What went wrong and is said beside no field.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        let of_save = FormProblem::of(self.save).trouble();
        let of_removal = FormProblem::of(self.remove).trouble();
        Signal::derive(move || of_save.get().or_else(|| of_removal.get()))
    }
}

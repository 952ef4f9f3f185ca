//! What administrators do about the mail server.

use leptos::prelude::*;

use super::api::{RemoveMailServer, SaveMailServer};
use super::face::take_face;
use crate::error::AppError;
use crate::t;
use crate::ui::{FormProblem, use_toast};

/// Naming a mail server, and going without one. Belongs to the page: the form is made anew by each of them.
#[derive(Clone, Copy)]
pub struct MailServerActs {
    pub save: ServerAction<SaveMailServer>,
    pub remove: ServerAction<RemoveMailServer>,
    done: RwSignal<usize>,
}

impl MailServerActs {
    /// Each is told by a toast, and every page learns of it.
    pub fn of_page() -> Self {
        let (save, remove) = (ServerAction::<SaveMailServer>::new(), ServerAction::<RemoveMailServer>::new());
        let acts = Self { save, remove, done: RwSignal::new(0) };
        let toasts = use_toast();
        take_face(move || save.value().get());
        take_face(move || remove.value().get());
        Effect::new(move || {
            if let Some(Ok(_)) = save.value().get() {
                remove.clear();
                acts.done.update(|done| *done += 1);
                toasts.say(t!("The mail server is saved."));
            }
        });
        Effect::new(move || {
            if let Some(Ok(_)) = remove.value().get() {
                save.clear();
                acts.done.update(|done| *done += 1);
                toasts.say(t!("There is no mail server any more."));
            }
        });
        acts
    }

    /// Changes with each act that has been done.
    pub fn version(self) -> usize {
        self.done.get()
    }

    /// What went wrong and is said beside no field.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        let of_save = FormProblem::of(self.save).trouble();
        let of_removal = FormProblem::of(self.remove).trouble();
        Signal::derive(move || of_save.get().or_else(|| of_removal.get()))
    }
}

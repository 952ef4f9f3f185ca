//! What an administrator can do about somebody.

use leptos::prelude::*;

use crate::error::AppError;
use crate::people::api::{ChangePerson, DeactivatePerson, MakePasswordLink, ReactivatePerson};
use crate::people::group_api::{AddMember, RemoveMember};
use crate::t;
use crate::ui::use_toast;

/// What can be done about them; each is told by a toast, and the page is read again.
#[derive(Clone, Copy)]
pub struct Acts {
    pub change: ServerAction<ChangePerson>,
    pub deactivate: ServerAction<DeactivatePerson>,
    pub reactivate: ServerAction<ReactivatePerson>,
    pub link: ServerAction<MakePasswordLink>,
    pub join: ServerAction<AddMember>,
    pub leave: ServerAction<RemoveMember>,
}

impl Acts {
    pub fn new() -> Self {
        let acts = Self {
            change: ServerAction::new(),
            deactivate: ServerAction::new(),
            reactivate: ServerAction::new(),
            link: ServerAction::new(),
            join: ServerAction::new(),
            leave: ServerAction::new(),
        };
        tell(acts.change.value(), t!("The changes are saved."));
        tell(acts.deactivate.value(), t!("They are deactivated, and signed out everywhere."));
        tell(acts.reactivate.value(), t!("They can sign in again."));
        tell(acts.join.value(), t!("They are in the group."));
        tell(acts.leave.value(), t!("They are not in the group any more."));
        acts
    }

    /// Changes with each act that has been done.
    pub fn version(self) -> [usize; 6] {
        [
            self.change.version().get(),
            self.deactivate.version().get(),
            self.reactivate.version().get(),
            self.link.version().get(),
            self.join.version().get(),
            self.leave.version().get(),
        ]
    }
}

fn tell(
    value: impl Get<Value = Option<Result<(), AppError>>> + Send + Sync + 'static,
    sentence: &'static str,
) {
    let toasts = use_toast();
    Effect::new(move |_| {
        if matches!(value.get(), Some(Ok(()))) {
            toasts.say(sentence);
        }
    });
}

/// What went wrong with the last try of an act.
pub fn problem_of<T>(
    value: impl Get<Value = Option<Result<T, AppError>>> + Send + Sync + 'static,
) -> Signal<Option<AppError>> {
    Signal::derive(move || value.get().and_then(Result::err))
}

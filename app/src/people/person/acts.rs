//! What an administrator can do about somebody.

use leptos::prelude::*;

use crate::error::AppError;
use crate::people::api::{ChangePerson, DeactivatePerson, MakePasswordLink, ReactivatePerson};
use crate::people::group_api::{AddMember, RemoveMember};
use crate::people::leaving::tell_left;
use crate::t;
use crate::ui::DoneActs;

/// What can be done about them; each is told by a toast, and the page is read again.
#[derive(Clone, Copy)]
pub struct Acts {
    pub change: ServerAction<ChangePerson>,
    pub deactivate: ServerAction<DeactivatePerson>,
    pub reactivate: ServerAction<ReactivatePerson>,
    pub link: ServerAction<MakePasswordLink>,
    pub join: ServerAction<AddMember>,
    pub leave: ServerAction<RemoveMember>,
    done: DoneActs,
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
            done: DoneActs::of_page(),
        };
        for (value, sentence) in [
            (acts.change.value(), t!("The changes are saved.")),
            (acts.deactivate.value(), t!("They are deactivated, and signed out everywhere.")),
            (acts.reactivate.value(), t!("They can sign in again.")),
            (acts.join.value(), t!("They are in the group.")),
        ] {
            acts.done.tell(value, sentence);
        }
        tell_left(acts.done, acts.leave);
        // The link is news enough.
        acts.done.then(acts.link.value(), || ());
        acts
    }

    /// Changes with each act that has been done.
    pub fn version(self) -> usize {
        self.done.version()
    }
}

/// What went wrong with the last try of an act.
pub fn problem_of<T>(
    value: impl Get<Value = Option<Result<T, AppError>>> + Send + Sync + 'static,
) -> Signal<Option<AppError>> {
    Signal::derive(move || value.get().and_then(Result::err))
}

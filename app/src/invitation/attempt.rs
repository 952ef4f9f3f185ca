//! One try after the other to make an invitation out of what is typed, and what went wrong with the last.

use domain::RoomId;
use leptos::prelude::*;

use super::draft::{EMAIL, FIELDS};
use super::fields::DraftFields;
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::invitation::api::{IfInvited, InvitationReady, InviteRequest, invite};

#[derive(Clone, Copy)]
pub struct Attempt {
    room: RoomId,
    pub fields: DraftFields,
    sending: Action<InviteRequest, Result<InvitationReady, AppError>>,
    problem: RwSignal<Option<AppError>>,
}

impl Attempt {
    pub fn new(room: RoomId, fields: DraftFields, on_ready: Callback<InvitationReady>) -> Self {
        let sending = Action::new(|request: &InviteRequest| invite(request.clone()));
        let attempt = Self { room, fields, sending, problem: RwSignal::new(None) };
        Effect::new(move |_| match sending.value().get() {
            None => {}
            Some(Ok(ready)) => on_ready.run(ready),
            Some(Err(problem)) => attempt.show(problem),
        });
        fields.on_change(move |field| attempt.forget(field));
        attempt
    }

    /// Sends what is typed, unless it is visibly wrong or being sent already.
    pub fn send(self, if_invited: IfInvited) {
        if self.is_pending() {
            return;
        }
        let draft = untrack(|| self.fields.read());
        let wrong = draft.check();
        if wrong.is_empty() {
            self.problem.set(None);
            self.sending.dispatch(draft.request(self.room, if_invited));
        } else {
            self.show(AppError::Fields(wrong));
        }
    }

    pub fn is_pending(self) -> bool {
        self.sending.pending().get()
    }

    /// What is wrong with the field of this name.
    pub fn field_problem(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref()?.for_field(name)))
    }

    /// The invitation that this address has already.
    pub fn already_invited(self) -> Option<InvitationReady> {
        self.problem.with(|problem| match problem {
            Some(AppError::AlreadyInvited(there)) => Some((**there).clone()),
            _ => None,
        })
    }

    /// Any trouble that has no place of its own in the form.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        Signal::derive(move || {
            self.problem.get().filter(|problem| {
                !matches!(problem, AppError::AlreadyInvited(_)) && first_wrong_field(problem).is_none()
            })
        })
    }

    fn show(self, problem: AppError) {
        let field = first_wrong_field(&problem);
        self.problem.set(Some(problem));
        if let Some(field) = field {
            // After the sentence is there, so that it is read with the field.
            request_animation_frame(move || focus_id(&format!("field-{field}")));
        }
    }

    /// A problem is gone as soon as what caused it is changed.
    fn forget(self, field: &str) {
        let is_gone = self.problem.with_untracked(|problem| match problem {
            Some(AppError::Fields(wrong)) => wrong.iter().all(|one| one.field == field),
            Some(AppError::AlreadyInvited(_)) => field == EMAIL,
            _ => false,
        });
        if is_gone {
            self.problem.set(None);
        } else {
            self.problem.update(|problem| {
                if let Some(AppError::Fields(wrong)) = problem {
                    wrong.retain(|one| one.field != field);
                }
            });
        }
    }
}

/// In the order of the form, whatever the order of the errors.
fn first_wrong_field(problem: &AppError) -> Option<&'static str> {
    FIELDS.into_iter().find(|field| problem.for_field(field).is_some())
}

//! What a form has been refused for, and where each part of it is said.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::error::AppError;

/// What went wrong with the last try: said beside the fields that it is about, or above them all.
#[derive(Clone, Copy)]
pub struct FormProblem(Signal<Option<AppError>>);

impl FormProblem {
    /// Of the form that the action sends.
    pub fn of<S>(action: ServerAction<S>) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: Clone + Send + Sync + 'static,
    {
        let value = action.value();
        Self(Signal::derive(move || value.get().and_then(Result::err)))
    }

    /// What is wrong with the field of this name.
    pub fn for_field(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.0.with(|problem| problem.as_ref()?.for_field(name)))
    }

    /// What is about no field.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        Signal::derive(move || self.0.get().filter(|problem| !matches!(problem, AppError::Fields(_))))
    }
}

impl From<RwSignal<Option<AppError>>> for FormProblem {
    fn from(problem: RwSignal<Option<AppError>>) -> Self {
        Self(problem.into())
    }
}

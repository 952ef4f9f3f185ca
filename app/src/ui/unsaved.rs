//! Whether something typed into a form is not saved.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::error::AppError;

/// What a form was filled with at first; then what its action has sent last, and the server has taken. Inputs go on
/// showing that as it was typed, whatever the server has made of it.
pub fn last_saved<S, T>(first: T, action: ServerAction<S>, form: impl Fn(S) -> T + 'static) -> RwSignal<T>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    let (input, value) = (action.input(), action.value());
    let (sent, saved) = (StoredValue::new(None), RwSignal::new(first));
    Effect::new(move || {
        if let Some(input) = input.get() {
            sent.set_value(Some(form(input)));
        }
    });
    Effect::new(move || {
        if let Some(Ok(_)) = value.get()
            && let Some(sent) = sent.get_value()
        {
            saved.set(sent);
        }
    });
    saved
}

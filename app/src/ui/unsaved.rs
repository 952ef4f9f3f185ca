//! Whether something typed into a form is not saved.

use leptos::prelude::*;
use server_fn::ServerFn;

use crate::error::AppError;

/// What an action has sent last, and the server has taken. Inputs go on showing it as it was typed, whatever the server
/// has made of it.
pub fn last_saved<S, T>(action: ServerAction<S>, form: impl Fn(S) -> T + 'static) -> Signal<Option<T>>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    let (input, value) = (action.input(), action.value());
    let (sent, saved) = (StoredValue::new(None), RwSignal::new(None));
    Effect::new(move || {
        if let Some(input) = input.get() {
            sent.set_value(Some(form(input)));
        }
    });
    Effect::new(move || {
        if let Some(Ok(_)) = value.get() {
            saved.set(sent.get_value());
        }
    });
    saved.into()
}

/// Whether a form holds something else than what was loaded, and than what was saved last.
pub fn unsaved<T>(
    typed: impl Fn() -> T + Send + Sync + 'static,
    loaded: impl Into<Signal<T>>,
    saved: Signal<Option<T>>,
) -> Memo<bool>
where
    T: PartialEq + Send + Sync + 'static,
{
    let loaded = loaded.into();
    Memo::new(move |_| {
        let typed = typed();
        loaded.with(|loaded| *loaded != typed) && saved.with(|saved| saved.as_ref() != Some(&typed))
    })
}

//! How many acts of a page have been done: with each, what the page shows is read again.

use leptos::prelude::*;

use super::{Toasts, use_toast};
use crate::error::AppError;

/// Counts acts that have been done. What was refused changes nothing, and leaves the page as it is.
#[derive(Clone, Copy)]
pub struct DoneActs {
    count: RwSignal<usize>,
    toasts: Toasts,
}

impl DoneActs {
    pub fn of_page() -> Self {
        Self { count: RwSignal::new(0), toasts: use_toast() }
    }

    /// Counts what is done by an act and tells it by a toast.
    pub fn tell<T: Clone + 'static>(
        self,
        value: impl Get<Value = Option<Result<T, AppError>>> + Send + Sync + 'static,
        sentence: &'static str,
    ) {
        self.then(value, move || self.toasts.say(sentence));
    }

    /// Counts what is done by an act and goes on with it.
    pub fn then<T: Clone + 'static>(
        self,
        value: impl Get<Value = Option<Result<T, AppError>>> + Send + Sync + 'static,
        go_on: impl Fn() + 'static,
    ) {
        Effect::new(move || {
            if let Some(Ok(_)) = value.get() {
                self.count.update(|count| *count += 1);
                go_on();
            }
        });
    }

    /// Counts one that was done otherwise, as from a toast, which outlives the page.
    pub fn note(self) {
        self.count.try_update(|count| *count += 1);
    }

    /// Changes with each act that has been done.
    pub fn version(self) -> usize {
        self.count.get()
    }
}

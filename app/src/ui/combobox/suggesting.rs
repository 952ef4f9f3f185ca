//! The combobox's state with what it needs from outside: the text, a timer, and the question under way.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::state::{ComboboxState, Key, Outcome};
use crate::{t, t_count};

/// How long the fingers must rest before a question is asked.
const REST: Duration = Duration::from_millis(200);

/// Suggestions under way, or a sentence on why there are none.
pub type Found<T> = Pin<Box<dyn Future<Output = Result<Vec<T>, String>> + Send>>;

/// Where suggestions come from and what becomes of them.
pub struct Source<T: 'static> {
    /// Whether a text is worth a question.
    pub is_worth_asking: fn(&str) -> bool,
    /// Asks for the suggestions to a text.
    pub find: Callback<String, Found<T>>,
    /// How a suggestion is drawn in the list.
    pub draw: fn(&T) -> AnyView,
    /// What the input holds after a suggestion has been chosen.
    pub text: fn(&T) -> String,
    pub on_choose: Callback<T>,
}

impl<T> Clone for Source<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Source<T> {}

pub struct Suggesting<T: 'static> {
    pub source: Source<T>,
    pub state: RwSignal<ComboboxState<T>>,
    /// What assistive technology is told: how many suggestions there are, or why there are none.
    pub status: RwSignal<String>,
    value: RwSignal<String>,
    ask: Action<String, ()>,
    rest: StoredValue<Option<TimeoutHandle>>,
    asking: StoredValue<Option<ActionAbortHandle>>,
}

impl<T> Clone for Suggesting<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Suggesting<T> {}

impl<T: Clone + Send + Sync + 'static> Suggesting<T> {
    pub fn new(source: Source<T>, value: RwSignal<String>) -> Self {
        let state = RwSignal::new(ComboboxState::default());
        let status = RwSignal::new(String::new());
        let ask = Action::new(move |query: &String| {
            let query = query.clone();
            async move {
                let answer = source.find.run(query.clone()).await;
                let told = describe(&answer);
                if state.try_update(|state| state.take_answer(&query, answer)) == Some(true) {
                    status.set(told);
                }
            }
        });
        let (rest, asking) = (StoredValue::new(None), StoredValue::new(None));
        let list = Self { source, state, status, value, ask, rest, asking };
        on_cleanup(move || list.stop_asking());
        list
    }

    /// The reader has typed.
    pub fn type_text(self, text: String) {
        let is_worth_asking = (self.source.is_worth_asking)(&text);
        self.stop_asking();
        self.state.update(|state| state.type_text(&text, is_worth_asking));
        self.value.set(text.clone());
        if is_worth_asking {
            let rested = set_timeout_with_handle(move || self.ask(text), REST).ok();
            self.rest.set_value(rested);
        }
    }

    /// The reader has pressed a key. While an input method composes, keys are the method's.
    pub fn press(self, event: &KeyboardEvent) {
        let key = Key::read(&event.key(), event.alt_key()).filter(|_| !event.is_composing());
        let Some(key) = key else { return };
        let text = self.value.get_untracked();
        let is_worth_asking = (self.source.is_worth_asking)(&text);
        let outcome = self.state.try_update(|state| state.press(key, &text, is_worth_asking));
        match outcome {
            None | Some(Outcome::Unused) => return,
            Some(Outcome::Used) => {}
            Some(Outcome::Ask) => self.ask(text),
            Some(Outcome::Chosen(item)) => self.take(item),
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The reader has clicked on an item.
    pub fn choose(self, index: usize) {
        if let Some(item) = self.state.try_update(|state| state.choose(index)).flatten() {
            self.take(item);
        }
    }

    /// The reader has left the input.
    pub fn dismiss(self) {
        self.stop_asking();
        self.state.update(ComboboxState::dismiss);
    }

    fn take(self, item: T) {
        self.stop_asking();
        self.value.set((self.source.text)(&item));
        self.status.set(String::new());
        self.source.on_choose.run(item);
    }

    fn ask(self, text: String) {
        let asking = self.ask.dispatch(text);
        self.asking.set_value(Some(asking));
    }

    /// Drops the waiting question and the one under way, whose request is given up.
    fn stop_asking(self) {
        if let Some(rest) = self.rest.try_update_value(Option::take).flatten() {
            rest.clear();
        }
        if let Some(asking) = self.asking.try_update_value(Option::take).flatten() {
            asking.abort();
        }
    }
}

fn describe<T>(answer: &Result<Vec<T>, String>) -> String {
    match answer.as_ref().map(Vec::len) {
        Ok(0) => t!("No suggestions.").to_owned(),
        Ok(count) => t_count!(count, "One suggestion available.", "{count} suggestions available."),
        Err(trouble) => trouble.clone(),
    }
}

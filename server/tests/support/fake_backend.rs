//! A backend that knows nobody, and remembers what it was asked. For tests of the edge alone.
//! Its answers: nothing found, everything done.

mod account;
mod guest_link;
mod identity;
mod invitation;
mod join;
mod live;
mod mail;
mod people;
mod records;
mod report;
mod room;
mod settings;
mod setup;

use std::sync::{Arc, Mutex};

use app::backend::{Backend, Caller};
use domain::Timestamp;

use super::NOW;

#[derive(Default)]
pub struct FakeBackend {
    asked: Mutex<Vec<(&'static str, Caller)>>,
}

impl FakeBackend {
    /// The questions so far.
    pub fn asked(&self) -> Vec<&'static str> {
        self.asked.lock().unwrap().iter().map(|(question, _)| *question).collect()
    }

    /// Who asked last.
    pub fn last_caller(&self) -> Caller {
        self.asked.lock().unwrap().last().expect("nobody has asked").1.clone()
    }

    pub fn forget(&self) {
        self.asked.lock().unwrap().clear();
    }

    pub fn as_backend(self: &Arc<Self>) -> Arc<dyn Backend> {
        Arc::clone(self) as Arc<dyn Backend>
    }

    fn note(&self, question: &'static str, caller: &Caller) {
        self.asked.lock().unwrap().push((question, caller.clone()));
    }
}

impl Backend for FakeBackend {
    fn now(&self) -> Timestamp {
        NOW
    }
}

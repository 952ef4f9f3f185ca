//! The inputs of the *Invite users* window as signals.

use domain::{Language, Role};
use leptos::prelude::*;

use super::draft::{Draft, EMAIL, FIRST_NAME, LAST_NAME, ROLE};

/// What is typed at the moment.
#[derive(Clone, Copy)]
pub struct DraftFields {
    pub email: RwSignal<String>,
    pub first_name: RwSignal<String>,
    pub last_name: RwSignal<String>,
    pub role: RwSignal<Role>,
    pub send_mail: RwSignal<bool>,
    pub language: RwSignal<Option<Language>>,
}

impl DraftFields {
    pub fn new() -> Self {
        Self {
            email: RwSignal::default(),
            first_name: RwSignal::default(),
            last_name: RwSignal::default(),
            role: RwSignal::new(Role::Viewer),
            send_mail: RwSignal::new(false),
            language: RwSignal::new(None),
        }
    }

    pub fn read(self) -> Draft {
        Draft {
            email: self.email.get(),
            first_name: self.first_name.get(),
            last_name: self.last_name.get(),
            role: self.role.get(),
            send_mail: self.send_mail.get(),
            language: self.language.get(),
        }
    }

    /// Empties what belongs to one person; the type and the way it is sent stay, for the next one.
    pub fn clear_person(self) {
        for text in [self.email, self.first_name, self.last_name] {
            text.set(String::new());
        }
    }

    /// Calls with the name of each field whose value changes.
    pub fn on_change(self, changed: impl Fn(&str) + Copy + 'static) {
        for (name, text) in [(EMAIL, self.email), (FIRST_NAME, self.first_name), (LAST_NAME, self.last_name)]
        {
            Effect::watch(move || text.get(), move |_, _, _| changed(name), false);
        }
        Effect::watch(move || self.role.get(), move |_, _, _| changed(ROLE), false);
    }
}

//! The mail server as it is being typed.

use domain::mail::{Encryption, MailServerForm};
use leptos::prelude::*;

use super::api::SaveMailServer;
use crate::ui::{last_saved, unsaved};

/// What is typed. Copies share it.
#[derive(Clone, Copy)]
pub struct MailServerDraft {
    pub host: RwSignal<String>,
    pub port: RwSignal<String>,
    pub encryption: RwSignal<Encryption>,
    pub user: RwSignal<String>,
    pub password: RwSignal<String>,
    pub from: RwSignal<String>,
    loaded: RwSignal<MailServerForm>,
}

impl MailServerDraft {
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            host: empty(),
            port: empty(),
            encryption: RwSignal::new(Encryption::default()),
            user: empty(),
            password: empty(),
            from: empty(),
            loaded: RwSignal::new(MailServerForm::default()),
        }
    }

    /// What was loaded, or else what was typed and refused, in place of what is typed.
    pub fn take(self, loaded: MailServerForm, refused: Option<MailServerForm>) {
        self.loaded.set(loaded.clone());
        let form = refused.unwrap_or(loaded);
        self.host.set(form.host);
        self.port.set(form.port);
        self.encryption.set(form.encryption);
        self.user.set(form.user);
        self.password.set(form.password);
        self.from.set(form.from);
    }

    /// Whether something else is typed than what is saved.
    pub fn is_unsaved(self, save: ServerAction<SaveMailServer>) -> Memo<bool> {
        unsaved(move || self.read(), self.loaded, last_saved(save, MailServerForm::from))
    }

    fn read(self) -> MailServerForm {
        MailServerForm {
            host: self.host.get(),
            port: self.port.get(),
            encryption: self.encryption.get(),
            user: self.user.get(),
            password: self.password.get(),
            from: self.from.get(),
        }
    }
}

impl From<SaveMailServer> for MailServerForm {
    fn from(sent: SaveMailServer) -> Self {
        let SaveMailServer { host, port, encryption, user, password, from } = sent;
        Self { host, port, encryption, user, password, from }
    }
}

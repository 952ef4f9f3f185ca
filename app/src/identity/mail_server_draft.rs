//! The mail server as it is being typed.

use domain::mail::{Encryption, MailServerForm};
use leptos::prelude::*;

use super::api::SaveMailServer;
use crate::ui::{DraftInputs, last_saved};

/// What is typed. Copies share it.
#[derive(Clone, Copy)]
pub struct MailServerDraft {
    pub host: RwSignal<String>,
    pub port: RwSignal<String>,
    pub encryption: RwSignal<Encryption>,
    pub user: RwSignal<String>,
    pub password: RwSignal<String>,
    pub from: RwSignal<String>,
    pub inputs: DraftInputs,
    saved: RwSignal<MailServerForm>,
}

impl MailServerDraft {
    pub fn new(save: ServerAction<SaveMailServer>) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            host: empty(),
            port: empty(),
            encryption: RwSignal::new(Encryption::default()),
            user: empty(),
            password: empty(),
            from: empty(),
            inputs: DraftInputs::of_form(),
            saved: last_saved(MailServerForm::default(), save, MailServerForm::from),
        }
    }

    /// What was loaded, or else what was typed and refused, in place of what is typed; unless that is not saved.
    pub fn take(self, loaded: MailServerForm, refused: Option<MailServerForm>) {
        let (typed, saved) = untrack(|| (self.read(), self.saved.get()));
        self.saved.set(loaded.clone());
        let form = refused.unwrap_or(loaded);
        if typed != saved || typed == form {
            return;
        }
        self.host.set(form.host);
        self.port.set(form.port);
        self.encryption.set(form.encryption);
        self.user.set(form.user);
        self.password.set(form.password);
        self.from.set(form.from);
        self.inputs.renew();
    }

    /// Whether something else is typed than what is saved; whoever asks in a reactive place follows both.
    pub fn is_unsaved(self) -> bool {
        self.read() != self.saved.get()
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

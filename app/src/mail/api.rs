//! The mail desk: what invitations by mail say, how they leave, and what has become of them.

use domain::mail::{
    MailCounts, MailKind, MailProblem, MailState, MailView, MailsToTry, Template, TemplateStanding,
};
use domain::{Language, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// All that the administrator's page of mails shows, besides the mails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailDesk {
    /// One for each language. Without any version in any, nobody may send links by mail.
    pub templates: Vec<LanguageTemplates>,
    pub transport: Transport,
    /// Whom mails are from.
    pub from: String,
}

impl MailDesk {
    /// The languages that have a template.
    pub fn configured(&self) -> Vec<Language> {
        self.templates.iter().filter(|one| !one.versions.is_empty()).map(|one| one.language).collect()
    }

    /// All versions of a language.
    pub fn versions(&self, language: Language) -> &[SavedTemplate] {
        let of = self.templates.iter().find(|one| one.language == language);
        of.map_or(&[], |one| &one.versions)
    }

    /// The version that counts.
    pub fn template(&self, language: Language) -> Option<&Template> {
        self.versions(language).first().map(|saved| &saved.template)
    }

    pub fn standing(&self, language: Language) -> TemplateStanding {
        TemplateStanding::of(language, self.template(language), &self.configured())
    }
}

/// The template of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageTemplates {
    pub language: Language,
    /// Every version that was saved, latest first. The first counts.
    pub versions: Vec<SavedTemplate>,
}

/// A version of the template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTemplate {
    pub version: u32,
    pub template: Template,
    pub saved_at: Timestamp,
}

/// How mails leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Through a mail server.
    Server,
    /// Not at all: they are kept as files, to be read here.
    Files,
}

/// The mails of one page of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPage {
    /// Latest first.
    pub mails: Vec<MailLine>,
    /// Of all that are searched for, whichever are shown.
    pub counts: MailCounts,
}

/// A mail in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    pub id: String,
    pub to: String,
    pub room_title: String,
    pub kind: MailKind,
    pub state: MailState,
    pub queued_at: Timestamp,
    pub settled_at: Option<Timestamp>,
    /// When it is tried again, after a try that has failed.
    pub next_try: Option<Timestamp>,
    pub problem: Option<MailProblem>,
}

/// A mail that was kept as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMail {
    pub subject: String,
    pub from: String,
    pub to: String,
    pub text: String,
}

/// The mail desk. For administrators; reads only.
#[server(endpoint = "mail/find-desk")]
pub async fn find_mail_desk() -> Result<MailDesk, AppError> {
    crate::backend::call(async |backend, caller| backend.find_mail_desk(&caller).await).await
}

/// The mails that a view shows. For administrators; reads only.
#[server(endpoint = "mail/list", input = Json)]
pub async fn list_mails(view: MailView) -> Result<MailPage, AppError> {
    crate::backend::call(async |backend, caller| backend.list_mails(&caller, &view).await).await
}

/// Saves a new version of a language's template, from now on for every mail in it, unless somebody has saved another
/// than `before`, or switched the language off, meanwhile.
#[server(endpoint = "mail/save-template", input = Json)]
pub async fn save_template(
    language: Language,
    before: Option<Template>,
    template: Template,
) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| {
        backend.save_template(&caller, language, before, template).await
    })
    .await
}

/// Takes a language's template away: its guests are written to in another language, if there is one.
#[server(endpoint = "mail/remove-template")]
pub async fn remove_template(language: Language) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.remove_template(&caller, language).await).await
}

/// Sends a mail made from this template, with samples, to the administrator who asks for it.
#[server(endpoint = "mail/send-test", input = Json)]
pub async fn send_test(language: Language, template: Template) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.send_test_mail(&caller, language, template).await)
        .await
}

/// Tries a mail again that was given up, or one at once that waits for its next try.
#[server(endpoint = "mail/retry")]
pub async fn retry_mail(mail: String) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.retry_mail(&caller, &mail).await).await
}

/// Tries all of these whose address holds `query`. Answers how many they are.
#[server(endpoint = "mail/retry-all", input = Json)]
pub async fn retry_mails(which: MailsToTry, query: String) -> Result<u32, AppError> {
    crate::backend::call(async |backend, caller| backend.retry_mails(&caller, which, &query).await).await
}

/// A mail that was kept as a file. Reads only.
#[server(endpoint = "mail/read-kept")]
pub async fn read_kept_mail(mail: String) -> Result<KeptMail, AppError> {
    crate::backend::call(async |backend, caller| backend.read_kept_mail(&caller, &mail).await).await
}
